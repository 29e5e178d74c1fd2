//! Whether the desktop was told not to disturb. Windows and macOS hold alerts back by themselves and tell nobody.

#[cfg(all(unix, not(target_os = "macos")))]
pub use self::freedesktop::wants_quiet;

/// What is not known disturbs nobody.
#[cfg(any(windows, target_os = "macos"))]
pub async fn wants_quiet() -> bool {
    false
}

#[cfg(all(unix, not(target_os = "macos")))]
mod freedesktop {
    use std::time::Duration;

    use gtk::gio;
    use gtk::gio::prelude::SettingsExt;
    use zbus::Connection;

    /// A bus that does not answer says nothing.
    const ANSWER: Duration = Duration::from_millis(500);
    const SERVER: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";
    /// Interface and property that say it, of KDE's and of dunst.
    const SAID_BY: [(&str, &str); 2] = [(SERVER, "Inhibited"), ("org.dunstproject.cmd0", "paused")];
    /// GNOME says it among its settings, and only there.
    const GNOME: &str = "org.gnome.desktop.notifications";
    const BANNERS: &str = "show-banners";

    /// Asked before each burst of alerts: it changes without a word.
    pub async fn wants_quiet() -> bool {
        let bus = tokio::time::timeout(ANSWER, on_the_bus()).await;
        if bus.unwrap_or_else(|_| Ok(false)).unwrap_or(false) {
            return true;
        }
        is_gnome() && tauri::async_runtime::spawn_blocking(no_banners).await.unwrap_or(false)
    }

    async fn on_the_bus() -> zbus::Result<bool> {
        Ok(asked(&Connection::session().await?).await)
    }

    async fn asked(bus: &Connection) -> bool {
        for (interface, property) in SAID_BY {
            // Each desktop knows only its own.
            if said(bus, interface, property).await.unwrap_or(false) {
                return true;
            }
        }
        false
    }

    async fn said(bus: &Connection, interface: &str, property: &str) -> zbus::Result<bool> {
        let properties = zbus::fdo::PropertiesProxy::new(bus, SERVER, PATH).await?;
        let value = properties.get(interface.try_into()?, property).await?;
        Ok(bool::try_from(value)?)
    }

    /// The settings of a desktop that does not run say nothing.
    fn is_gnome() -> bool {
        let desktops = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
        desktops.split(':').any(|desktop| desktop.eq_ignore_ascii_case("gnome"))
    }

    fn no_banners() -> bool {
        let schema = gio::SettingsSchemaSource::default().and_then(|source| source.lookup(GNOME, true));
        // Asking for what is not there would end the program.
        let known = schema.is_some_and(|schema| schema.has_key(BANNERS));
        known && !gio::Settings::new(GNOME).boolean(BANNERS)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        struct Kde(bool);

        #[zbus::interface(name = "org.freedesktop.Notifications")]
        impl Kde {
            #[zbus(property)]
            fn inhibited(&self) -> bool {
                self.0
            }
        }

        struct Dunst(bool);

        #[zbus::interface(name = "org.dunstproject.cmd0")]
        impl Dunst {
            #[zbus(property, name = "paused")]
            fn paused(&self) -> bool {
                self.0
            }
        }

        struct Other;

        #[zbus::interface(name = "org.vigie.Other")]
        impl Other {}

        async fn quiet(kde: Option<bool>, dunst: Option<bool>) -> bool {
            let (ours, _theirs) = crate::testbus::pair(|mut bus| {
                if let Some(quiet) = kde {
                    bus = bus.serve_at(PATH, Kde(quiet)).unwrap();
                }
                if let Some(quiet) = dunst {
                    bus = bus.serve_at(PATH, Dunst(quiet)).unwrap();
                }
                // Also one that says nothing of it answers, from the first question on.
                bus.serve_at(PATH, Other).unwrap()
            })
            .await;
            tokio::time::timeout(ANSWER * 40, asked(&ours)).await.expect("an answer")
        }

        #[tokio::test]
        async fn each_desktop_says_it_in_its_own_way_and_the_others_do_not_matter() {
            assert!(quiet(Some(true), None).await);
            assert!(quiet(None, Some(true)).await);
            assert!(quiet(Some(false), Some(true)).await);
            assert!(!quiet(Some(false), Some(false)).await);
            assert!(!quiet(None, None).await, "a desktop that says nothing is not disturbed");
        }
    }
}
