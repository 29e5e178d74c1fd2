//! The desktop's own notifications, through notify-rust. What differs between systems is here.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use notify_rust::{Notification, NotificationResponse, Timeout};

use super::Message;

/// What a click does.
pub type Clicked = Arc<dyn Fn() + Send + Sync>;

/// An alert of a failure stays longer, not for ever.
const URGENT_STAYS: Duration = Duration::from_secs(30);
/// So many alerts are listened to at once; of older ones a click is no longer heard.
const LISTENED: usize = 64;

/// This desktop.
pub struct Desktop {
    /// The application's icon as a file, which every desktop shows; installed or not.
    icon: Option<PathBuf>,
    listening: listening::Listening,
}

impl Desktop {
    /// With the icon laid down in `folder`.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let icon = folder.map(|folder| folder.join("icon.png")).filter(|file| {
            std::fs::write(file, include_bytes!("../../../icons/128x128.png"))
                .inspect_err(|error| tracing::warn!(%error, "alerts come without an icon"))
                .is_ok()
        });
        Self { icon, listening: listening::Listening::default() }
    }

    /// Shows an alert and listens for a click on it.
    ///
    /// # Errors
    /// What the desktop says when it takes none.
    pub async fn show(&self, message: &Message, clicked: Clicked) -> Result<(), String> {
        let mut alert = Notification::new();
        alert.appname("Vigie").summary(&message.summary).action("default", &message.open);
        if message.urgent {
            alert.timeout(Timeout::from(URGENT_STAYS));
        }
        self.listening.show(alert, message, self.icon.as_deref(), clicked).await
    }
}

/// Whether this was a click, on the alert or on its button.
fn is_click(response: &NotificationResponse) -> bool {
    matches!(response, NotificationResponse::Default | NotificationResponse::Action(_))
}

#[cfg(all(unix, not(target_os = "macos")))]
mod listening {
    use std::collections::VecDeque;
    use std::path::Path;
    use std::sync::{Mutex, PoisonError};
    use std::time::Duration;

    use notify_rust::{Hint, Notification, Urgency};
    use tauri::async_runtime::JoinHandle;

    use super::{Clicked, LISTENED, Message, is_click};

    /// A notification server that does not answer is none.
    const ANSWER: Duration = Duration::from_secs(5);
    const SERVER: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";

    /// Alerts whose clicks are heard. Each keeps its own connection to the session bus: some desktops
    /// take an alert away when who sent it is gone. They are tasks and not threads, so that sixty-four
    /// of them lying in a notification list overnight cost no stack.
    #[derive(Default)]
    pub struct Listening(Mutex<VecDeque<JoinHandle<()>>>);

    impl Listening {
        pub async fn show(
            &self,
            mut alert: Notification,
            message: &Message,
            icon: Option<&Path>,
            clicked: Clicked,
        ) -> Result<(), String> {
            if let Some(icon) = icon {
                alert.icon(&icon.to_string_lossy());
            }
            alert
                .urgency(if message.urgent { Urgency::Critical } else { Urgency::Normal })
                .hint(Hint::DesktopEntry("Vigie".into()))
                .hint(Hint::SuppressSound(true));
            let shown = async {
                let body = if reads_markup().await? { escaped(&message.body) } else { message.body.clone() };
                alert.body(&body);
                alert.show_async().await.map_err(|error| error.to_string())
            };
            let handle = match tokio::time::timeout(ANSWER, shown).await {
                Ok(shown) => shown?,
                Err(_) => return Err("no answer".to_owned()),
            };
            self.keep(tauri::async_runtime::spawn(async move {
                let mut answered = false;
                handle
                    .wait_for_action_async(|response| {
                        answered = is_click(response);
                        if answered {
                            clicked();
                        }
                    })
                    .await;
                if answered {
                    // Some servers leave it lying there.
                    handle.close_async().await;
                }
            }));
            Ok(())
        }

        fn keep(&self, task: JoinHandle<()>) {
            let mut listened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            listened.retain(|task| !task.inner().is_finished());
            listened.push_back(task);
            while listened.len() > LISTENED {
                if let Some(oldest) = listened.pop_front() {
                    oldest.abort();
                }
            }
        }
    }

    /// Whether the notification server takes bodies for markup, as most do.
    async fn reads_markup() -> Result<bool, String> {
        let ask = async {
            let bus = zbus::Connection::session().await?;
            let answer = bus.call_method(Some(SERVER), PATH, Some(SERVER), "GetCapabilities", &()).await?;
            answer.body().deserialize::<Vec<String>>()
        };
        let capabilities = ask.await.map_err(|error| error.to_string())?;
        Ok(capabilities.iter().any(|capability| capability == "body-markup"))
    }

    /// Text of servers stays text where markup is read.
    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn what_a_server_says_is_never_markup() {
            let said = super::escaped("<b>R&amp;D</b> <a href=\"http://x\">done</a>");
            assert!(!said.contains(['<', '>']));
            assert_eq!(said, "&lt;b&gt;R&amp;amp;D&lt;/b&gt; &lt;a href=\"http://x\"&gt;done&lt;/a&gt;");
        }
    }
}

#[cfg(any(windows, target_os = "macos"))]
mod listening {
    use std::path::Path;
    use std::sync::Arc;

    use notify_rust::Notification;
    use tokio::sync::Semaphore;

    use super::{Clicked, LISTENED, Message, is_click};

    /// Alerts whose clicks are heard, each on a thread of its own: these systems tell of a click by
    /// returning from a call.
    pub struct Listening(Arc<Semaphore>);

    impl Default for Listening {
        fn default() -> Self {
            Self(Arc::new(Semaphore::new(LISTENED)))
        }
    }

    impl Listening {
        pub async fn show(
            &self,
            mut alert: Notification,
            message: &Message,
            icon: Option<&Path>,
            clicked: Clicked,
        ) -> Result<(), String> {
            alert.body(&message.body);
            dress(&mut alert, message, icon);
            let place = self.0.clone().try_acquire_owned().ok();
            let (told, shown) = tokio::sync::oneshot::channel();
            let thread = std::thread::Builder::new().name("alert".into()).spawn(move || {
                let handle = match alert.show() {
                    Ok(handle) => {
                        let _ = told.send(Ok(()));
                        handle
                    }
                    Err(error) => {
                        let _ = told.send(Err(error.to_string()));
                        return;
                    }
                };
                // Without a place left, nobody listens for a click on this one.
                let Some(_place) = place else { return };
                let _ = handle.wait_for_response(move |response: &notify_rust::NotificationResponse| {
                    if is_click(response) {
                        clicked();
                    }
                });
            });
            thread.map_err(|error| error.to_string())?;
            shown.await.unwrap_or_else(|_| Err("no answer".to_owned()))
        }
    }

    #[cfg(windows)]
    fn dress(alert: &mut Notification, message: &Message, icon: Option<&Path>) {
        alert.app_id("org.vigie.Vigie");
        if let Some(icon) = icon {
            alert.image_path(&icon.to_string_lossy());
        }
        if message.urgent {
            alert.urgency(notify_rust::Urgency::Critical);
        }
    }

    /// The bundle says whose alert it is.
    #[cfg(target_os = "macos")]
    fn dress(_alert: &mut Notification, _message: &Message, _icon: Option<&Path>) {}
}
