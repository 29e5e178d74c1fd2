//! For tests: the two ends of a D-Bus connection without a bus in between, so that names do not matter.

use std::os::unix::net::UnixStream;

use zbus::Connection;
use zbus::connection::Builder;

/// The end of who asks, and the end of who is asked, with what `serve` puts there.
pub async fn pair<'a>(serve: impl FnOnce(Builder<'a>) -> Builder<'a>) -> (Connection, Connection) {
    let (ours, theirs) = UnixStream::pair().expect("two ends");
    let asked =
        Builder::async_io_unix_stream(theirs).server(zbus::Guid::generate()).expect("a name for it").p2p();
    let asks = Builder::async_io_unix_stream(ours).p2p();
    tokio::try_join!(asks.build(), serve(asked).build()).expect("they talk")
}
