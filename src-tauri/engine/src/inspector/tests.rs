use super::*;

fn came(data: &str) -> Came<'_> {
    let (line, data) = ("/events", data.as_bytes());
    Came { line, name: Some("n"), data, bytes: data.len(), news: true, odd: false }
}

#[test]
fn the_last_messages_are_kept_and_numbers_go_on() {
    let inspector = Inspector::default();
    for n in 0..FRAMES + 20 {
        assert_eq!(inspector.take(&came(&format!("{n}")), 7), n as u64 + 1);
    }
    let all = inspector.frames(None);
    assert_eq!((all.len(), all[0].number, all[0].data.as_str()), (FRAMES, 21, "20"));
    assert_eq!((all[0].line.as_str(), all[0].name.as_deref(), all[0].at), ("/events", Some("n"), 7));
    let rest = inspector.frames(Some(518));
    assert_eq!(rest.iter().map(|frame| frame.number).collect::<Vec<_>>(), [519, 520]);
    assert!(inspector.frames(Some(520)).is_empty() && inspector.frames(Some(u64::MAX)).is_empty());
    assert_eq!(inspector.frames(Some(0)).len(), FRAMES, "what has gone is not waited for");
}

#[test]
fn long_messages_are_cut_and_all_of_them_have_a_bound() {
    let inspector = Inspector::default();
    let long = "x".repeat(3 << 20);
    for _ in 0..FRAMES {
        inspector.take(&came(&long), 0);
    }
    let frames = inspector.frames(None);
    assert!(frames.iter().all(|frame| frame.data.len() == DATA && frame.bytes == 3 << 20));
    let bytes: usize = frames.iter().map(|frame| OVERHEAD + frame.line.len() + 1 + frame.data.len()).sum();
    assert!(bytes <= BYTES && bytes > BYTES - 2 * DATA, "{bytes}");
}

#[test]
fn secrets_are_never_kept_wherever_they_are() {
    let inspector = Inspector::default();
    inspector.begin(true, 0);
    inspector.know(SecretKind::Password, &Secret::new("geheim"));
    inspector.know(SecretKind::Headers, &Secret::new(r#"{"X-Api-Key":"kopfgeheim"}"#));
    inspector.know(SecretKind::Cookie, &Secret::new("lang=en; sessionid=kuchengeheimnis"));
    inspector.know_all(vec![Secret::new("NOPE")]);
    let line = "/events?x=geheim";
    for data in ["geheim", "kopfgeheim", "kuchengeheimnis", "Code nope", r#"{"code":"geheimcode"}"#] {
        inspector.take(&Came { line, name: Some("geheim"), ..came(data) }, 0);
    }
    inspector.take(&came("English is en"), 0);
    let shown = format!("{:?}", inspector.frames(None));
    assert!(!shown.to_lowercase().contains("heim") && !shown.contains("nope"), "{shown}");
    assert!(shown.contains("English is en"), "{shown}");
    assert_eq!(format!("{inspector:?}"), "Inspector");
}

#[test]
fn what_is_odd_is_marked_even_later() {
    let inspector = Inspector::default();
    let number = inspector.take(&came("a"), 0);
    inspector.take(&Came { odd: true, ..came("b") }, 0);
    inspector.mark_odd(number);
    inspector.mark_odd(99);
    assert!(inspector.frames(None).iter().all(|frame| frame.odd));
}

#[test]
fn a_rate_is_of_whole_seconds_and_of_news_alone() {
    let inspector = Inspector::default();
    inspector.begin(false, 100_000);
    for at in (100_000..103_000).step_by(100) {
        inspector.take(&came("x"), at);
        inspector.take(&Came { news: false, ..came("answer") }, at);
    }
    let rate = |now| inspector.news_per_second(now);
    assert!((rate(103_500) - 10.0).abs() < 1e-9, "{}", rate(103_500));
    assert!((rate(110_000) - 3.0).abs() < 1e-9, "{}", rate(110_000));
    assert!(rate(120_000).abs() < 1e-9);
    inspector.begin(false, 120_000);
    assert!(rate(120_000).abs() < 1e-9, "a new connection begins with none");
}
