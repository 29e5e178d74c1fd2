use super::*;

fn masked(text: &str) -> String {
    Mask::default().text(text)
}

fn check(cases: &[(&str, &str)]) {
    for (text, wanted) in cases {
        assert_eq!(masked(text), *wanted, "{text}");
        assert!(!masked(text).contains("geheim"), "{text}");
    }
}

#[test]
fn fields_of_json_are_known_by_their_names() {
    check(&[
        (r#"{"user":"ana","password":"geheim","n":1}"#, r#"{"user":"ana","password":"•••","n":1}"#),
        (r#"{"passwd" : "ge\"heim, geheim", "n":1}"#, r#"{"passwd" : "•••", "n":1}"#),
        (r#"{"apiKey":"geheim","X-Api-Key":"geheim"}"#, r#"{"apiKey":"•••","X-Api-Key":"•••"}"#),
        (r#"{"access_token":"geheim","expires":3600}"#, r#"{"access_token":"•••","expires":3600}"#),
        (r#"{"sessionid":"geheim","csrftoken":"geheim"}"#, r#"{"sessionid":"•••","csrftoken":"•••"}"#),
        (r#"{"mot de passe":"geheim","Пароль":"geheim"}"#, r#"{"mot de passe":"•••","Пароль":"•••"}"#),
        (r#"{"pin":123456,"token":-12.5}"#, r#"{"pin":•••,"token":•••}"#),
        (
            r#"{"cookies":{"a":"geheim"},"b":[{"secrets":["geheim","x"]}]}"#,
            r#"{"cookies":•••,"b":[{"secrets":•••}]}"#,
        ),
        (r#"{"code_acces":"geheim","codeAcces":7654321}"#, r#"{"code_acces":"•••","codeAcces":•••}"#),
        ("{\n  \"password\":\n  \"geheim\"\n}", "{\n  \"password\":\n  \"•••\"\n}"),
        ("{'password': 'geheim', 'n': 1}", "{'password': '•••', 'n': 1}"),
        (r#"{"body":"{\"password\":\"geheim\",\"n\":1}"}"#, r#"{"body":"{\"password\":\"•••\",\"n\":1}"}"#),
        (
            r#"{"a":"{\"b\":\"{\\\"token\\\":\\\"geheim\\\"}\"}"}"#,
            r#"{"a":"{\"b\":\"{\\\"token\\\":\\\"•••\\\"}\"}"}"#,
        ),
    ]);
}

#[test]
fn what_is_cut_or_broken_or_no_json_at_all_is_masked_as_well() {
    check(&[
        (r#"{"password":"gehei"#, r#"{"password":"•••"#),
        (r#"{"cookies":{"a":"geheim","b":["#, r#"{"cookies":•••"#),
        (r#""password":"geheim"}}]"#, r#""password":"•••"}}]"#),
        (r#"{"password": geheim}"#, r#"{"password": •••}"#),
        ("password=geheim&user=ana", "password=•••&user=ana"),
        ("user[password]=geheim;x", "user[password]=•••;x"),
        ("Passwort? password: ge heim\nuser: ana", "Passwort? password: •••\nuser: ana"),
        ("mot de passe : geheim", "mot de passe : •••"),
        ("token = \"geheim heim\" n=1", "token = \"•••\" n=1"),
        ("<user>ana</user><password>geheim</password>", "<user>ana</user><password>•••</password>"),
        ("next=%2F%3Ftoken%3Dgeheim%26a%3D1", "next=%2F%3Ftoken%3D•••%26a%3D1"),
        ("['secret' => 'geheim']", "['secret' => '•••']"),
    ]);
}

#[test]
fn headers_and_urls_are_known_by_their_shapes() {
    let basic = "Basic YW5hOmdlaGVpbQ==";
    check(&[
        ("Authorization: Bearer geheim\nA: b", "Authorization: •••\nA: b"),
        ("with bearer geheim.geheim-_~+/= now", "with bearer ••• now"),
        ("Cookie: sessionid=geheim; csrftoken=geheim\r\nA: b", "Cookie: •••\r\nA: b"),
        ("Set-Cookie: a=geheim; Path=/", "Set-Cookie: •••"),
        ("GET /x?a=1&token=geheim&key=geheim#top", "GET /x?a=1&token=•••&key=•••"),
        ("/back?code=geheim&state=1", "/back?code=•••&state=1"),
        ("https://ana:geheim@heron.example/a?x=y@z", "https://•••@heron.example/a?x=y@z"),
        (r#"{"u":"https:\/\/ana:geheim@heron.example\/"}"#, r#"{"u":"https:\/\/•••@heron.example\/"}"#),
        ("id eyJhbGciOiJI.eyJzdWIiOiIx.geheim-_ end", "id ••• end"),
    ]);
    assert_eq!(masked(&format!("sent {basic}, refused")), "sent Basic •••, refused");
    assert_eq!(masked("sent Basic YW5hOmdlaG"), "sent Basic •••", "cut");
}

#[test]
fn what_is_no_secret_stays() {
    for text in [
        "",
        r#"{"type":"progress","current":3,"total":9,"message":"page 3 of 9"}"#,
        r#"{"keyboard":"fr","monkey":"x","status_code":404,"code":"not-found","encoded":"x"}"#,
        r#"{"password":null,"token_valid":true,"has_password":false,"secret":""}"#,
        r#"{"session":{"id":12,"poste":"P1"},"sessions":[{"id":1}],"session_id":12}"#,
        r#"{"type":"session_terminated","session_count":3}"#,
        "basic information about a token, a password and the key",
        "see https://heron.example/a@b and mail ana@heron.example",
        r#"token_param = "token""#,
        "a bearer of it",
        "é\u{2028}\u{0} “«»” 🦆",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn a_secret_that_was_found_by_its_name_is_masked_where_it_is_repeated() {
    let said = r#"{"code_acces":"ABC123","message":"abc123 is valid: ABC1234"}"#;
    assert_eq!(masked(said), r#"{"code_acces":"•••","message":"••• is valid: •••4"}"#);
    let codes = Mask::default().with_codes(true);
    assert_eq!(codes.text(r#"{"code":"ABC123","error_code":7}"#), r#"{"code":"•••","error_code":•••}"#);
}

#[test]
fn known_secrets_are_masked_however_they_are_written() {
    let mut mask = Mask::default();
    let secret = Secret::new("gé/he \"im");
    mask.learn([secret.clone(), Secret::new("x7"), Secret::new(" "), Secret::new("q".repeat(400))]);
    assert!(mask.knows(&secret) && !mask.knows(&Secret::new("y")));
    for text in [
        "a gé/he \"im b",
        r#"a gé/he \"im b"#,
        r#"a g\u00e9/he \"im b"#,
        r#"a g\u00e9\/he \"im b"#,
        "a g%C3%A9%2Fhe%20%22im b",
        "a g%C3%A9%2Fhe+%22im b",
        "a GÉ/he \"im b".replace('É', "é").as_str(),
    ] {
        assert_eq!(mask.text(text), "a ••• b", "{text}");
    }
    assert_eq!(mask.text("x7 but x71 and ax7"), "••• but x71 and ax7", "a short one as a whole word only");
    assert_eq!(mask.text(&format!("a {} b", "q".repeat(400))), "a ••• b");
    assert_eq!(format!("{mask:?}"), "Mask");
}

#[test]
fn a_cut_leaves_no_part_of_a_secret() {
    let mut mask = Mask::default();
    mask.learn([Secret::new("geheimnis")]);
    for cut in 0..40 {
        let text = "0123456789 geheimnis 0123456789 \"token\":\"geheimer Text\"";
        let kept = mask.beginning(text.as_bytes(), cut);
        assert!(!kept.contains("gehe") && kept.chars().count() <= cut + 3, "{cut}: {kept}");
    }
    for (text, wanted) in
        [("x geheimn", "x •••"), ("x gehe", "x •••"), ("x geh", "x geh"), ("geheimnis", "•••")]
    {
        assert_eq!(mask.cut_text(text), wanted);
    }
    let broken = [b'a', 0xff, b'b', 0xe2, 0x82];
    assert_eq!(mask.beginning(&broken, 100), "a\u{fffd}b\u{fffd}");
    assert!(mask.beginning("é".repeat(5_000).as_bytes(), 4_096).len() <= 4_096);
}

proptest::proptest! {
    #[test]
    fn any_text_is_masked_without_a_fault_and_known_secrets_never_stay(
        before in "[ -~é\\\\\"{}:=&]{0,60}",
        key in "(password|token|code|key|://|Basic |eyJ|cookie|session)?",
        after in "[ -~é\\\\\"{}\\[:=&@]{0,60}",
        cut in 0_usize..200,
    ) {
        let mut mask = Mask::default();
        mask.learn([Secret::new("Wasserfall7")]);
        let text = format!("{before}{key}{after}Wasserfall7{before}");
        proptest::prop_assert!(!mask.text(&text).contains("Wasserfall7"));
        proptest::prop_assert!(!mask.beginning(text.as_bytes(), cut).contains("Wasserf"));
    }

    #[test]
    fn the_value_of_a_secret_field_never_stays_in_json(value in "[a-zA-Zé\"\\\\ ,:{}]{5,30}", depth in 0_usize..3) {
        // What serde writes, texts within texts.
        let mut text = serde_json::json!({"a": 1, "password": format!("Q{value}Q"), "b": 2}).to_string();
        for _ in 0..depth {
            text = serde_json::json!({ "inner": text }).to_string();
        }
        let kept = Mask::default().text(&text);
        proptest::prop_assert!(!kept.contains('Q'), "{kept}");
        proptest::prop_assert!(kept.contains('b') && kept.ends_with('}'), "{kept}");
    }
}
