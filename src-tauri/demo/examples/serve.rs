//! Serves a scenario until interrupted: `cargo run -p vigie-demo --example serve -- lifelike 8200`.

use vigie_demo::{Demo, Scenario, Users};

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
    println!("{}", demo.url);
    tokio::signal::ctrl_c().await?;
    demo.shutdown().await;
    Ok(())
}
