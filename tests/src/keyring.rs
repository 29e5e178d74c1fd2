//! What lies in the private desktop's keyring.

use std::collections::HashMap;

use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy};

const SERVICE: &str = "org.freedesktop.secrets";

#[derive(Clone, Debug, PartialEq)]
pub struct Secret {
    pub label: String,
    pub attributes: HashMap<String, String>,
    pub secret: String,
}

/// A secret on the wire: session, parameters, value, content type.
type Wire = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

pub async fn items(bus: &Connection) -> Vec<Secret> {
    let service = proxy(bus, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service").await;
    let (_, session): (OwnedValue, OwnedObjectPath) =
        service.call("OpenSession", &("plain", Value::from(""))).await.expect("a session with the keyring");
    let everything = HashMap::<&str, &str>::new();
    let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
        service.call("SearchItems", &(everything)).await.expect("a list of the keyring's items");
    assert!(locked.is_empty(), "the keyring is unlocked");
    let mut items = Vec::new();
    for path in open {
        let item = proxy(bus, path.as_str(), "org.freedesktop.Secret.Item").await;
        let (_, _, value, _): Wire = item.call("GetSecret", &(&session)).await.expect("a secret");
        items.push(Secret {
            label: item.get_property("Label").await.expect("a label"),
            attributes: item.get_property("Attributes").await.expect("attributes"),
            secret: String::from_utf8_lossy(&value).into_owned(),
        });
    }
    items
}

async fn proxy<'a>(bus: &Connection, path: &'a str, interface: &'static str) -> Proxy<'a> {
    Proxy::new(bus, SERVICE, path, interface).await.expect("the keyring is on the bus")
}
