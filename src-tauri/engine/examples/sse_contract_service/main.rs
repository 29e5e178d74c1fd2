//! Offers the public contract-test service API for SSE clients over Vigie's transport, so that a
//! suite that speaks it can be run against the transport:
//!
//! ```text
//! cargo run -p vigie-engine --example sse_contract_service -- 127.0.0.1:8000
//! sse-contract-tests -url http://127.0.0.1:8000 -host 127.0.0.1 -stop-service-at-end
//! ```
//!
//! For a loopback address and a test suite: it requests whatever URL it is told to.

mod relay;
mod service;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8000".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("SSE contract-test service on http://{}", listener.local_addr()?);
    service::serve(listener).await
}
