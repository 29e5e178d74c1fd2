//! A start that meets another Vigie at its very end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::StreamExt;
use vigie_tests::{Desktop, PATIENCE, VigieOptions, eventually};
use zbus::fdo::DBusProxy;
use zbus::message::Type;
use zbus::{Connection, MessageStream};

const SUFFIX: &str = ".SingleInstance";

#[tokio::test]
async fn a_start_that_met_an_end_starts_once_more() {
    let desktop = Desktop::start().await;
    let options = VigieOptions::at(&desktop.home().join("vigie"));
    let names = DBusProxy::new(desktop.bus()).await.expect("the bus itself");
    let owned = async || {
        let all = names.list_names().await.expect("the names on the bus");
        all.into_iter().map(|name| name.to_string()).find(|name| name.ends_with(SUFFIX))
    };
    let vigie = desktop.start_vigie(&options);
    let name = eventually(PATIENCE, &owned).await;
    desktop.windows_are("Vigie", 1).await;
    drop(vigie);
    eventually(PATIENCE, || async { owned().await.is_none().then_some(()) }).await;
    desktop.windows_are("Vigie", 0).await;

    // As one that ends: it takes the call, answers nothing, and is gone from the bus.
    let calls = Arc::new(AtomicU32::new(0));
    let ending = connection(&desktop).await;
    ending.request_name(name.as_str()).await.expect("the name is free");
    tokio::spawn(leave_when_called(ending, Arc::clone(&calls)));
    assert_eq!(owned().await.as_deref(), Some(name.as_str()));

    let mut vigie = desktop.start_vigie(&options);
    desktop.windows_are("Vigie", 1).await;
    assert_eq!(calls.load(Ordering::SeqCst), 1, "it met the other");
    assert_eq!(eventually(PATIENCE, &owned).await, name);
    assert!(vigie.runs());
}

async fn connection(desktop: &Desktop) -> Connection {
    let address = desktop.bus_address();
    let builder = zbus::connection::Builder::address(address).expect("the private bus has an address");
    builder.build().await.expect("the private bus answers")
}

async fn leave_when_called(bus: Connection, calls: Arc<AtomicU32>) {
    let mut messages = MessageStream::from(&bus);
    while let Some(Ok(message)) = messages.next().await {
        if message.message_type() == Type::MethodCall {
            calls.fetch_add(1, Ordering::SeqCst);
            break;
        }
    }
    drop(messages);
    let _ = bus.close().await;
}
