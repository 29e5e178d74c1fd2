//! One open WebSocket.

use std::time::Duration;

use bytes::{BufMut as _, BytesMut};
use futures_util::{SinkExt as _, StreamExt as _};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::consumer::{Answer, Consumer};
use super::frame::{Place, SocketFrame};
use crate::audience::{Ear, Heard};
use crate::dialect::Dialect;
use crate::http::House;

/// No client has more to say.
const LONGEST: usize = 1 << 20;
/// How long the answer to a close may take.
const FAREWELL: Duration = Duration::from_secs(2);
const NORMAL: u16 = 1000;
const CRASHED: u16 = 1011;

type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// Serves a socket until it is over. One that is `dropped` is taken and hung up on.
pub(super) async fn run(
    house: House,
    upgrade: OnUpgrade,
    mut ear: Ear<Place, SocketFrame>,
    mut consumer: Consumer,
    dropped: bool,
) {
    // Fails when the client is gone already.
    let Ok(upgraded) = upgrade.await else { return };
    if dropped {
        return;
    }
    let limits = WebSocketConfig::default().max_message_size(Some(LONGEST)).max_frame_size(Some(LONGEST));
    let mut socket =
        WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(limits)).await;
    // Whatever error ends it, the client is gone.
    let _ = talk(&house, &mut socket, &mut ear, &mut consumer).await;
}

async fn talk(
    house: &House,
    socket: &mut Socket,
    ear: &mut Ear<Place, SocketFrame>,
    consumer: &mut Consumer,
) -> Result<(), Error> {
    let (hall, gate) = (&house.rooms.postes, house.gates.of(Dialect::Postes));
    let greeting = consumer.greeting(hall, house.clock.now());
    socket.send(Message::text(greeting)).await?;
    let (mut pings, mut ping_at) = (0, next_ping(house));
    loop {
        let ping = async {
            match ping_at {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            heard = ear.next() => match heard {
                Heard::Message(SocketFrame::Close { code, reason }) => {
                    return close(socket, code, reason).await;
                }
                Heard::Message(frame) => {
                    for message in frame.messages() {
                        socket.send(message).await?;
                    }
                }
                Heard::Ended => return close(socket, NORMAL, String::new()).await,
                // As when Daphne stops: no close frame.
                Heard::Broken => return Ok(()),
            },
            () = ping => {
                pings += 1;
                ping_at = next_ping(house);
                socket.send(ping_frame(house, pings)).await?;
            }
            sent = socket.next() => match sent {
                Some(Ok(Message::Text(text))) => {
                    let answer = consumer.answer(&text, hall, gate, house.clock.now());
                    if let Some(id) = consumer.current() {
                        follow(ear, id);
                    }
                    match answer {
                        Answer::Say(text) => socket.send(Message::text(text)).await?,
                        Answer::Nothing => {}
                        Answer::Crash => return close(socket, CRASHED, String::new()).await,
                    }
                }
                // A consumer of text raises on bytes.
                Some(Ok(Message::Binary(_))) => return close(socket, CRASHED, String::new()).await,
                // tungstenite answers pings and closes by itself.
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
                None => return Ok(()),
            },
        }
    }
}

fn follow(ear: &Ear<Place, SocketFrame>, id: i64) {
    ear.change(|place| {
        if let Place::Sessions(followed) = place {
            followed.insert(id);
        }
    });
}

async fn close(socket: &mut Socket, code: u16, reason: String) -> Result<(), Error> {
    for message in (SocketFrame::Close { code, reason }).messages() {
        socket.send(message).await?;
    }
    let answered = async { while let Some(Ok(_)) = socket.next().await {} };
    // One that does not answer is hung up on.
    let _ = timeout(FAREWELL, answered).await;
    Ok(())
}

fn next_ping(house: &House) -> Option<Instant> {
    house.rhythm.postes_ping.and_then(|interval| Instant::now().checked_add(interval))
}

/// As autobahn makes them: nanoseconds since 1970, then a count.
fn ping_frame(house: &House, count: u32) -> Message {
    let mut payload = BytesMut::with_capacity(12);
    payload.put_i64(house.clock.now().saturating_mul(1_000));
    payload.put_u32(count);
    Message::Ping(payload.freeze())
}
