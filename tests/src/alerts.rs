//! What the notification daemon received, read from the bus: a call counts once the daemon has answered it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use zbus::fdo::MonitoringProxy;
use zbus::message::Type;
use zbus::zvariant::OwnedValue;
use zbus::{MatchRule, Message, MessageStream};

const INTERFACE: &str = "org.freedesktop.Notifications";

/// One desktop alert, as sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// The daemon's number for it.
    pub id: u32,
    pub app: String,
    pub summary: String,
    pub body: String,
    /// Key and label of each action; the one a click invokes is called `default`.
    pub actions: Vec<(String, String)>,
    /// 0 low, 1 normal, 2 critical; `None` when not said.
    pub urgency: Option<u8>,
    /// Still on the screen.
    pub open: bool,
}

/// Arguments of `Notify`: app, replaces, icon, summary, body, actions, hints, time-out.
type Notify = (String, u32, String, String, String, Vec<String>, HashMap<String, OwnedValue>, i32);

#[derive(Default)]
struct Log {
    /// Calls that the daemon has not answered yet: (sender, serial).
    asked: HashMap<(String, u32), Alert>,
    received: Vec<Alert>,
}

pub struct Alerts {
    log: Arc<Mutex<Log>>,
    watching: tokio::task::JoinHandle<()>,
}

impl Alerts {
    pub async fn watch(address: &str) -> Self {
        let bus = zbus::connection::Builder::address(address).expect("the private bus has an address");
        let bus = bus.build().await.expect("the private bus answers");
        let mut messages = MessageStream::from(&bus);
        let rules = [
            "type='method_call',interface='org.freedesktop.Notifications',member='Notify'",
            "type='method_return'",
            "type='signal',interface='org.freedesktop.Notifications'",
        ]
        .map(|rule| MatchRule::try_from(rule).expect("a rule of ours"));
        let monitor = MonitoringProxy::new(&bus).await.expect("a bus can be watched");
        monitor.become_monitor(&rules, 0).await.expect("a private bus lets itself be watched");
        let log = Arc::new(Mutex::new(Log::default()));
        let kept = Arc::clone(&log);
        let watching = tokio::spawn(async move {
            while let Some(Ok(message)) = messages.next().await {
                kept.lock().expect("nobody panics with the log").take(&message);
            }
        });
        Self { log, watching }
    }

    pub fn list(&self) -> Vec<Alert> {
        self.log.lock().expect("nobody panics with the log").received.clone()
    }

    /// Its place on the screen, the oldest on top; `None` once it has left.
    pub fn position(&self, id: u32) -> Option<usize> {
        self.list().iter().filter(|alert| alert.open).position(|alert| alert.id == id)
    }

    pub fn all_closed(&self) -> bool {
        self.list().iter().all(|alert| !alert.open)
    }
}

impl Drop for Alerts {
    fn drop(&mut self) {
        self.watching.abort();
    }
}

impl Log {
    fn take(&mut self, message: &Message) {
        let header = message.header();
        let ours = header.interface().is_some_and(|interface| interface == INTERFACE);
        let member = header.member().map(zbus::names::MemberName::as_str);
        match (message.message_type(), member) {
            (Type::MethodCall, Some("Notify")) if ours => {
                let sender = header.sender().map(ToString::to_string).unwrap_or_default();
                if let Ok(arguments) = message.body().deserialize::<Notify>() {
                    self.asked
                        .insert((sender, message.primary_header().serial_num().get()), alert(arguments));
                }
            }
            (Type::MethodReturn, _) => {
                let asker = header.destination().map(ToString::to_string).unwrap_or_default();
                let Some(serial) = header.reply_serial() else { return };
                if let Some(alert) = self.asked.remove(&(asker, serial.get())) {
                    let id = message.body().deserialize().unwrap_or_default();
                    self.close(id);
                    self.received.push(Alert { id, ..alert });
                }
            }
            (Type::Signal, Some("NotificationClosed")) if ours => {
                if let Ok((id, _reason)) = message.body().deserialize::<(u32, u32)>() {
                    self.close(id);
                }
            }
            _ => {}
        }
    }

    /// Also an alert that another one of the same number replaces.
    fn close(&mut self, id: u32) {
        for alert in self.received.iter_mut().filter(|alert| alert.id == id) {
            alert.open = false;
        }
    }
}

fn alert((app, _, _, summary, body, actions, hints, _): Notify) -> Alert {
    let actions = actions.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
    let urgency = hints.get("urgency").and_then(|value| value.downcast_ref::<u8>().ok());
    Alert { id: 0, app, summary, body, actions, urgency, open: true }
}
