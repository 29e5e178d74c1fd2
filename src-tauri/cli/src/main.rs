//! `vigiectl`: Vigie in a terminal. The same engine as the desktop app's, no window.

mod act;
mod args;
mod demo;
mod exit;
mod given;
mod home;
mod json;
mod picture;
#[cfg(test)]
mod sample;
mod say;
mod servers;
mod session;
mod signal;
mod trouble;
mod verdict;
mod view;
mod watch;

use std::process::ExitCode;

use clap::Parser;
use vigie_words::Words;

use crate::args::{Cli, Command};
use crate::exit::Exit;
use crate::home::{Configured, words_without_settings};
use crate::signal::Interrupt;
use crate::trouble::Ended;

/// Threads for connections; what is printed is printed by the main thread and holds up none of them.
const WORKERS: usize = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime =
        match tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return Ended::Io(error).report(&words_without_settings()).into(),
        };
    let exit = runtime.block_on(run(cli.command));
    // A thread that waits for a keyring or a name server is not waited for.
    runtime.shutdown_background();
    exit.into()
}

async fn run(command: Command) -> Exit {
    let configured = Configured::read();
    let words = configured.as_ref().map_or_else(|_| words_without_settings(), Configured::words);
    let done = dispatch(command, configured, &words).await;
    done.unwrap_or_else(|ended| ended.report(&words))
}

async fn dispatch(
    command: Command,
    configured: Result<Configured, vigie_engine::home::HomeError>,
    words: &Words,
) -> Result<Exit, Ended> {
    match command {
        Command::Watch(args) => {
            let configured = match configured {
                Ok(configured) => Some(configured),
                Err(error) if args.urls.is_empty() => return Err(homeless(words, &error)),
                Err(_) => None,
            };
            // Asked for before signals are listened to: Ctrl-C at the prompt ends the program at once.
            let subject = session::subject(&args, configured.as_ref(), words).await?;
            session::run(subject, &args.print, words, &Interrupt::listen()).await
        }
        Command::Servers(command) => {
            let configured = configured.map_err(|error| homeless(words, &error))?;
            servers::run(command, configured, words).await
        }
        Command::Do(args) => act::run(&args, configured.ok().as_ref(), words).await,
        Command::Demo(args) => demo::run(&args, words, &Interrupt::listen()).await,
    }
}

fn homeless(words: &Words, error: &vigie_engine::home::HomeError) -> Ended {
    Ended::Said(Exit::Failed, words.say("terminal-cannot-start", &[("why", error.to_string().into())]))
}
