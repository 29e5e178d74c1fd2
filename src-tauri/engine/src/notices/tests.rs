use super::*;
use crate::board::{Board, Bounds, Rules};
use crate::update::{JobUpdate, Phase, Source, Update};
use NoticeKind::{Completed, Failed, Stalled, Vanished, Warning};

/// A board and the notices it gave.
struct Story(Board, WarningRule);

impl Story {
    fn new() -> Self {
        let mut board = Board::new(Bounds::default());
        board.add_server("s1", Rules::default());
        board.link("s1", true, 0);
        Self(board, WarningRule::default())
    }

    fn hear(&mut self, now: Millis, change: impl FnOnce(&mut JobUpdate)) -> Vec<NoticeDraft> {
        let mut update = JobUpdate::new("a", Source::Stream);
        change(&mut update);
        self.tell(Update::Job(Box::new(update)), now)
    }

    fn tell(&mut self, update: Update, now: Millis) -> Vec<NoticeDraft> {
        let changes = self.0.apply("s1", update, now);
        changes.iter().flat_map(|change| notices_for(change, "Staging", self.1, now)).collect()
    }
}

fn named(drafts: &[NoticeDraft]) -> Vec<(NoticeKind, u32, &str)> {
    drafts.iter().map(|draft| (draft.kind, draft.run, draft.occurrence.as_str())).collect()
}

#[test]
fn an_end_says_it_all() {
    let mut story = Story::new();
    assert!(
        story
            .hear(1_000, |u| (u.begins, u.total, u.title) = (true, Some(9), Some("Import".into())))
            .is_empty()
    );
    story.hear(2_000, |u| u.warning = Some("no address".into()));
    let drafts = story.hear(61_000, |u| {
        (u.phase, u.done, u.error) = (Some(Phase::Failed), Some(7), Some("disk full".into()));
    });
    assert_eq!(named(&drafts), [(Failed, 1, "")]);
    let draft = &drafts[0];
    assert!(draft.alert && draft.job.as_deref() == Some("a"));
    let notice = &draft.notice;
    assert_eq!((&*notice.server, &*notice.server_name, &*notice.title), ("s1", "Staging", "Import"));
    assert_eq!((notice.done, notice.total, notice.warnings, notice.at), (Some(7), Some(9), 1, 61_000));
    assert_eq!((notice.duration_ms, notice.text.as_deref()), (Some(60_000), Some("disk full")));
    assert!(notice.id.is_empty() && !notice.read);
    assert!(story.hear(62_000, |u| u.phase = Some(Phase::Failed)).is_empty(), "once a run");
}

#[test]
fn each_run_has_its_own_and_the_servers_start_names_it_for_good() {
    let mut story = Story::new();
    story.hear(0, |u| u.begins = true);
    let first = story.hear(1_000, |u| (u.phase, u.message) = (Some(Phase::Completed), Some("Done".into())));
    assert_eq!(named(&first), [(Completed, 1, "")]);
    assert_eq!(first[0].notice.text.as_deref(), Some("Done"));
    story.hear(50_000, |u| u.begins = true);
    story.hear(51_000, |u| {
        (u.source, u.phase, u.started_at) =
            (Source::Rest { asked_at: 51_000 }, Some(Phase::Running), Some(777));
    });
    let second = story.hear(52_000, |u| u.phase = Some(Phase::Completed));
    assert_eq!(named(&second), [(Completed, 2, "@777")]);
    assert_eq!(second[0].notice.duration_ms, Some(2_000));
}

#[test]
fn of_many_warnings_the_1st_10th_100th_and_1000th_are_told() {
    let mut story = Story::new();
    let drafts: Vec<NoticeDraft> =
        (0..1_234).flat_map(|now| story.hear(now, |u| u.warning = Some(format!("w{now}")))).collect();
    let told = [(Warning, 1, "1"), (Warning, 1, "10"), (Warning, 1, "100"), (Warning, 1, "1000")];
    assert_eq!(named(&drafts), told);
    assert_eq!((drafts[1].notice.text.as_deref(), drafts[1].notice.warnings), (Some("w9"), 10));
}

#[test]
fn which_warnings_are_told_is_for_the_rule_to_say() {
    let occurrences = |rule: WarningRule| -> Vec<String> {
        let mut story = Story::new();
        story.1 = rule;
        let warn = |now| story.hear(now, |u| u.warning = Some("w".into()));
        (0..25).flat_map(warn).map(|draft| draft.occurrence).collect()
    };
    assert_eq!(occurrences(WarningRule::First), ["1"]);
    assert_eq!(occurrences(WarningRule::Every { nth: 10 }), ["10", "20"]);
    assert!(occurrences(WarningRule::Above { percent: 1.0 }).is_empty(), "the counts decide");
}

#[test]
fn a_share_that_failed_is_told_by_its_percentage_and_its_run() {
    let mut story = Story::new();
    story.hear(0, |u| (u.begins, u.kind, u.owner) = (true, Some("edi".into()), Some("ana".into())));
    let mut update = JobUpdate::new("a", Source::Rest { asked_at: 1_000 });
    (update.done, update.failed, update.started_at) = (Some(40), Some(3), Some(777));
    let changes = story.0.apply("s1", Update::Job(Box::new(update)), 1_000);
    let job = changes[0].now.as_ref().unwrap();
    let draft = failed_above(&changes[0], job, 2.5, "Staging", 1_000);
    assert_eq!(named(std::slice::from_ref(&draft)), [(Warning, 1, "above-2.5@777")]);
    assert_eq!((draft.notice.done, draft.notice.failed), (Some(40), Some(3)));
    assert_eq!(draft.notice.values["above"], "2.5");
    assert_eq!((draft.job_kind.as_deref(), draft.owner.as_deref()), (Some("edi"), Some("ana")));
}

#[test]
fn a_stall_is_told_once_a_silence() {
    let mut story = Story::new();
    let mut told = Vec::new();
    for (heard, stalls) in [(1_000, 61_000), (100_000, 595_000)] {
        assert!(story.hear(heard, |u| u.phase = Some(Phase::Running)).is_empty());
        for now in [stalls, stalls + 1_000] {
            let changes = story.0.tick(now);
            told.extend(changes.iter().flat_map(|c| notices_for(c, "Staging", story.1, now)));
        }
    }
    assert_eq!(named(&told), [(Stalled, 1, "1000"), (Stalled, 1, "100000")]);
    assert_eq!(told[0].notice.duration_ms, Some(60_000));
}

#[test]
fn a_job_that_vanished_is_told() {
    let mut story = Story::new();
    story.hear(0, |u| u.begins = true);
    let drafts = story.tell(Update::JobUnknown { id: "a".to_owned() }, 5_000);
    assert_eq!(named(&drafts), [(Vanished, 1, "")]);
    assert_eq!(drafts[0].notice.duration_ms, None, "how it ended is unknown, and when");
}

#[test]
fn nothing_is_told_of_the_past_nor_of_what_left() {
    let mut story = Story::new();
    assert!(story.hear(0, |u| (u.past, u.phase) = (true, Some(Phase::Failed))).is_empty());
    story.hear(1_000, |u| (u.past, u.begins) = (true, true));
    assert!(story.hear(2_000, |u| (u.past, u.warning) = (true, Some("old".into()))).is_empty());
    assert!(story.tell(Update::JobDeleted { id: "a".to_owned() }, 3_000).is_empty());
}

#[test]
fn a_server_that_wants_a_sign_in_is_told_once() {
    let draft = signed_out("s1", "Staging", 5_000);
    assert_eq!((draft.kind, draft.run, &*draft.occurrence), (NoticeKind::SignedOut, 0, "5000"));
    assert!(draft.job.is_none() && draft.notice.job.is_none());
}

#[test]
fn an_inferred_end_says_so_and_is_told_once() {
    let mut story = Story::new();
    story.hear(0, |u| (u.begins, u.done, u.total) = (true, Some(3), Some(3)));
    let inferred = |u: &mut JobUpdate| (u.phase, u.inferred) = (Some(Phase::Completed), true);
    let drafts = story.hear(10_000, inferred);
    assert_eq!(named(&drafts), [(Completed, 1, "")]);
    assert!(drafts[0].notice.inferred);
    assert!(story.hear(20_000, |u| u.phase = Some(Phase::Completed)).is_empty(), "confirmed in silence");
}

#[test]
fn a_session_that_ended_tells_how_long_it_was_and_no_items() {
    let mut story = Story::new();
    story.hear(0, |u| {
        (u.unit, u.phase) = (Some(JobUnit::Seconds), Some(Phase::Running));
        (u.done, u.total) = (Some(600), Some(3_600));
    });
    let drafts = story.hear(60_000, |u| {
        (u.phase, u.message) = (Some(Phase::Completed), Some("Closed by Anna".into()));
    });
    let notice = &drafts[0].notice;
    assert_eq!((notice.done, notice.total, notice.percent), (None, None, None));
    assert_eq!((notice.duration_ms, notice.text.as_deref()), (Some(600_000), Some("Closed by Anna")));
}

#[test]
fn a_session_of_which_only_the_end_was_seen_did_not_take_a_moment() {
    let mut story = Story::new();
    story.hear(60_000, |u| {
        (u.begins, u.unit, u.phase) = (true, Some(JobUnit::Seconds), Some(Phase::Running));
        (u.done, u.total) = (Some(0), Some(3_600));
    });
    let drafts = story.hear(60_400, |u| u.phase = Some(Phase::Completed));
    assert_eq!(drafts[0].notice.duration_ms, None);
}

#[test]
fn a_server_that_is_not_reached_is_named_by_since_when() {
    let draft = unreachable("s1", "Staging", 5_000, 12, 35_000);
    assert_eq!((draft.kind, &*draft.occurrence, draft.alert), (NoticeKind::Unreachable, "5000", true));
    assert_eq!(
        (draft.notice.total, draft.notice.duration_ms, draft.notice.at),
        (Some(12), Some(30_000), 35_000)
    );
    let ended = BTreeMap::from([(Completed, 3), (Vanished, 1)]);
    let told = Return { since: 5_000, at: 65_000, ended, alert: Outgoing::default() };
    let draft = reach_restored(("s1", "Staging"), &told, 2);
    assert_eq!((draft.kind, &*draft.occurrence), (NoticeKind::Restored, "5000"));
    assert_eq!((draft.notice.total, draft.notice.duration_ms), (Some(2), Some(60_000)));
    let values: Vec<_> = draft.notice.values.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(values, [("completed", "3"), ("vanished", "1")]);
}

#[test]
fn what_a_server_says_itself_keeps_its_words_its_time_and_whether_it_was_read() {
    let told = |read| Tidings {
        kind: NoticeKind::Message,
        identity: "notif-7".into(),
        title: "New\u{1b}[1m task".into(),
        text: Some("  ".into()),
        values: (0..100).map(|n| (format!("k{n}"), "v".repeat(1_000))).collect(),
        count: None,
        at: Some(77),
        read,
        alert: true,
    };
    let draft = tidings("s1", "Staging", told(false), 5_000);
    assert_eq!((draft.occurrence.as_str(), draft.alert, draft.notice.at), ("notif-7", true, 77));
    assert_eq!((draft.notice.title.as_str(), draft.notice.text), ("New [1m task", None));
    assert!(draft.notice.values.len() == VALUES && draft.notice.values["k0"].chars().count() == VALUE_CHARS);
    let draft = tidings("s1", "Staging", told(true), 5_000);
    assert!(draft.notice.read && !draft.alert, "what was read there alerts nobody");
}
