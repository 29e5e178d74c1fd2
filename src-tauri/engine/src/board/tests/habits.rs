//! What is usual: on the row, in the time left, and beyond it.

use vigie_contract::{JobRef, Millis, Usual};

use super::story::{BEGIN, SERVER, Story};
use crate::board::{Bounds, Happening, Rules};
use crate::update::{JobUpdate, Phase, Source, Update};
use crate::usual::{Habits, Ran};

/// Ten runs of `import` took 100 to 190 s: half took less than 150, nine of ten less than 190.
fn story() -> Story {
    let mut story = Story::new(Bounds::default(), Rules::default());
    let runs = (0..10).map(|n| Ran { took: 100_000 + n * 10_000, total: Some(1_000) }).collect();
    story.board.recall_habits(SERVER, Habits::of([("import".to_owned(), runs)]));
    story
}

fn left(story: &Story, id: &str) -> Option<(Millis, Millis)> {
    story.job(id).eta_ms.map(|[low, high]| (low / 1_000, high / 1_000))
}

const USUAL: Option<Usual> = Some(Usual { median_ms: 140_000, p90_ms: 180_000, runs: 10 });

#[test]
fn a_running_job_knows_what_is_usual_of_its_kind_and_no_other() {
    let mut story = story();
    story.play("0 a begins kind=import\n0 b begins kind=other\n0 c begins\n0 d pending kind=import");
    let usual = |story: &Story, id: &str| story.job(id).usual;
    assert_eq!((usual(&story, "a"), usual(&story, "b"), usual(&story, "c")), (USUAL, None, None));
    assert_eq!(usual(&story, "d"), None, "it has not begun");
    story.play("1 d begins\n2 c rest kind=import\n3 a completed\n4 e begins seconds 0/600 kind=import");
    assert_eq!((usual(&story, "d"), usual(&story, "c"), usual(&story, "a")), (USUAL, USUAL, USUAL));
    assert_eq!((usual(&story, "e"), story.job("e").eta_ms), (None, Some([600_000, 600_000])));
}

#[test]
fn what_ends_well_is_learned_and_what_fails_is_not() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    for n in 0..4 {
        story.play(&format!("{} a{n} begins kind=scan\n{} a{n} completed", n * 100, n * 100 + 10));
    }
    story.play("400 f begins kind=scan\n410 f failed\n420 b begins kind=scan");
    assert_eq!(story.job("b").usual, None, "four are too few");
    story.play("430 b completed\n431 b rest completed\n440 c begins kind=scan");
    assert_eq!(story.job("c").usual, Some(Usual { median_ms: 10_000, p90_ms: 10_000, runs: 5 }));
}

#[test]
fn before_its_own_rate_is_known_the_usual_time_gives_the_range() {
    let mut story = story();
    story.play("0 a begins kind=import 0/1000");
    // As far below the median as nine of ten lie above it.
    assert_eq!(left(&story, "a"), Some((108, 180)));
    story.play("10");
    assert_eq!(left(&story, "a"), Some((98, 170)));
    let job = story.job("a");
    assert_eq!((job.percent, job.rate), (Some(0.0), None));
}

#[test]
fn a_job_without_a_total_has_a_time_left_and_no_percent() {
    let mut story = story();
    story.play("0 a begins kind=import\n0 b begins kind=import 1/");
    for second in 1..=60 {
        story.play(&format!("{second} a msg=at_{second}\n{second} b {second}/"));
    }
    for id in ["a", "b"] {
        assert_eq!((left(&story, id), story.job(id).percent), (Some((48, 120)), None), "{id}");
    }
    story.play("100 a msg=x\n150 a msg=y\n190");
    let job = story.job("a");
    assert!(job.overdue && job.longer && job.eta_ms.is_none());
}

#[test]
fn its_own_rate_takes_over_with_its_progress_and_without_a_jump() {
    let mut story = story();
    // Twice as slow as usual: 280 s in all.
    let mut highest = Vec::new();
    for second in 0..=279_u32 {
        let begins = if second == 0 { "begins kind=import " } else { "" };
        story.play(&format!("{second} a {begins}{}/1000", second * 1_000 / 280));
        if let Some((_, high)) = left(&story, "a") {
            highest.push((second, u64::from(second) + high));
        }
    }
    let at = |second| highest.iter().find(|(at, _)| *at == second).unwrap().1;
    assert_eq!(at(0), 180);
    assert!((200..330).contains(&at(60)) && (270..310).contains(&at(200)), "{highest:?}");
    let worst = highest.windows(2).map(|pair| pair[1].1.saturating_sub(pair[0].1)).max().unwrap();
    assert!(worst <= 12, "jumped by {worst} s: {highest:?}");
}

#[test]
fn longer_than_nine_of_ten_happens_once_a_run() {
    let mut story = story();
    let mut told =
        story.play("0 a begins kind=import 0/1000\n100 a 100/1000\n150 a 150/1000\n179 a 180/1000");
    assert!(!told.contains("Longer") && !story.job("a").longer);
    told = story.play("190 a 190/1000\n250 a 200/1000\n260 a 201/1000");
    assert_eq!(told.matches("Longer { ran: 181000").count(), 1, "{told}");
    assert_eq!(told.matches("Longer").count(), 1, "{told}");
    assert!(story.job("a").longer);
    story.play("300 a completed");
    assert!(!story.job("a").longer, "it is over");
    told =
        story.play("301 a begins kind=import 0/1000\n350 a 1/1000\n400 a 2/1000\n450 a 3/1000\n500 a 4/1000");
    assert_eq!(told.matches("Longer").count(), 1, "another run: {told}");
}

#[test]
fn who_is_silent_stale_or_counts_seconds_does_not_run_longer() {
    let mut story = story();
    let told = story.play("0 a begins kind=import 0/1000\n0 s begins kind=import seconds 0/60\n400");
    assert!(told.contains("Stalled") && !told.contains("Longer"), "{told}");
    let told = story.play("401 a 1/1000");
    assert_eq!(told.matches("Longer").count(), 1, "it moves again: {told}");
    story.play("500 b begins kind=import 0/1000\n501 link down");
    assert!(!story.play("900").contains("Longer"));
    assert!(story.play("901 link up\n903").contains("b #1 running"));
}

#[test]
fn the_same_items_in_half_the_runs_size_take_half_the_time() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    let sizes = [100_u64, 100, 100, 100, 100, 10_000, 10_000, 10_000, 10_000, 10_000];
    let runs = sizes.map(|size| Ran { took: size * 100, total: Some(size) }).into();
    story.board.recall_habits(SERVER, Habits::of([("import".to_owned(), runs)]));
    story.play("0 a begins kind=import\n0 b begins kind=import 0/50\n0 c begins kind=import 0/20000");
    let median = |id: &str| story.job(id).usual.unwrap().median_ms;
    assert_eq!((median("b"), median("c")), (5_000, 2_000_000));
    assert_eq!(story.job("a").usual.unwrap().runs, 10, "its size is not known: all of them");
}

#[test]
fn a_job_has_a_curve_of_its_run() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    let job = JobRef { server: SERVER.to_owned(), id: "a".to_owned() };
    for second in 0..=10 {
        story.play(&format!("{second} a {}/1000", second * 4));
    }
    let expected: Vec<_> = (1..=10).map(|second| (BEGIN + second * 1_000, 4.0)).collect();
    assert_eq!(story.board.rates(&job), expected);
    story.play("11 a completed");
    assert_eq!(story.board.rates(&job).len(), 10, "what has ended keeps it");
    story.play("20 a begins 0/10");
    assert!(story.board.rates(&job).is_empty(), "another run");
}

#[test]
fn many_ends_of_the_same_jobs_leave_the_newest_runs_and_a_sound_board() {
    let mut story = story();
    for n in 0..1_000_u64 {
        let mut update = JobUpdate::new(format!("j{}", n / 2 % 50), Source::Stream);
        (update.kind, update.begins) = (Some("import".into()), n % 2 == 0);
        update.phase = Some(if n % 2 == 0 { Phase::Running } else { Phase::Completed });
        let changes = story.board.apply(SERVER, Update::Job(Box::new(update)), BEGIN + n * 1_000);
        assert_eq!(changes[0].happened.contains(&Happening::Completed), n % 2 == 1);
    }
    story.board.audit();
    story.now = BEGIN + 1_000_000;
    story.play("1001 a begins kind=import");
    assert_eq!(story.job("a").usual, Some(Usual { median_ms: 1_000, p90_ms: 1_000, runs: 200 }));
}
