//! Proxies of a few lines: CONNECT of HTTP (RFC 9110, 9.3.6) and SOCKS 5 (RFC 1928, RFC 1929).

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;

use crate::peers::Listening;
use crate::secure::head;

/// Connects who has the right credentials.
pub struct Tunnel {
    heads: Arc<Mutex<Vec<String>>>,
    server: Listening,
}

impl Tunnel {
    pub async fn start(credentials: &'static str) -> Self {
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        let server = Listening::start(move |_, mut stream| {
            let seen = Arc::clone(&seen);
            async move {
                let asked = head(&mut stream).await.unwrap();
                if !asked
                    .to_lowercase()
                    .contains(&format!("proxy-authorization: {credentials}").to_lowercase())
                {
                    let answer = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
                    stream.write_all(answer).await.unwrap();
                    return;
                }
                let to = asked.split(' ').nth(1).unwrap().to_owned();
                seen.lock().unwrap().push(asked);
                let mut far = TcpStream::connect(to).await.unwrap();
                stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
                let _over = copy_bidirectional(&mut stream, &mut far).await;
            }
        })
        .await;
        Self { heads, server }
    }

    pub fn address(&self) -> String {
        self.server.address.to_string()
    }

    /// Requests that were let through.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// A SOCKS 5 proxy for this user, to IPv4 addresses.
pub async fn socks(user: &'static str, password: &'static str) -> Listening {
    Listening::start(move |_, stream| async move {
        // A client that was refused goes.
        let _gone = relay(stream, user, password).await;
    })
    .await
}

async fn relay(mut stream: TcpStream, user: &str, password: &str) -> std::io::Result<()> {
    let (_version, methods) = (stream.read_u8().await?, stream.read_u8().await?);
    stream.read_exact(&mut vec![0; methods.into()]).await?;
    stream.write_all(&[5, 2]).await?;
    let _version = stream.read_u8().await?;
    let mut said = Vec::new();
    for _ in 0..2 {
        let mut part = vec![0; stream.read_u8().await?.into()];
        stream.read_exact(&mut part).await?;
        said.push(part);
    }
    if said != [user.as_bytes(), password.as_bytes()] {
        return stream.write_all(&[1, 1]).await;
    }
    stream.write_all(&[1, 0]).await?;
    let mut asked = [0; 4];
    stream.read_exact(&mut asked).await?;
    let host = match asked {
        [5, 1, 0, 1] => Ipv4Addr::from_bits(stream.read_u32().await?).to_string(),
        [5, 1, 0, 3] => {
            let mut name = vec![0; stream.read_u8().await?.into()];
            stream.read_exact(&mut name).await?;
            String::from_utf8(name).unwrap()
        }
        other => panic!("{other:?}"),
    };
    let port = stream.read_u16().await?;
    let mut far = TcpStream::connect((host.as_str(), port)).await?;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    copy_bidirectional(&mut stream, &mut far).await.map(|_| ())
}
