//! One open answer, read piece by piece.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response};
use vigie_tests::PATIENCE;

use crate::recorded::{Answer, head};

/// Long enough that what a server sends at once has come, short enough to be waited for.
pub const MOMENT: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    Clean,
    /// In the middle of a chunked body, or by a reset.
    Broken,
}

pub struct Stream {
    status: u16,
    headers: Vec<(String, String)>,
    answer: Response,
    said: Vec<u8>,
}

impl Stream {
    pub async fn open(request: RequestBuilder) -> Self {
        let answer = within(request.send()).await.expect("an answer");
        let (status, headers) = head(&answer);
        Self { status, headers, answer, said: Vec::new() }
    }

    /// A stream for which no sign-in is needed.
    pub async fn at(url: impl Into<String>) -> Self {
        Self::open(Client::new().get(url.into())).await
    }

    /// Reads until it has said these words.
    pub async fn until(&mut self, words: &str) {
        while !self.text().contains(words) {
            let piece = within(self.answer.chunk()).await;
            let piece = piece.unwrap_or_else(|error| panic!("{error} before {words}: {}", self.text()));
            self.said.extend(piece.unwrap_or_else(|| panic!("an end before {words}: {}", self.text())));
        }
    }

    /// Reads until it has said so much.
    pub async fn until_long(&mut self, bytes: usize) {
        while self.said.len() < bytes {
            let piece = within(self.answer.chunk()).await.expect("a stream that goes on");
            self.said.extend(piece.unwrap_or_else(|| panic!("an end after: {}", self.text())));
        }
    }

    /// Reads one piece, if one comes so soon.
    pub async fn heard_within(&mut self, limit: Duration) -> bool {
        match tokio::time::timeout(limit, self.answer.chunk()).await {
            Ok(Ok(Some(piece))) => self.said.extend(piece),
            Ok(_) => panic!("an end after: {}", self.text()),
            Err(_) => return false,
        }
        true
    }

    /// Reads until there is nothing more to read.
    pub async fn end(&mut self) -> End {
        loop {
            match within(self.answer.chunk()).await {
                Ok(Some(piece)) => self.said.extend(piece),
                Ok(None) => return End::Clean,
                Err(_) => return End::Broken,
            }
        }
    }

    /// All that was said, in comparable form.
    pub fn so_far(&self) -> Answer {
        Answer::new(self.status, self.headers.iter().cloned(), &self.text())
    }

    /// All that was said, as it came.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.said).into_owned()
    }

    /// The payload of each `data:` line so far.
    pub fn data(&self) -> Vec<String> {
        self.text().lines().filter_map(|line| line.strip_prefix("data: ").map(str::to_owned)).collect()
    }
}

async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.expect("the server says something, sooner or later")
}
