//! Everything a server should not send, beside a job that is as it should be.

use bytes::Bytes;

use super::{Director, SECOND};
use crate::clock::Micros;
use crate::json;
use crate::spec::JobSpec;
use crate::world::{Action, Body, World};

/// What happens one after the other, again and again.
const ACTS: u64 = 8;
const ACT: Micros = 6 * SECOND;
const DEPTH: usize = 10_000;
const LONG: usize = 10_000;

const HTML: &str = "<img src=x onerror=alert(1)><script>alert('vigie')</script><b>gras</b> &amp; {n}";
const RTL: &str = "استيراد الطلبات \u{202e}gpj.exe\u{202c} – יבוא הזמנות 👩‍👩‍👧‍👦🏳️‍🌈 Z̸̢̛a̷l̶g̵o̴";

pub(super) struct Weird;

impl Director for Weird {
    fn begin(&mut self, world: &mut World, now: Micros) {
        world.create(&JobSpec { title: Some("Un travail normal".into()), ..lasting("normal") }, now);
        numbers(world, now);
        texts(world, now);
        names(world, now);
        world.create(&lasting("events"), now);
        world.agenda.add(now + ACT, Action::Cue(0));
    }

    fn cue(&mut self, world: &mut World, act: u64, now: Micros) {
        world.odd_list = odd_list(act % ACTS);
        for bytes in odd_events(act % ACTS) {
            world.send("events", Body::Odd(bytes));
        }
        world.agenda.add(now + ACT, Action::Cue(act + 1));
    }
}

/// A job that goes on for a day.
fn lasting(id: &str) -> JobSpec {
    JobSpec::new(id, 86_400).at_rate(1.0)
}

fn odd(world: &mut World, now: Micros, id: &str, fields: &[(&'static str, &str)]) {
    world.create(&lasting(id), now);
    if let Some(job) = world.job_mut(id) {
        job.odd_fields.extend(fields.iter().map(|(field, raw)| (*field, (*raw).to_owned())));
    }
}

fn numbers(world: &mut World, now: Micros) {
    world.create(&JobSpec { total: 0, hidden_total: Some(86_400), ..lasting("total-0") }, now);
    odd(world, now, "total-negative", &[("total_items", "-5"), ("processed_items", "-17")]);
    odd(world, now, "total-text", &[("total_items", "\"beaucoup\""), ("processed_items", "[1, 2]")]);
    odd(world, now, "total-1e300", &[("total_items", "1e+300"), ("processed_items", "1e+299")]);
    odd(world, now, "total-null", &[("total_items", "null"), ("progress_percentage", "null")]);
    odd(world, now, "percent-250", &[("progress_percentage", "250"), ("success_rate", "-40")]);
    odd(world, now, "more-than-all", &[("total_items", "10"), ("processed_items", "999")]);
    odd(
        world,
        now,
        "no-time",
        &[
            ("created_at", "\"hier\""),
            ("started_at", "12"),
            ("duration", "\"long\""),
            ("items_per_second", "-1"),
        ],
    );
    odd(world, now, "no-status", &[("status", "\"exploded\""), ("status_display", "null")]);
    odd(world, now, "no-status-at-all", &[("status", "{}"), ("task_type", "false")]);
    odd(world, now, "no-id", &[("job_id", "null")]);
    odd(world, now, "number-id", &[("job_id", "12345")]);
    odd(world, now, "deep", &[("metadata", &deep())]);
}

fn texts(world: &mut World, now: Micros) {
    let long = "très long ".repeat(LONG / 10);
    for (id, text) in [
        ("long", long.as_str()),
        ("rtl", RTL),
        ("html", HTML),
        ("empty", ""),
        ("control", "a\0b\r\n\u{7}\u{feff}c"),
    ] {
        let mut spec = lasting(id).titled(text).of_type(text);
        spec.texts.start = text.into();
        spec.texts.progress = format!("{text} {{n}}");
        spec.texts.warning = text.into();
        spec.warn_at = (1..200).map(|nth| nth * 20).collect();
        spec.metadata = serde_json::json!({text: text});
        world.create(&spec, now);
    }
}

fn names(world: &mut World, now: Micros) {
    for id in [
        "a,b:c%d e",
        "été 1:2,3",
        "%3A%2C",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "x?y=z&channel=w#f",
        " ",
    ] {
        world.create(&lasting(id), now);
    }
    world.create(&lasting(&"i".repeat(LONG)), now);
}

fn deep() -> String {
    "[".repeat(DEPTH) + &"]".repeat(DEPTH)
}

/// Every second act the list is whole, so that its jobs are seen.
fn odd_list(act: u64) -> Option<Vec<u8>> {
    match act {
        1 => Some(format!(r#"{{"success": true, "count": 1, "jobs": [{}]}}"#, deep()).into_bytes()),
        3 => Some(b"{\"success\": true, \"count\": 1, \"jobs\": [{\"job_id\": \"\xff\xfe\"}]}".to_vec()),
        5 => Some(b"<!doctype html><title>Maintenance</title>".to_vec()),
        7 => Some(br#"{"success": false, "jobs": 7, "count": "nine"}"#.to_vec()),
        _ => None,
    }
}

fn odd_events(act: u64) -> Vec<Bytes> {
    let block =
        |name: &str, id: &str, data: &str| Bytes::from(format!("event: {name}\nid: {id}\ndata: {data}\n\n"));
    let own = |position: u64| format!("progress-events:{position}");
    let half = r#"{"status": "in_progress", "current": 50, "total": 100, "percentage": 50}"#;
    match act {
        0 => vec![
            block("progress", "progress-nobody:1", half),
            block("progress", "nonsense", half),
            block("progress", "progress-events", half),
            block("progress", &own(0), half),
            block("progress", &"9".repeat(400), half),
        ],
        1 => vec![
            block(
                "progress",
                &own(1),
                r#"{"status": "in_progress", "current": "x", "total": -1, "percentage": 250}"#,
            ),
            block("progress", &own(1), r#"{"current": 1e300, "total": 1e308, "percentage": -1e300}"#),
            block("progress", &own(1), "[1, 2, 3]"),
            block("progress", &own(1), "null"),
            block("progress", &own(1), ""),
        ],
        2 => vec![
            block("progress", &own(3), half),
            block("progress", &own(3), half),
            block("progress", &own(2), half),
            Bytes::from(format!("event: progress\ndata: {half}\n\n")),
        ],
        3 => vec![block("progress", &own(2), &deep())],
        4 => vec![
            Bytes::from_static(
                b"event: progress\nid: progress-events:2\ndata: {\"message\": \"\xff\xc3\x28\"}\n\n",
            ),
            Bytes::from_static(
                b"\xef\xbb\xbfevent: progress\r\rdata: {\r\n\r\n: comment\n\nretry: 9999999999999\n\n",
            ),
        ],
        5 => vec![
            block("explosion", &own(2), half),
            block("stream-reset", &own(2), r#"{"channels": "all"}"#),
            block("stream-reset", &own(2), r#"{"channels": ["progress-nobody"]}"#),
        ],
        6 => vec![
            block("warning", &own(2), &message(&"très long ".repeat(LONG / 10))),
            block("warning", &own(2), &message(HTML)),
        ],
        _ => {
            vec![block("warning", &own(2), &message(RTL)), Bytes::from_static(b"id: progress-events:\0\n\n")]
        }
    }
}

fn message(text: &str) -> String {
    let mut out = String::new();
    let mut object = json::Object::open(&mut out);
    object.text("status", "warning").text("warning", text).text("message", text);
    object.close();
    out
}
