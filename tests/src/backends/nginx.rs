//! nginx, as it often stands before a backend.

use super::server::Server;

/// What nginx does with answers and handshakes.
#[derive(Clone, Copy)]
pub enum Passing {
    /// Every piece at once.
    AtOnce,
    /// As nginx does it unless told otherwise: headers and pieces wait until they fill a page of memory (4 KB), or the
    /// answer ends. How a stream ended is not to be seen: it looks clean.
    Buffered,
    /// Every piece at once, and WebSockets. With the others a handshake reaches the backend as a plain request.
    WebSockets,
}

pub struct Nginx {
    /// What to use instead of the backend's own address.
    pub url: String,
    pub server: Server,
}

impl Nginx {
    /// nginx before `http://host:port`.
    pub async fn before(url: &str, passing: Passing) -> Self {
        Self::below("/", url, passing).await
    }

    /// The same, with the system put under a path of its own, such as `/app1/`. Everything else is not found.
    pub async fn below(path: &str, url: &str, passing: Passing) -> Self {
        let mut arguments = vec![format!("--before={url}"), format!("--below={path}")];
        match passing {
            Passing::AtOnce => {}
            Passing::Buffered => arguments.push("--buffering".to_owned()),
            Passing::WebSockets => arguments.push("--websockets".to_owned()),
        }
        let server = Server::start("nginx", &arguments).await;
        Self { url: format!("{}{}", server.url, path.trim_end_matches('/')), server }
    }
}
