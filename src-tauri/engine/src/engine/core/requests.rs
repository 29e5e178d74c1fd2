//! What the handle asks of the core.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use tokio::sync::oneshot;
use vigie_contract::{
    ActionAnswer, AlertRules, Failure, FailureCode, JobEvent, JobRef, LinkState, Millis, Notice, Record,
    SecretPlace, Server, ServerAction, ServerKind, StatSeries, StatSpan, Trouble,
};

use super::{Core, Looked};
use crate::engine::roster::{Config, Entry};
use crate::engine::subscription::{Change, Subscription};
use crate::link::LinkCommand;
use crate::rules::quiet_until;
use crate::settings::Settings;
use crate::store::Alert;

/// What the core is asked for.
pub(in crate::engine) enum Request {
    Subscribe(oneshot::Sender<Subscription>),
    Configure {
        settings: Box<Settings>,
        secrets: BTreeMap<String, SecretPlace>,
        troubles: Vec<Trouble>,
    },
    AddPassing {
        config: Box<Config>,
        secret: SecretPlace,
        reply: oneshot::Sender<Server>,
    },
    RemovePassing {
        id: String,
        reply: oneshot::Sender<bool>,
    },
    /// The password changed: connect anew.
    Renew {
        id: String,
        secret: SecretPlace,
    },
    ConnectNow(Option<String>),
    /// The machine woke up or changed its network.
    Woke,
    Delete {
        job: JobRef,
        reply: oneshot::Sender<Result<(), Failure>>,
    },
    Act {
        id: String,
        action: ServerAction,
        reply: oneshot::Sender<Result<ActionAnswer, Failure>>,
    },
    JobEvents {
        job: JobRef,
        reply: oneshot::Sender<Vec<JobEvent>>,
    },
    JobRates {
        job: JobRef,
        reply: oneshot::Sender<Vec<(Millis, f64)>>,
    },
    Records {
        server: String,
        model: String,
        reply: oneshot::Sender<Vec<Record>>,
    },
    StatHistory {
        server: String,
        span: StatSpan,
        reply: oneshot::Sender<Vec<StatSeries>>,
    },
    LookAt {
        id: Option<String>,
        reply: oneshot::Sender<Vec<Looked>>,
    },
    Unread(u32),
    /// These are in the bell now.
    Shown {
        notices: Vec<Notice>,
        unread: u32,
    },
    PauseAlerts(Option<Millis>),
    /// These hold in this run, which keeps no settings.
    SettleRules(Box<AlertRules>),
    TakeUnsavedAlerts(oneshot::Sender<TakenAlerts>),
    Troubles {
        from: &'static str,
        troubles: Vec<Trouble>,
    },
    Shutdown(oneshot::Sender<()>),
}

/// What the notifier is to do with the alerts that wait.
pub(in crate::engine) struct TakenAlerts {
    /// Alerts that are only in memory.
    pub unsaved: Vec<Alert>,
    /// The person wants none now.
    pub paused: bool,
    /// Only loud ones now.
    pub quiet: bool,
}

impl Core {
    pub(super) fn serve(&mut self, request: Request) {
        match request {
            Request::Subscribe(reply) => {
                let snapshot = self.snapshot();
                let _ = reply.send(self.subscribers.add(snapshot));
            }
            Request::Configure { settings, secrets, troubles } => {
                self.configure(*settings, &secrets, troubles);
            }
            Request::AddPassing { config, secret, reply } => {
                let entry = self.add(*config, secret);
                let _ = reply.send(entry);
            }
            Request::RemovePassing { id, reply } => {
                let there = self.roster.iter().any(|e| e.view.id == id && e.config.passing);
                if there {
                    self.remove(&id);
                }
                let _ = reply.send(there);
            }
            Request::Renew { id, secret } => {
                if let Some(place) = self.place(&id) {
                    self.roster[place].view.secret = secret;
                    self.connect(place);
                }
            }
            Request::ConnectNow(id) => {
                for place in 0..self.roster.len() {
                    let entry = &self.roster[place];
                    match &entry.link {
                        _ if id.as_ref().is_some_and(|id| *id != entry.view.id) => {}
                        Some(link) => link.ask(LinkCommand::ConnectNow),
                        // Broken, and pausing.
                        None if entry.view.link == LinkState::Waiting => self.connect(place),
                        None => {}
                    }
                }
            }
            Request::Woke => {
                let now = self.clock.now();
                self.roster.iter_mut().for_each(|entry| entry.reach.woke(now));
                for link in self.roster.iter().filter_map(|entry| entry.link.as_ref()) {
                    link.ask(LinkCommand::Woke);
                }
            }
            Request::Delete { job, reply } => self.delete(&job, reply),
            Request::Act { id, action, reply } => self.act(&id, action, reply),
            Request::JobEvents { job, reply } => {
                let _ = reply.send(self.board.events(&job));
            }
            Request::JobRates { job, reply } => {
                let _ = reply.send(self.board.rates(&job));
            }
            Request::Records { server, model, reply } => {
                let _ = reply.send(self.tables.records(&server, &model));
            }
            Request::StatHistory { server, span, reply } => {
                let _ = reply.send(self.numbers.series(&server, span, self.clock.now()));
            }
            Request::LookAt { id, reply } => {
                let _ = reply.send(self.look_at(id.as_deref()));
            }
            Request::Unread(unread) => self.set_unread(unread),
            Request::Shown { notices, unread } => {
                for notice in notices {
                    self.publish(&Change::Notice(Box::new(notice)));
                }
                self.set_unread(unread);
            }
            Request::PauseAlerts(until) => {
                self.pause_alerts(until);
            }
            Request::SettleRules(rules) => self.settle_rules(*rules),
            Request::TakeUnsavedAlerts(reply) => {
                let now = self.clock.now();
                let paused = self.alerts_paused_until.is_some_and(|until| now < until);
                let quiet = quiet_until(&self.rules.all().quiet, now, &TimeZone::system()).is_some();
                let unsaved = std::mem::take(&mut self.unsaved_alerts);
                let _ = reply.send(TakenAlerts { unsaved, paused, quiet });
            }
            Request::Troubles { from, troubles } => self.set_troubles(from, troubles),
            Request::Shutdown(_) => {}
        }
    }

    fn act(&self, id: &str, action: ServerAction, reply: oneshot::Sender<Result<ActionAnswer, Failure>>) {
        let failure = match self.roster.iter().find(|entry| entry.view.id == id) {
            None => Failure::new(FailureCode::ServerUnknown),
            Some(Entry { link: Some(link), .. }) => return link.ask(LinkCommand::Act { action, reply }),
            Some(entry) => match &entry.view.reason {
                Some(reason) => Failure::connection(reason.clone()),
                None => Failure::new(FailureCode::Connection),
            },
        };
        let _ = reply.send(Err(failure));
    }

    fn delete(&self, job: &JobRef, reply: oneshot::Sender<Result<(), Failure>>) {
        let entry = self.roster.iter().find(|entry| entry.view.id == job.server);
        let failure = match (entry, self.board.job(job)) {
            (None, _) => FailureCode::ServerUnknown,
            (_, None) => FailureCode::JobUnknown,
            (Some(entry), _) if entry.config.settings.kind != ServerKind::SseProgress => {
                FailureCode::NotOffered
            }
            (Some(Entry { link: Some(link), .. }), Some(_)) => {
                return link.ask(LinkCommand::Delete { id: job.id.clone(), reply });
            }
            _ => FailureCode::Connection,
        };
        let _ = reply.send(Err(Failure::new(failure)));
    }
}
