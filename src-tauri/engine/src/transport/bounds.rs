//! Every limit of the transport, by name.

use std::time::Duration;

/// Bytes one event block may have unless a setting says otherwise. Comments do not count.
pub const BLOCK_LIMIT: usize = 1024 * 1024;
/// The largest block limit a setting may ask for.
pub const BLOCK_LIMIT_MOST: usize = 64 * 1024 * 1024;
/// The smallest: below it nothing useful fits.
pub const BLOCK_LIMIT_LEAST: usize = 16;
/// Bytes of a comment that are passed on where somebody asked for comments.
pub const COMMENT_KEPT: usize = 4 * 1024;
/// Bytes a `Last-Event-ID` header may have: common servers refuse header lines over 8 KiB, and a
/// refused header would keep the stream from ever coming back.
pub const LAST_EVENT_ID_LIMIT: usize = 7 * 1024;
/// Bytes of the body of an answer that is no event stream which are kept to tell what it is.
pub const BODY_START_LIMIT: usize = 4 * 1024;
/// How long to wait for those bytes.
pub const BODY_START_WITHIN: Duration = Duration::from_secs(3);
/// Characters of an error's text that are passed on.
pub const DETAIL_LIMIT: usize = 200;

/// How long connecting may take unless a setting says otherwise: TCP, proxy and TLS together.
pub const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// The longest time to connect that a setting may ask for.
pub const CONNECT_MOST: Duration = Duration::from_secs(5 * 60);
/// The longest wait for headers that a setting may ask for.
pub const HEADERS_MOST: Duration = Duration::from_secs(60 * 60);
/// The shortest of either.
pub const LIMIT_LEAST: Duration = Duration::from_secs(1);
/// Bytes all headers of an HTTP/2 answer may have.
pub const HEADERS_LIMIT: u32 = 64 * 1024;
/// Bytes a file of certificates or of a key may have.
pub const PEM_FILE_LIMIT: u64 = 1024 * 1024;
/// Hosts of a certificate that are told.
pub const CERTIFICATE_NAMES_MOST: usize = 8;
/// Quiet time after which the kernel asks the other side whether it is still there.
pub const TCP_KEEPALIVE: Duration = Duration::from_secs(30);
/// Time between such questions.
pub const TCP_KEEPALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// Unanswered questions after which the connection is given up.
pub const TCP_KEEPALIVE_RETRIES: u32 = 4;
/// How long an unused connection is kept for the next request. Common servers close theirs after 5 s: one that
/// is about to be closed is better not used.
pub const POOL_IDLE: Duration = Duration::from_secs(4);
/// Time between HTTP/2 pings.
pub const HTTP2_PING_INTERVAL: Duration = Duration::from_secs(30);
/// How long an HTTP/2 ping may go unanswered.
pub const HTTP2_PING_WITHIN: Duration = Duration::from_secs(15);

/// Bytes one WebSocket message may have unless a setting says otherwise, its fragments joined.
pub const MESSAGE_LIMIT: usize = 1024 * 1024;
/// Bytes read from a WebSocket at once.
pub const SOCKET_READ: usize = 16 * 1024;
/// Texts that wait to be sent over a WebSocket.
pub const SEND_QUEUE: usize = 64;
/// Bytes one of them may have.
pub const SEND_LIMIT: usize = 64 * 1024;
/// How long a WebSocket's handshake may take, connecting included.
pub const HANDSHAKE_WITHIN: Duration = Duration::from_secs(20);
/// Time between our own pings.
pub const PING_EVERY: Duration = Duration::from_secs(30);
/// Pings without anything heard after which a WebSocket is lost.
pub const PINGS_UNANSWERED: u32 = 2;
/// The least pause after a server said that it restarts or has too much to do (1012, 1013): RFC 6455's registry
/// of close codes asks for 5 to 30 s.
pub const SOCKET_BUSY_LEAST: Duration = Duration::from_secs(5);

/// The shortest pause a server's `retry:` may ask for.
pub const RETRY_LEAST: Duration = Duration::from_millis(500);
/// The longest pause a server's `retry:` may ask for.
pub const RETRY_MOST: Duration = Duration::from_secs(5 * 60);
/// The longest pause a server's `Retry-After` may ask for; a longer one is cut to it.
pub const RETRY_AFTER_MOST: Duration = Duration::from_secs(60 * 60);
/// Window of the first pause after a loss.
pub const BACKOFF_FIRST: Duration = Duration::from_secs(1);
/// Window that pauses grow to.
pub const BACKOFF_MOST: Duration = Duration::from_secs(30);
/// Window that pauses grow to while the machine has no network.
pub const BACKOFF_MOST_OFFLINE: Duration = Duration::from_secs(5 * 60);
/// A connection that held this long makes the next pause a first one again.
pub const HEALTHY_AFTER: Duration = Duration::from_secs(60);
/// Pause after an answer that a retry will hardly change (most of 4xx).
pub const SLOW_RETRY: Duration = Duration::from_secs(5 * 60);

/// How often clocks and network are looked at to notice a wake-up.
pub const WAKE_LOOK_EVERY: Duration = Duration::from_secs(5);
/// A hole in time larger than this means that the machine slept.
pub const WAKE_GAP: Duration = Duration::from_secs(10);
