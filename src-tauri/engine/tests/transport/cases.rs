//! Byte cases of the event stream format, written from the standard.

/// An expected event: name, data, last event id.
pub type Expected = (&'static str, &'static str, &'static str);

pub struct Case {
    pub name: &'static str,
    pub bytes: &'static [u8],
    pub events: &'static [Expected],
    /// The last event id the stream leaves behind.
    pub last_id: &'static str,
    /// The reconnection time it leaves behind, in milliseconds.
    pub retry: Option<u128>,
}

const fn case(name: &'static str, bytes: &'static [u8], events: &'static [Expected]) -> Case {
    // Where events carry an id, the last of them is what stays, unless the case says otherwise.
    let last_id = if events.is_empty() { "" } else { events[events.len() - 1].2 };
    Case { name, bytes, events, last_id, retry: None }
}

const fn leaving(mut case: Case, last_id: &'static str, retry: Option<u128>) -> Case {
    case.last_id = last_id;
    case.retry = retry;
    case
}

const X: &[Expected] = &[("message", "x", "")];
const XY: &[Expected] = &[("message", "x", ""), ("message", "y", "")];

pub const CASES: &[Case] = &[
    // The beginning
    case("nothing", b"", &[]),
    case("a byte order mark is taken away", b"\xEF\xBB\xBFdata: x\n\n", X),
    case("only one of them", b"\xEF\xBB\xBF\xEF\xBB\xBFdata: x\n\ndata: y\n\n", &[("message", "y", "")]),
    case("not one in the middle", b"data: x\n\n\xEF\xBB\xBFdata: y\n\n", X),
    case("nor in a value", b"data: \xEF\xBB\xBFx\n\n", &[("message", "\u{feff}x", "")]),
    case("half a byte order mark is text", b"\xEF\xBBdata: x\n\ndata: y\n\n", &[("message", "y", "")]),
    case("a byte order mark alone", b"\xEF\xBB\xBF", &[]),
    case("a byte order mark before a comment", b"\xEF\xBB\xBF:c\ndata: x\n\n", X),
    case("blank lines first", b"\n\n\r\n\rdata: x\n\n", X),
    // Line ends
    case("LF", b"data: x\n\ndata: y\n\n", XY),
    case("CR", b"data: x\r\rdata: y\r\r", XY),
    case("CRLF", b"data: x\r\n\r\ndata: y\r\n\r\n", XY),
    case("CR then LF then LF", b"data: x\r\n\ndata: y\n\n", XY),
    case("LF then CR", b"data: x\n\rdata: y\n\r", XY),
    case("CRLF is one line end, not two", b"data: x\r\ndata: y\r\n\r\n", &[("message", "x\ny", "")]),
    case("LF CRLF", b"data: x\n\r\ndata: y\r\r\n", XY),
    case(
        "line ends of other alphabets are text",
        "data: a\u{2028}b\u{85}c\u{b}d\u{c}e\n\n".as_bytes(),
        &[("message", "a\u{2028}b\u{85}c\u{b}d\u{c}e", "")],
    ),
    // Data
    case("several data lines are joined", b"data: a\ndata: b\ndata: c\n\n", &[("message", "a\nb\nc", "")]),
    case("one space is taken off", b"data:  x\n\n", &[("message", " x", "")]),
    case("no space is needed", b"data:x\n\n", X),
    case("a tab is not a space", b"data:\tx\n\n", &[("message", "\tx", "")]),
    case("a space at the end stays", b"data: x \n\n", &[("message", "x ", "")]),
    case("colons in the value stay", b"data: a:b: c\n\n", &[("message", "a:b: c", "")]),
    case("data without colon is an empty line of data", b"data\n\n", &[("message", "", "")]),
    case("two of them are a line end", b"data\ndata\n\n", &[("message", "\n", "")]),
    case("data with colon alone is dispatched", b"data:\n\n", &[("message", "", "")]),
    case("a named event with empty data is dispatched", b"event: open\ndata:\n\n", &[("open", "", "")]),
    case(
        "the example of the standard",
        b"data\n\ndata\ndata\n\ndata:\n",
        &[("message", "", ""), ("message", "\n", "")],
    ),
    case("an empty data line first", b"data:\ndata: x\n\n", &[("message", "\nx", "")]),
    case("an empty data line last", b"data: x\ndata:\n\n", &[("message", "x\n", "")]),
    case("NUL in data stays", b"data: a\0b\n\n", &[("message", "a\0b", "")]),
    case(
        "data beyond the basic plane",
        "data: 🐢 café Привет\n\n".as_bytes(),
        &[("message", "🐢 café Привет", "")],
    ),
    // Names
    case("an event's name", b"event: add\ndata: x\n\n", &[("add", "x", "")]),
    case("the name may come after the data", b"data: x\nevent: add\n\n", &[("add", "x", "")]),
    case("the last name counts", b"event: a\nevent: b\ndata: x\n\n", &[("b", "x", "")]),
    case("an empty name is message", b"event: a\nevent:\ndata: x\n\n", X),
    case(
        "the name does not stay",
        b"event: add\ndata: x\n\ndata: y\n\n",
        &[("add", "x", ""), ("message", "y", "")],
    ),
    case("nor where nothing was dispatched", b"event: add\n\ndata: x\n\n", X),
    case("a name may have spaces", b"event:  a b \ndata: x\n\n", &[(" a b ", "x", "")]),
    // Ids
    case("an id", b"id: 1\ndata: x\n\n", &[("message", "x", "1")]),
    case("an id stays", b"id: 1\ndata: x\n\ndata: y\n\n", &[("message", "x", "1"), ("message", "y", "1")]),
    case(
        "an empty id resets",
        b"id: 1\ndata: x\n\nid\ndata: y\n\n",
        &[("message", "x", "1"), ("message", "y", "")],
    ),
    case(
        "an id with NUL is ignored",
        b"id: 1\ndata: x\n\nid: 2\x003\ndata: y\n\n",
        &[("message", "x", "1"), ("message", "y", "1")],
    ),
    leaving(case("an id without data counts", b"id: 7\n\n", &[]), "7", None),
    case("and is the next event's", b"id: 7\n\ndata: x\n\n", &[("message", "x", "7")]),
    leaving(
        case(
            "an id in an unfinished block does not",
            b"id: 1\ndata: x\n\nid: 2\ndata: y\n",
            &[("message", "x", "1")],
        ),
        "1",
        None,
    ),
    case("the last id of a block counts", b"id: 1\nid: 2\ndata: x\n\n", &[("message", "x", "2")]),
    // retry
    leaving(case("retry", b"retry: 5000\n\n", &[]), "", Some(5000)),
    leaving(
        case("retry without a blank line joins the next block", b"retry: 5000\ndata: x\n\n", X),
        "",
        Some(5000),
    ),
    leaving(
        case("retry is digits only", b"retry: +5\nretry: 5s\nretry: -1\nretry: 0x5\nretry: 1.5\n\n", &[]),
        "",
        None,
    ),
    leaving(case("retry with a second space is not digits only", b"retry:  5\n\n", &[]), "", None),
    leaving(case("an empty retry says nothing", b"retry: 3\nretry\nretry:\n\n", &[]), "", Some(3)),
    leaving(
        case("a retry beyond all numbers", b"retry: 99999999999999999999999999\n\n", &[]),
        "",
        Some(u64::MAX as u128),
    ),
    // Comments and unknown fields
    case("a comment", b":c\n\n: d\ndata: x\n:data: y\n\n:e\n", X),
    case("a colon alone is a comment", b":\ndata: x\n:\n\n", X),
    case("a comment does not end a block", b"data: x\n:c\ndata: y\n\n", &[("message", "x\ny", "")]),
    case("unknown fields are ignored", b"foo: bar\nfoo\ndata: x\n\n", X),
    case("names are exact", b"Data: a\nDATA: b\ndata : c\n data: d\ndatas: e\ndat: f\ndata: x\n\n", X),
    case("JSON that lost its frame is ignored", b"{\"a\": 1,\n\"data\": 2}\ndata: x\n\n", X),
    // The end
    case("no blank line, no event", b"data: x", &[]),
    case("nor with one line end", b"data: x\n\ndata: y\n", X),
    case("nor with half a CRLF after it", b"data: x\n\ndata: y\r\n", X),
    // What is not UTF-8
    case("a stray byte becomes U+FFFD", b"data: a\xFFb\n\n", &[("message", "a\u{fffd}b", "")]),
    case("also in a comment, without harm", b": \xFF\xC3\ndata: x\n\n", X),
    case("a sequence broken off by the line end", b"data: a\xE2\x82\n\n", &[("message", "a\u{fffd}", "")]),
    case("an overlong sequence", b"data: \xC0\xAF\n\n", &[("message", "\u{fffd}\u{fffd}", "")]),
    case("a surrogate", b"data: \xED\xA0\x80\n\n", &[("message", "\u{fffd}\u{fffd}\u{fffd}", "")]),
    case("one byte of four is missing", b"data: \xF0\x9F\x90x\n\n", &[("message", "\u{fffd}x", "")]),
    case("in names and ids", b"event: \xFF\nid: \xFE\ndata: x\n\n", &[("\u{fffd}", "x", "\u{fffd}")]),
    case("in a field's name, which is then unknown", b"da\xFFta: y\ndata: x\n\n", X),
];
