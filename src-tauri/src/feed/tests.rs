use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::*;

/// A mailbox that merges what waits in it, as the engine's does.
struct Merging(mpsc::UnboundedReceiver<u64>);

impl Frames for Merging {
    async fn next(&mut self) -> Option<Frame> {
        let from = self.0.recv().await? - 1;
        let mut to = from + 1;
        while let Ok(version) = self.0.try_recv() {
            to = version;
        }
        Some(Frame { from, to, ..Frame::default() })
    }
}

#[derive(Clone)]
struct Watched {
    begun: Instant,
    showing: Arc<AtomicBool>,
    open: Arc<AtomicBool>,
    drawn: Arc<Mutex<Vec<(Duration, u64, u64)>>>,
}

impl Watched {
    fn new() -> Self {
        Self {
            begun: Instant::now(),
            showing: Arc::new(AtomicBool::new(true)),
            open: Arc::new(AtomicBool::new(true)),
            drawn: Arc::default(),
        }
    }

    fn drawn(&self) -> Vec<(Duration, u64, u64)> {
        self.drawn.lock().unwrap().clone()
    }
}

impl Pane for Watched {
    fn showing(&self) -> bool {
        self.showing.load(Ordering::SeqCst)
    }

    fn draw(&self, frame: Frame) -> bool {
        self.drawn.lock().unwrap().push((self.begun.elapsed(), frame.from, frame.to));
        self.open.load(Ordering::SeqCst)
    }
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

#[tokio::test(start_paused = true)]
async fn the_first_change_goes_at_once_and_a_flood_becomes_twenty_frames_a_second() {
    let (changes, mailbox) = mpsc::unbounded_channel();
    let pane = Watched::new();
    let feed = tokio::spawn(pace(Merging(mailbox), pane.clone()));
    for version in 1..=1_000 {
        changes.send(version).unwrap();
        tokio::time::sleep(ms(1)).await;
    }
    tokio::time::sleep(ms(100)).await;
    drop(changes);
    feed.await.unwrap();

    let drawn = pane.drawn();
    assert_eq!(drawn[0].0, ms(0), "the first change waits for nothing");
    assert!(drawn.windows(2).all(|two| two[1].0 - two[0].0 >= FRAME_GAP), "{drawn:?}");
    assert!((19..=22).contains(&drawn.len()), "{} frames in a second", drawn.len());
    assert!(drawn.windows(2).all(|two| two[0].2 == two[1].1), "no gap between frames: {drawn:?}");
    assert_eq!(drawn.last().unwrap().2, 1_000, "and nothing is lost");
}

#[tokio::test(start_paused = true)]
async fn a_window_that_does_not_show_gets_nothing_and_then_everything_in_one_frame() {
    let (changes, mailbox) = mpsc::unbounded_channel();
    let pane = Watched::new();
    let feed = tokio::spawn(pace(Merging(mailbox), pane.clone()));
    changes.send(1).unwrap();
    tokio::time::sleep(ms(10)).await;
    pane.showing.store(false, Ordering::SeqCst);
    for version in 2..=500 {
        changes.send(version).unwrap();
        tokio::time::sleep(ms(10)).await;
    }
    assert_eq!(pane.drawn().len(), 1);
    pane.showing.store(true, Ordering::SeqCst);
    tokio::time::sleep(LOOK_EVERY).await;
    drop(changes);
    feed.await.unwrap();
    let drawn = pane.drawn();
    assert_eq!(drawn.iter().map(|d| (d.1, d.2)).collect::<Vec<_>>(), [(0, 1), (1, 500)]);
}

#[tokio::test(start_paused = true)]
async fn a_window_that_is_gone_ends_its_feed() {
    let (changes, mailbox) = mpsc::unbounded_channel();
    let pane = Watched::new();
    pane.open.store(false, Ordering::SeqCst);
    let feed = tokio::spawn(pace(Merging(mailbox), pane.clone()));
    changes.send(1).unwrap();
    feed.await.unwrap();
    assert!(changes.send(2).is_err(), "the subscription was given back");
}

#[tokio::test]
async fn each_window_has_one_feed_and_a_new_one_takes_its_place() {
    use vigie_engine::engine::{EngineOptions, Keep};
    let engine = Engine::start(EngineOptions::new(Keep::Nothing)).await;
    let feed = Feed::default();
    let (first, second, mini) = (Watched::new(), Watched::new(), Watched::new());
    feed.begin("main", &engine, first.clone()).await.unwrap();
    feed.begin("main", &engine, second.clone()).await.unwrap();
    feed.begin("mini", &engine, mini.clone()).await.unwrap();
    engine.pause_alerts(5).await;
    while second.drawn().is_empty() || mini.drawn().is_empty() {
        tokio::time::sleep(ms(5)).await;
    }
    assert!(first.drawn().is_empty());

    // One that is minimized gets nothing, whatever the other does; one that ended neither.
    mini.showing.store(false, Ordering::SeqCst);
    let shown = mini.drawn().len();
    feed.end("main");
    let closed = second.drawn().len();
    let again = Watched::new();
    feed.begin("main", &engine, again.clone()).await.unwrap();
    engine.pause_alerts(0).await;
    while again.drawn().is_empty() {
        tokio::time::sleep(ms(5)).await;
    }
    assert_eq!(second.drawn().len(), closed);
    mini.showing.store(true, Ordering::SeqCst);
    while mini.drawn().len() == shown {
        tokio::time::sleep(ms(5)).await;
    }
    engine.shutdown().await;
}
