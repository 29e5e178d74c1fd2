//! A tray for the private desktop: the watcher that programs register their icons with, and a hand for the menu.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use zbus::message::Header;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy};

use crate::wait::{PATIENCE, eventually};

type Registered = Arc<Mutex<Vec<(String, String)>>>;

struct Watcher(Registered);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// Given either its object's path (then the caller is meant) or the name of its bus connection.
    async fn register_status_notifier_item(
        &self,
        item: &str,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let (owner, path) =
            if item.starts_with('/') { (sender, item) } else { (item.to_owned(), "/StatusNotifierItem") };
        let shown = format!("{owner}{path}");
        self.0.lock().expect("nobody panics with the list").push((owner, path.to_owned()));
        Ok(Self::status_notifier_item_registered(&emitter, &shown).await?)
    }

    fn register_status_notifier_host(&self, _host: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let items = self.0.lock().expect("nobody panics with the list");
        items.iter().map(|(owner, path)| format!("{owner}{path}")).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(signal)]
    async fn status_notifier_item_registered(emitter: &SignalEmitter<'_>, item: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn status_notifier_host_registered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;
}

/// The tray, while this value lives.
pub struct TrayHost {
    bus: Connection,
    registered: Registered,
}

impl TrayHost {
    pub(crate) async fn serve(bus: Connection) -> Self {
        let registered = Registered::default();
        let watcher = Watcher(Arc::clone(&registered));
        bus.object_server().at("/StatusNotifierWatcher", watcher).await.expect("a free path");
        bus.request_name("org.kde.StatusNotifierWatcher").await.expect("this desktop has no other tray");
        Self { bus, registered }
    }

    /// Waits for an icon, the last one registered.
    pub async fn item(&self) -> TrayItem {
        let last = || async { self.registered.lock().expect("nobody panics with the list").last().cloned() };
        let (owner, path) = eventually(PATIENCE, last).await;
        TrayItem { bus: self.bus.clone(), owner, path }
    }
}

/// One icon in the tray.
pub struct TrayItem {
    bus: Connection,
    owner: String,
    path: String,
}

/// A menu entry on the wire: number, properties, entries below.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl TrayItem {
    /// A text property of the icon: `Title`, `IconName`, `Status`, …; `None` where it has none.
    pub async fn text(&self, property: &str) -> Option<String> {
        self.icon().await.get_property(property).await.ok()
    }

    /// Labels of the menu, from top to bottom, without separators and access-key underscores.
    pub async fn menu(&self) -> Vec<String> {
        self.entries().await.into_iter().map(|(_, label)| label).collect()
    }

    /// Clicks the first entry whose label contains this text.
    pub async fn click(&self, label: &str) {
        let entries = || async { self.entries().await.into_iter().find(|(_, text)| text.contains(label)) };
        let (number, _) = eventually(PATIENCE, entries).await;
        let event = (number, "clicked", Value::from(0_i32), 0_u32);
        let _: () = self.menu_object().await.call("Event", &event).await.expect("the menu takes a click");
    }

    async fn entries(&self) -> Vec<(i32, String)> {
        let menu = self.menu_object().await;
        let _: zbus::Result<bool> = menu.call("AboutToShow", &(0_i32)).await;
        let asked = (0_i32, -1_i32, Vec::<&str>::new());
        let (_, root): (u32, Layout) = menu.call("GetLayout", &asked).await.expect("the menu's layout");
        let mut found = Vec::new();
        flatten(root, &mut found);
        found
    }

    async fn icon(&self) -> Proxy<'_> {
        self.proxy(self.path.clone(), "org.kde.StatusNotifierItem").await
    }

    async fn menu_object(&self) -> Proxy<'_> {
        let path: OwnedObjectPath =
            self.icon().await.get_property("Menu").await.expect("the icon has a menu");
        self.proxy(path.to_string(), "com.canonical.dbusmenu").await
    }

    async fn proxy(&self, path: String, interface: &'static str) -> Proxy<'_> {
        Proxy::new(&self.bus, self.owner.clone(), path, interface).await.expect("the icon is on the bus")
    }
}

fn flatten((number, properties, below): Layout, found: &mut Vec<(i32, String)>) {
    if let Some(label) = properties.get("label").and_then(|label| label.downcast_ref::<String>().ok()) {
        found.push((number, label.replace('_', "")));
    }
    for entry in below {
        if let Ok(entry) = Layout::try_from(entry) {
            flatten(entry, found);
        }
    }
}
