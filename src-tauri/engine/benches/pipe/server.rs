//! A server that costs next to nothing: every byte it sends stands ready. One thread a connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use crate::backend;

/// A running server. It lasts as long as the process.
pub struct Server {
    pub url: String,
    /// When each stream was asked for.
    pub asked: Receiver<Instant>,
}

struct Answers {
    list: Vec<u8>,
    stream: Vec<u8>,
}

impl Server {
    /// Serves so many running jobs, and to each stream these bytes (chunks of a chunked body).
    pub fn start(jobs: usize, stream: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let answers = Arc::new(Answers { list: list(jobs), stream });
        let (tell, asked) = channel();
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let (answers, tell) = (Arc::clone(&answers), tell.clone());
                // A client that hangs up has seen enough.
                std::thread::spawn(move || serve(&connection?, &answers, &tell));
            }
        });
        Self { url, asked }
    }
}

fn serve(connection: &TcpStream, answers: &Answers, tell: &Sender<Instant>) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(connection), connection);
    while let Some(target) = target(&mut reader)? {
        if target.starts_with("/core/events/") {
            let _ = tell.send(Instant::now());
            writer.write_all(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n",
            )?;
            writer.write_all(&answers.stream)?;
            // Open as long as the client likes, as the real one is.
            return reader.read_to_end(&mut Vec::new()).map(drop);
        }
        let list = target.starts_with("/core/sse-progress/");
        let (status, body) =
            if list { ("200 OK", answers.list.as_slice()) } else { ("404 Not Found", &[][..]) };
        let length = body.len();
        write!(
            writer,
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        )?;
        writer.write_all(body)?;
    }
    Ok(())
}

/// What the next request asks for; `None` when there is none.
fn target(reader: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
    while line != "\r\n" {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(target))
}

/// What a stream begins with: padding, and the proof that we are in.
pub fn greeting() -> String {
    format!(":{}\n\nevent: stream-open\ndata:\n\n", " ".repeat(2048))
}

/// Bytes as chunks of a chunked body.
pub fn chunked<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut wire = Vec::new();
    for part in parts {
        write!(wire, "{:x}\r\n", part.len()).unwrap();
        wire.extend_from_slice(part);
        wire.extend_from_slice(b"\r\n");
    }
    wire
}

fn list(jobs: usize) -> Vec<u8> {
    let entries: Vec<String> = (0..jobs).map(entry).collect();
    format!("{{\"success\": true, \"count\": {jobs}, \"jobs\": [{}]}}", entries.join(", ")).into_bytes()
}

fn entry(number: usize) -> String {
    let (id, total) = (backend::job_id(number), backend::TOTAL);
    format!(
        "{{\"job_id\": \"{id}\", \"task_type\": \"email_sending\", \"status\": \"in_progress\", \
         \"status_display\": \"En cours\", \"total_items\": {total}, \"processed_items\": 0, \"failed_items\": 0, \
         \"success_count\": 0, \"progress_percentage\": 0, \"success_rate\": 0, \
         \"current_message\": \"Envoi facture 0/{total}\", \"error_message\": null, \
         \"custom_title\": \"Envoi des factures {number}\", \"completion_message\": null, \
         \"metadata\": {{\"campaign_id\": {number}}}, \"created_at\": \"2026-11-21T06:35:31.636488+00:00\", \
         \"started_at\": \"2026-11-21T06:35:33.137750+00:00\", \"completed_at\": null, \"duration\": 12.5, \
         \"estimated_remaining_time\": null, \"items_per_second\": 0.0}}"
    )
}
