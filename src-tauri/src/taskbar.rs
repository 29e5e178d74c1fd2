//! Progress and unread notices on the taskbar or dock. What differs between systems is here.

#[cfg(all(unix, not(target_os = "macos")))]
pub use self::launcher::Taskbar;
#[cfg(any(windows, target_os = "macos"))]
pub use self::window::Taskbar;

#[cfg(all(unix, not(target_os = "macos")))]
mod launcher {
    //! Unity's LauncherEntry, which KDE's taskbar and the docks of GNOME and others read: a signal on the session
    //! bus. (The window toolkit's own way is Unity's library, which only speaks where Unity runs.)

    use std::collections::HashMap;
    use std::time::Duration;

    use tauri::AppHandle;
    use zbus::Connection;
    use zbus::zvariant::Value;

    use crate::progress::{Bar, Run};

    /// A bus that does not answer must not hold up the tray.
    const ANSWER: Duration = Duration::from_millis(500);
    const ENTRY: &str = "com.canonical.Unity.LauncherEntry";
    const PATH: &str = "/org/vigie/Vigie";
    /// The desktop file of the packages.
    const APPLICATION: &str = "application://Vigie.desktop";

    /// The taskbar as it was last told.
    #[derive(Debug, Default)]
    pub struct Taskbar {
        shown: Bar,
        /// Kept: with its sender the entry goes.
        bus: Option<Connection>,
    }

    impl Taskbar {
        /// Shows this, where it differs.
        pub async fn show(&mut self, _app: &AppHandle, bar: Bar) {
            if self.shown == bar {
                return;
            }
            self.shown = bar;
            let told = tokio::time::timeout(ANSWER, self.tell(bar)).await;
            if !matches!(told, Ok(Ok(()))) {
                tracing::debug!(?told, "no progress on the taskbar");
                self.bus = None;
            }
        }

        async fn tell(&mut self, bar: Bar) -> zbus::Result<()> {
            let bus = match &self.bus {
                Some(bus) => bus,
                None => self.bus.insert(Connection::session().await?),
            };
            emit(bus, bar).await
        }
    }

    async fn emit(bus: &Connection, bar: Bar) -> zbus::Result<()> {
        bus.emit_signal(None::<()>, PATH, ENTRY, "Update", &(APPLICATION, properties(bar))).await
    }

    /// It knows neither trouble nor work of unknown length.
    fn properties(bar: Bar) -> HashMap<&'static str, Value<'static>> {
        let percent = match bar.run {
            Some(Run::Percent(percent)) => Some(percent),
            Some(Run::Unknown) | None => None,
        };
        HashMap::from([
            ("progress", Value::F64(f64::from(percent.unwrap_or(0)) / 100.0)),
            ("progress-visible", Value::Bool(percent.is_some())),
            ("count", Value::I64(i64::from(bar.unread))),
            ("count-visible", Value::Bool(bar.unread > 0)),
        ])
    }

    #[cfg(test)]
    mod tests {
        use zbus::MessageStream;
        use zbus::export::futures_core::Stream;
        use zbus::zvariant::OwnedValue;

        use super::*;

        #[tokio::test]
        async fn a_dock_reads_progress_and_count() {
            let (bus, dock) = crate::testbus::pair(|dock| dock).await;
            let mut heard = std::pin::pin!(MessageStream::from(&dock));
            for (bar, wanted) in [
                (Bar { run: Some(Run::Percent(61)), trouble: false, unread: 3 }, (0.61, true, 3, true)),
                (Bar { run: Some(Run::Unknown), trouble: true, unread: 0 }, (0.0, false, 0, false)),
                (Bar::default(), (0.0, false, 0, false)),
            ] {
                emit(&bus, bar).await.unwrap();
                let message = std::future::poll_fn(|cx| heard.as_mut().poll_next(cx)).await.unwrap().unwrap();
                assert_eq!(message.header().member().unwrap(), "Update");
                let (application, said): (String, HashMap<String, OwnedValue>) =
                    message.body().deserialize().unwrap();
                assert_eq!(application, "application://Vigie.desktop");
                let told = (
                    f64::try_from(&said["progress"]).unwrap(),
                    bool::try_from(&said["progress-visible"]).unwrap(),
                    i64::try_from(&said["count"]).unwrap(),
                    bool::try_from(&said["count-visible"]).unwrap(),
                );
                assert_eq!(told, wanted);
            }
        }
    }
}

#[cfg(any(windows, target_os = "macos"))]
mod window {
    //! The taskbar's button or the dock's icon, through the main window.

    use tauri::window::{ProgressBarState, ProgressBarStatus};
    use tauri::{AppHandle, Manager};

    use crate::progress::{Bar, Run};
    use crate::window::MAIN;

    /// It keeps nothing: a window made anew has to be told again.
    #[derive(Debug, Default)]
    pub struct Taskbar;

    impl Taskbar {
        /// Shows this, while there is a window.
        pub async fn show(&mut self, app: &AppHandle, bar: Bar) {
            let Some(window) = app.get_webview_window(MAIN) else { return };
            if let Err(error) = window.set_progress_bar(state(bar)) {
                tracing::debug!(%error, "no progress on the taskbar");
            }
            #[cfg(target_os = "macos")]
            let _ = window.set_badge_count((bar.unread > 0).then_some(i64::from(bar.unread)));
            // There is no room for a number: a dot says that there is something.
            #[cfg(windows)]
            let _ = window
                .set_overlay_icon((bar.unread > 0).then(|| tauri::include_image!("icons/tray-trouble.png")));
        }
    }

    fn state(bar: Bar) -> ProgressBarState {
        let (status, progress) = match (bar.run, bar.trouble) {
            (None, _) => (ProgressBarStatus::None, None),
            (Some(Run::Percent(percent)), false) => (ProgressBarStatus::Normal, Some(u64::from(percent))),
            (Some(Run::Percent(percent)), true) => (ProgressBarStatus::Error, Some(u64::from(percent))),
            (Some(Run::Unknown), false) => (ProgressBarStatus::Indeterminate, None),
            // An error has no indeterminate form: the whole bar is red.
            (Some(Run::Unknown), true) => (ProgressBarStatus::Error, Some(100)),
        };
        ProgressBarState { status: Some(status), progress }
    }
}
