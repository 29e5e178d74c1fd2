//! Vigie on the desktop: a window, a tray and desktop alerts around the engine. The only code that names Tauri.

mod again;
mod away;
mod closing;
mod commands;
mod deep;
mod demo;
mod feed;
mod files;
mod follow;
mod identity;
mod link;
mod login;
mod notifier;
mod options;
mod picture;
mod place;
mod progress;
mod shell;
mod signals;
mod sound;
mod taskbar;
#[cfg(all(test, unix, not(target_os = "macos")))]
mod testbus;
mod tray;
mod window;

use std::process::ExitCode;

use clap::Parser;
use tauri::{AppHandle, Manager, RunEvent};
use vigie_engine::Engine;
use vigie_engine::engine::{EngineOptions, Keep};
use vigie_engine::home::Home;
use vigie_engine::logs::{self, LogName};

use crate::options::Options;
use crate::shell::{Shell, shell};

/// There is nothing to draw on.
const NO_DISPLAY: u8 = 3;

/// Runs Vigie until the person quits.
pub fn run() -> ExitCode {
    let options = Options::parse();
    let home = match Home::find() {
        Ok(home) => home,
        Err(error) => return refuse(&error, 1),
    };
    // Written out when this function ends.
    let log = logs::start(&home, LogName::Window).inspect_err(|error| eprintln!("vigie: {error}")).ok();
    if let Err(why) = can_draw() {
        return refuse(&why, NO_DISPLAY);
    }
    match application(options, home) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            tracing::error!(%error, "Vigie could not start");
            if again::met_an_end(&error) {
                drop(log);
                again::start_again();
            }
            refuse(&error, 1)
        }
    }
}

fn refuse(why: &dyn std::fmt::Display, code: u8) -> ExitCode {
    eprintln!("vigie: {why}");
    ExitCode::from(code)
}

/// Asked before anything is begun: the toolkit itself would panic.
fn can_draw() -> Result<(), String> {
    #[cfg(all(unix, not(target_os = "macos")))]
    if gtk::init().is_err() {
        return Err("there is no display to draw on; `vigiectl` shows the same in a terminal".into());
    }
    Ok(())
}

fn application(options: Options, home: Home) -> tauri::Result<i32> {
    let mut context = tauri::generate_context!();
    let identity = identity::identity(&context.config().identifier, &home);
    context.config_mut().identifier = identity.clone();
    let known_as = identity.clone();
    let app = tauri::Builder::default()
        .plugin(
            tauri_plugin_single_instance::Builder::new()
                .dbus_id(identity)
                .callback(|app, line, _folder| started_again(app, &Options::of_another(line)))
                .build(),
        )
        .invoke_handler(commands::handler())
        .on_window_event(window::happened)
        .setup(move |app| {
            tauri::async_runtime::spawn(signals::obey(app.handle().clone()));
            tauri::async_runtime::spawn(begin(app.handle().clone(), options, home, known_as));
            Ok(())
        })
        .build(context)?;
    Ok(app.run_return(happened))
}

/// The engine first: whatever asks it comes after.
async fn begin(app: AppHandle, options: Options, home: Home, identity: String) {
    let engine = Engine::start(EngineOptions::new(Keep::Everything(home.clone()))).await;
    let snapshot = match engine.subscribe().await {
        Ok(subscription) => subscription.snapshot,
        Err(failure) => {
            tracing::error!(%failure, "the engine ended at once");
            app.exit(1);
            return;
        }
    };
    app.manage(Shell::new(engine, home, identity, snapshot.preferences, snapshot.rules));
    let main = app.clone();
    let _ = app.run_on_main_thread(move || tray::begin(&main));
    show(&app, &options);
    window::open_again(&app);
    if options.demo {
        start_demo(&app).await;
    }
    tauri::async_runtime::spawn(notifier::run(app.clone()));
    tauri::async_runtime::spawn(follow::run(app));
}

/// Somebody started Vigie while it runs: this is the one.
fn started_again(app: &AppHandle, options: &Options) {
    show(app, options);
    if options.demo {
        let app = app.clone();
        tauri::async_runtime::spawn(async move { start_demo(&app).await });
    }
}

/// The window, where it is wanted, with what a link asks for.
fn show(app: &AppHandle, options: &Options) {
    match options.target().or_else(window::early) {
        Some(target) => window::show_target(app, target),
        None if options.hidden => {}
        None => window::show(app),
    }
}

async fn start_demo(app: &AppHandle) {
    let Some(shell) = shell(app) else { return };
    if let Err(failure) = shell.demo.start(&shell.engine).await {
        tracing::error!(%failure, "the demo did not start");
    }
}

#[allow(clippy::needless_pass_by_value, reason = "as Tauri calls it")]
fn happened(app: &AppHandle, event: RunEvent) {
    match event {
        // The window is gone, Vigie lives on: only `quit` says a code.
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        RunEvent::Exit => {
            if let Some(shell) = shell(app) {
                tauri::async_runtime::block_on(shell.end());
            }
        }
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => match urls.iter().find_map(|url| deep::address(url.as_str())) {
            Some(address) => window::show_target(app, window::Target::Add(address)),
            None => window::show(app),
        },
        _ => {}
    }
}
