//! Serves a scenario until interrupted: `cargo run -p vigie-demo --example serve -- lifelike 8200`.

use vigie_demo::{Demo, Entrance, Scenario, Users};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let scenario: Scenario = arguments.next().unwrap_or_else(|| "lifelike".into()).parse()?;
    let port = arguments.next().map_or(Ok(0), |port| port.parse())?;
    let users = if arguments.next().is_some_and(|word| word == "accounts") {
        Users::alice_and_bob()
    } else {
        Users::Open
    };
    let demo = Demo::builder().scenario(scenario).port(port).users(users).control(true).start().await?;
    for server in demo.servers() {
        // Nothing here is secret: the demo's own people, on this machine.
        let entrance = match &server.entrance {
            Entrance::Open => String::new(),
            Entrance::Password { user, password } => format!("{user} / {password}"),
            Entrance::Token(token) => format!("?token={token}"),
        };
        println!("{:12}  {:32}  {entrance}", server.dialect.word(), server.url);
    }
    tokio::signal::ctrl_c().await?;
    demo.shutdown().await;
    Ok(())
}
