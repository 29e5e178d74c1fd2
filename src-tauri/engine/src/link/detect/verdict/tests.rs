use super::*;

fn base() -> Url {
    "http://heron.example/app/".parse().unwrap()
}

fn seen(status: u16, content_type: &str, body: &str) -> Seen {
    Seen {
        status: Some(status),
        content_type: Some(content_type.to_owned()).filter(|text| !text.is_empty()),
        body: body.to_owned(),
        ..Seen::default()
    }
}

fn sent_to(path: &str) -> Seen {
    Seen { location: base().join(path).ok(), ..seen(302, "text/html", "") }
}

/// What is not said to be there is not there.
fn weighed(there: &[(Question, Seen)], hint: Option<ServerKind>) -> Verdict {
    let all = Question::ALL.map(|question| {
        let found = there.iter().find(|(asked, _)| *asked == question).map(|(_, seen)| seen.clone());
        (question, found.unwrap_or_else(|| seen(404, "text/html", "")))
    });
    weigh(&all, &base(), hint)
}

fn settled(there: &[(Question, Seen)]) -> (Option<ServerKind>, Option<SignIn>) {
    let verdict = weighed(there, None);
    assert_eq!(verdict.kind.is_some(), verdict.candidates.is_empty());
    (verdict.kind, verdict.sign_in)
}

const CONNECTED: &str = "data: {\"event\": \"connected\", \"message\": \"SSE connection established\"}\n\n";

#[test]
fn each_of_the_five_is_known_by_what_it_says() {
    use Question::{Dashboard, Estimates, Events, Jobs, Scans, Stats, Stream};
    use ServerKind as Kind;
    let stream_error = "event: stream-error\nid: error\ndata: {}\n\n";
    let of = |kind, sign_in| (Some(kind), Some(sign_in));
    for (there, expected) in [
        (
            vec![
                (Jobs, sent_to("/accounts/login/?next=/core/")),
                (Events, seen(200, "text/event-stream", stream_error)),
            ],
            of(Kind::SseProgress, SignIn::Session),
        ),
        (
            vec![(Jobs, seen(200, "application/json", "{\"success\":true,\"jobs\":["))],
            of(Kind::SseProgress, SignIn::None),
        ),
        (
            vec![
                (Scans, seen(200, "text/plain", "data: {\"type\": \"connected\"}\n\n")),
                // Whoever has no WebSockets says this.
                (Dashboard, seen(403, "", "")),
            ],
            of(Kind::SoniqueBay, SignIn::None),
        ),
        (
            vec![(Estimates, seen(401, "application/json", "{\"error\": \"Token required\"}"))],
            of(Kind::Estimates, SignIn::UrlToken),
        ),
        (vec![(Estimates, seen(200, "text/event-stream", CONNECTED))], of(Kind::Estimates, SignIn::UrlToken)),
        (
            vec![(Dashboard, seen(403, "", "")), (Stats, seen(401, "application/json", "{}"))],
            of(Kind::Postes, SignIn::Session),
        ),
        (
            vec![
                (Dashboard, seen(403, "", "")),
                (Question::Front, Seen { daphne: true, ..seen(404, "", "") }),
            ],
            of(Kind::Postes, SignIn::Session),
        ),
        (vec![(Dashboard, seen(101, "", ""))], of(Kind::Postes, SignIn::None)),
        (vec![(Stream, Seen { laravel: true, ..sent_to("/app/login") })], of(Kind::SoliLms, SignIn::Session)),
        (vec![(Stream, seen(401, "application/json", "{}"))], of(Kind::SoliLms, SignIn::Session)),
        (vec![(Stream, seen(200, "text/event-stream", ""))], of(Kind::SoliLms, SignIn::None)),
    ] {
        assert_eq!(settled(&there), expected, "{there:?}");
    }
}

#[test]
fn a_server_that_sends_everything_to_its_sign_in_is_not_guessed_at() {
    let all: Vec<_> = Question::ALL.map(|question| (question, sent_to("/login"))).into();
    let verdict = weighed(&all, None);
    assert_eq!((verdict.kind, verdict.candidates.len()), (None, 5));
    // The person's own address tips it.
    let verdict = weighed(&all, Some(ServerKind::SoliLms));
    assert_eq!((verdict.kind, verdict.sign_in), (Some(ServerKind::SoliLms), Some(SignIn::Session)));
    // And what speaks for itself does so in spite of it.
    let mut speaks = all;
    speaks[2].1 = seen(200, "text/event-stream", "event: stream-open\ndata: \n\n");
    assert_eq!(weighed(&speaks, None).kind, Some(ServerKind::SseProgress));
    assert_eq!(weighed(&speaks, Some(ServerKind::SoliLms)).kind, Some(ServerKind::SseProgress));
}

#[test]
fn what_could_be_anything_is_nothing() {
    let page = Question::ALL.map(|question| (question, seen(200, "text/html", "<html>")));
    assert_eq!(weighed(&page, None), Verdict { kind: None, sign_in: None, candidates: Vec::new() });
    let only_403 = [(Question::Dashboard, seen(403, "", ""))];
    assert_eq!(weighed(&only_403, None).candidates, [ServerKind::Postes]);
    assert_eq!(weighed(&only_403, Some(ServerKind::Postes)).kind, Some(ServerKind::Postes));
    let elsewhere = Seen { location: "https://login.example/login".parse().ok(), ..seen(302, "", "") };
    assert_eq!(weighed(&[(Question::Stream, elsewhere)], None).candidates, []);
}

#[test]
fn a_door_before_the_server_is_seen() {
    let basic = Seen { challenge: Some("basic".into()), ..seen(401, "", "") };
    let there = [(Question::Stream, basic)];
    assert_eq!(settled(&there), (Some(ServerKind::SoliLms), Some(SignIn::Basic)));
}
