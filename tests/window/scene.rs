//! A story told of two servers in turn: the demo, and a real Django that Vigie signs in to.

use std::path::PathBuf;
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use vigie_demo::{Demo, JobHandle, JobSpec, Scenario};
use vigie_tests::{Desktop, DjangoBackend, Job, Options, Relay, VigieOptions, Window, built};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Demo,
    Django,
}

enum Backend {
    Demo(Box<Demo>),
    Django(DjangoBackend),
}

/// A desktop and a server called Héron, behind a line that can be cut. Vigie's settings know it.
pub struct Scene {
    pub desktop: Desktop,
    pub line: Relay,
    backend: Backend,
}

impl Scene {
    /// `settings`: further tables of the settings file.
    pub async fn set(from: From, settings: &str) -> Self {
        let (backend, url) = match from {
            From::Demo => {
                let demo = Demo::builder().scenario(Scenario::Empty).start().await.expect("a free port");
                let url = demo.url.clone();
                (Backend::Demo(Box::new(demo)), url)
            }
            From::Django => {
                let django = DjangoBackend::start(Options::default()).await;
                let url = django.url.clone();
                (Backend::Django(django), url)
            }
        };
        let scene = Self { desktop: Desktop::start().await, line: Relay::to(&url).await, backend };
        std::fs::create_dir_all(scene.home()).expect("a home of Vigie's");
        std::fs::write(scene.home().join("settings.toml"), format!("version = 1\n\n{settings}\n"))
            .expect("settings of Vigie's");
        scene.add_server().await;
        scene
    }

    /// By the command line, which puts the password where the window finds it.
    async fn add_server(&self) {
        let mut add = self.desktop.command(built("vigiectl"));
        add.args(["servers", "add", &self.line.url, "--name", "Héron"]).env("VIGIE_HOME", self.home());
        if matches!(self.backend, Backend::Django(_)) {
            add.args(["--user", "alice", "--password-stdin"]);
        }
        let mut adding = add.stdin(Stdio::piped()).spawn().expect("vigiectl is built");
        let mut input = adding.stdin.take().expect("a pipe");
        input.write_all(b"alice-pass\n").await.expect("vigiectl reads");
        drop(input);
        assert!(adding.wait().await.expect("vigiectl ends").success());
        // A new job shows within a second instead of at the usual poll.
        let path = self.home().join("settings.toml");
        let settings = std::fs::read_to_string(&path).expect("settings of Vigie's");
        let quick = settings.replace("[[servers]]\n", "[[servers]]\npoll_seconds = 1\n");
        assert_ne!(quick, settings, "a server among the settings");
        std::fs::write(&path, quick).expect("settings of Vigie's");
    }

    /// Where Vigie lives.
    pub fn home(&self) -> PathBuf {
        self.desktop.home().join("vigie")
    }

    /// How Vigie starts: in English, at home.
    pub fn vigie(&self) -> VigieOptions {
        VigieOptions::at(&self.home())
    }

    /// Opens the window, and waits until the server is live.
    pub async fn open(&self) -> Window {
        self.open_as(self.vigie()).await
    }

    /// The same, started in another way.
    pub async fn open_as(&self, options: VigieOptions) -> Window {
        let window = self.desktop.open_vigie(options).await;
        window.find(".sidebar .server.ok").await;
        window
    }

    /// A job of ten items that moves as told, four of them done.
    pub async fn job(&self, id: &str, title: &str, kind: &str) {
        match &self.backend {
            Backend::Demo(demo) => {
                let job = demo.job(&JobSpec::new(id, 10).titled(title).of_type(kind));
                job.start();
                job.progress(4);
            }
            Backend::Django(django) => {
                let job = Job::new(id).title(title).kind(kind).stepped();
                // Its fifth item warns, its sixth fails: it goes as far as the story wants.
                django.job(if id.ends_with("fails") { job.fail_at(5) } else { job.warn_at(&[5]) }).await;
                django.step(id, 5).await;
            }
        }
    }

    /// Its fifth item gives a warning. Not for a job whose id ends with `fails`.
    pub async fn warn(&self, id: &str) {
        match &self.backend {
            Backend::Demo(demo) => {
                handle(demo, id).progress(5);
                handle(demo, id).warn("Item 5 has no address");
            }
            Backend::Django(django) => django.step(id, 1).await,
        }
    }

    /// It ends well. Of the Django's, every one warns on the way.
    pub async fn complete(&self, id: &str) {
        match &self.backend {
            Backend::Demo(demo) => handle(demo, id).complete(),
            Backend::Django(django) => django.step(id, 20).await,
        }
    }

    /// It ends badly: its id has to end with `fails`.
    pub async fn fail(&self, id: &str) {
        match &self.backend {
            Backend::Demo(demo) => handle(demo, id).fail("SMTP unavailable"),
            Backend::Django(django) => django.step(id, 1).await,
        }
    }
}

fn handle(demo: &Demo, id: &str) -> JobHandle {
    demo.find(id).unwrap_or_else(|| panic!("{id} was begun"))
}
