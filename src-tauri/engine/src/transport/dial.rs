//! What wraps each connecting of a client: its time limit, and the proxy it goes through, so that a
//! failure has a type that tells them.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::timeout;
use tower::{BoxError, Layer, Service};

/// Connecting took too long.
#[derive(Debug, thiserror::Error)]
#[error("not connected within {within:?}")]
pub struct TooLate {
    /// The limit.
    pub within: Duration,
}

/// Connecting through a proxy failed.
#[derive(Debug, thiserror::Error)]
#[error("no connection through the proxy {proxy}")]
pub struct ThroughProxy {
    /// Host and port of the proxy.
    pub proxy: String,
    /// Of what.
    #[source]
    pub source: BoxError,
}

/// Puts a limit and a proxy's name around a connector.
#[derive(Debug, Clone)]
pub struct Dial {
    /// How long connecting may take.
    pub within: Duration,
    /// Host and port of the proxy in use.
    pub proxy: Option<Arc<str>>,
}

impl<S> Layer<S> for Dial {
    type Service = Dialing<S>;

    fn layer(&self, connector: S) -> Dialing<S> {
        Dialing { dial: self.clone(), connector }
    }
}

/// A connector within its [`Dial`].
#[derive(Debug, Clone)]
pub struct Dialing<S> {
    dial: Dial,
    connector: S,
}

impl<S, R> Service<R> for Dialing<S>
where
    S: Service<R, Error = BoxError>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let Dial { within, proxy } = self.dial.clone();
        let connecting = timeout(within, self.connector.call(request));
        Box::pin(async move {
            match (connecting.await, proxy) {
                (Ok(Ok(connected)), _) => Ok(connected),
                (Ok(Err(source)), Some(proxy)) => {
                    Err(ThroughProxy { proxy: proxy.to_string(), source }.into())
                }
                (Ok(Err(error)), None) => Err(error),
                (Err(_), _) => Err(TooLate { within }.into()),
            }
        })
    }
}
