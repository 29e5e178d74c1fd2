//! The running demo, as its owner holds it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

use crate::builder::Builder;
use crate::counters::Counters;
use crate::dialect::Dialect;
use crate::door::Order;
use crate::estimates::Estimates;
use crate::faults::{Cut, Faults};
use crate::handle::JobHandle;
use crate::postes::Postes;
use crate::servers::Server;
use crate::shared::Shared;
use crate::solilms::Solilms;
use crate::soniquebay::Soniquebay;
use crate::spec::JobSpec;
use crate::trouble::Trouble;

/// A running demo. Dropping it stops it; [`Demo::shutdown`] also waits until it has stopped.
pub struct Demo {
    /// Where it listens: `http://127.0.0.1:<port>`.
    pub url: String,
    /// The port alone.
    pub port: u16,
    servers: Vec<Server>,
    shared: Arc<Shared>,
    tasks: TaskTracker,
}

impl Demo {
    /// Sets up a demo: lifelike, open to all, on any port, unless told otherwise.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn new(
        address: SocketAddr,
        servers: Vec<Server>,
        shared: Arc<Shared>,
        tasks: TaskTracker,
    ) -> Self {
        Self { url: format!("http://{address}"), port: address.port(), servers, shared, tasks }
    }

    /// The servers there are, one for each dialect that is spoken, and how to get in.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// The server of one dialect, if it is spoken.
    pub fn server(&self, dialect: Dialect) -> Option<&Server> {
        self.servers.iter().find(|server| server.dialect == dialect)
    }

    /// The music library in hand.
    pub fn soniquebay(&self) -> Soniquebay {
        Soniquebay::new(Arc::clone(&self.shared))
    }

    /// The estimates in hand.
    pub fn estimates(&self) -> Estimates {
        Estimates::new(Arc::clone(&self.shared))
    }

    /// The workstations in hand.
    pub fn postes(&self) -> Postes {
        Postes::new(Arc::clone(&self.shared))
    }

    /// The school in hand.
    pub fn solilms(&self) -> Solilms {
        Solilms::new(Arc::clone(&self.shared))
    }

    /// What is wrong with one dialect now.
    pub fn trouble(&self, dialect: Dialect) -> Trouble {
        self.shared.gates.of(dialect).trouble()
    }

    /// Says what is wrong with one dialect from now on. `Trouble::default()` sets everything right. Of
    /// sse-progress, [`Demo::set_faults`] knows more: of [`Trouble`] it minds refusals, silence and delays.
    pub fn set_trouble(&self, dialect: Dialect, trouble: Trouble) {
        self.shared.set_trouble(dialect, trouble);
    }

    /// Ends or breaks every open stream of one dialect, once it has said what waits. A WebSocket that is ended
    /// closes with 1000; one that breaks hangs up.
    pub fn cut(&self, dialect: Dialect, cut: Cut) {
        self.shared.cut_dialect(dialect, cut.into());
    }

    /// Forgets who has signed in to one dialect (of estimates: revokes every token). Streams that are open stay
    /// open, as with the real ones.
    pub fn sign_out(&self, dialect: Dialect) {
        self.shared.sign_out(dialect);
    }

    /// Moves a clock that is moved by hand ([`crate::Pace::Manual`]) and does all that is due by then.
    pub async fn step(&self, by: Duration) {
        self.shared.clock.step(by);
        self.shared.catch_up().await;
    }

    /// Creates a job.
    pub fn job(&self, spec: &JobSpec) -> JobHandle {
        let id = self.shared.change(|world, now| world.create(spec, now));
        JobHandle::new(Arc::clone(&self.shared), id)
    }

    /// Ids of all jobs in the list, newest first.
    pub fn jobs(&self) -> Vec<String> {
        self.shared.world().newest_first().map(|job| job.id.clone()).collect()
    }

    /// A job that is there already.
    pub fn find(&self, id: &str) -> Option<JobHandle> {
        let found = self.shared.world().job(id).is_some();
        found.then(|| JobHandle::new(Arc::clone(&self.shared), id.to_owned()))
    }

    /// What is wrong now.
    pub fn faults(&self) -> Faults {
        self.shared.faults.borrow().clone()
    }

    /// Says what is wrong from now on. `Faults::default()` sets everything right.
    pub fn set_faults(&self, faults: Faults) {
        self.shared.set_faults(faults);
    }

    /// Ends or breaks every open stream of sse-progress.
    pub fn cut_streams(&self, cut: Cut) {
        self.shared.cut(cut.into());
    }

    /// Signs everyone out of sse-progress. Streams that are open stay open, as with the real one.
    pub fn drop_sessions(&self) {
        self.shared.accounts.drop_sessions();
    }

    /// Forgets the events of every job: whoever resumes gets a `stream-reset`.
    pub fn trim_history(&self) {
        self.shared.world().trim(None);
    }

    /// Refuses new connections for so long, and returns when they are taken again.
    pub async fn refuse_for(&self, lasting: Duration) {
        let (done, told) = oneshot::channel();
        self.tell_door(Order::Refuse { lasting, done }, told).await;
    }

    /// Stops the server, breaking its streams, and starts it again after so long on the same port with the same
    /// jobs and ids. Returns when it is back.
    pub async fn restart(&self, away: Duration) {
        let (done, told) = oneshot::channel();
        self.tell_door(Order::Restart { away, done }, told).await;
    }

    async fn tell_door(&self, order: Order, told: oneshot::Receiver<()>) {
        if self.shared.door.send(order).await.is_ok() {
            // An error means that the demo is over: then there is nothing to wait for.
            let _ = told.await;
        }
    }

    /// What the demo has seen.
    pub fn counters(&self) -> Counters {
        self.shared.counters()
    }

    /// Waits until the counters are as wished, and returns them. It waits for ever if they never are.
    pub async fn until(&self, wished: impl Fn(&Counters) -> bool) -> Counters {
        let mut counted = self.shared.counted.subscribe();
        loop {
            counted.mark_unchanged();
            let counters = self.counters();
            if wished(&counters) {
                return counters;
            }
            // The sender lives in what `self` holds.
            let _ = counted.changed().await;
        }
    }

    /// Stops it, and returns when every connection is closed and the port is free.
    pub async fn shutdown(self) {
        self.shared.over.cancel();
        self.tasks.wait().await;
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.shared.over.cancel();
    }
}
