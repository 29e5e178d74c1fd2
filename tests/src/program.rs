//! Vigie as a person starts it: nobody drives it, the desktop is all there is.

use std::process::ExitStatus;

use tokio::process::Child;

use crate::console::Console;
use crate::desktop::Desktop;
use crate::processes;
use crate::wait::PATIENCE;
use crate::window::VigieOptions;

/// A running Vigie. Dropping it kills the program.
pub struct Program {
    child: Child,
    console: Console,
}

impl Program {
    pub(crate) fn start(desktop: &Desktop, program: &std::path::Path, options: &VigieOptions) -> Self {
        let (console, out, err) = Console::begin(desktop.home());
        let child = desktop
            .command(program)
            .args(&options.args)
            .env("VIGIE_HOME", &options.home)
            .env("LANG", options.locale())
            .stdout(out)
            .stderr(err)
            .spawn();
        Self { child: child.expect("a program that was built can be started"), console }
    }

    /// The processes of its web views.
    pub fn web_views(&self) -> Vec<u32> {
        self.child.id().map_or_else(Vec::new, processes::web_views)
    }

    /// Kills the process of its only page, as a crash would; says which it was.
    pub async fn crash_page(&self) -> u32 {
        let [page] = self.web_views()[..] else { panic!("there is one page") };
        let kill = tokio::process::Command::new("kill").args(["-KILL", &page.to_string()]).status().await;
        assert!(kill.expect("every system has kill").success());
        page
    }

    /// What its pages complained of.
    pub fn complaints(&self) -> Vec<String> {
        self.console.complaints()
    }

    /// Waits until it has ended by itself.
    pub async fn ended(&mut self) -> ExitStatus {
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        ended.expect("the program ends").expect("a child can be waited for")
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}
