//! Whether somebody shows tray icons.

#[cfg(all(unix, not(target_os = "macos")))]
pub use self::watcher::takes_icons;

/// Windows and macOS always have a place for them.
#[cfg(any(windows, target_os = "macos"))]
pub async fn takes_icons() -> bool {
    true
}

#[cfg(all(unix, not(target_os = "macos")))]
mod watcher {
    use std::time::Duration;

    /// A bus that does not answer has no tray.
    const ANSWER: Duration = Duration::from_millis(500);
    /// Who knows the tray icons of this session.
    const WATCHER: &str = "org.kde.StatusNotifierWatcher";

    /// Asked each time: a panel may come and go.
    pub async fn takes_icons() -> bool {
        let ask = async {
            let bus = zbus::Connection::session().await?;
            zbus::fdo::DBusProxy::new(&bus)
                .await?
                .name_has_owner(WATCHER.try_into()?)
                .await
                .map_err(zbus::Error::from)
        };
        match tokio::time::timeout(ANSWER, ask).await {
            Ok(Ok(owned)) => owned,
            Ok(Err(error)) => {
                tracing::debug!(%error, "no session bus: no tray");
                false
            }
            Err(_) => false,
        }
    }
}
