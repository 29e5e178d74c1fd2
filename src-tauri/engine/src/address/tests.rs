use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Address {
    Address::parse(text).unwrap_or_else(|failure| panic!("{text:?}: {failure:?}"))
}

#[test]
fn what_people_type_becomes_a_base() {
    for (typed, base) in [
        // scheme left out
        ("heron.example", "https://heron.example/"),
        ("heron.example:8443", "https://heron.example:8443/"),
        ("heron.example:443", "https://heron.example/"),
        ("heron.example:80", "http://heron.example/"),
        ("//heron.example/app", "https://heron.example/app/"),
        ("localhost:8000", "http://localhost:8000/"),
        ("localhost", "http://localhost/"),
        ("api.localhost:3000", "http://api.localhost:3000/"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("10.1.2.3", "http://10.1.2.3/"),
        ("172.16.0.9:81/app", "http://172.16.0.9:81/app/"),
        ("172.32.0.9", "https://172.32.0.9/"),
        ("192.168.1.20:8000", "http://192.168.1.20:8000/"),
        ("192.168.1.20:443", "https://192.168.1.20/"),
        ("8.8.8.8", "https://8.8.8.8/"),
        ("nas.local", "http://nas.local/"),
        ("Build.LAN:9000", "http://build.lan:9000/"),
        ("local.example", "https://local.example/"),
        ("::1", "http://[::1]/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("[2001:db8::7]:8000", "https://[2001:db8::7]:8000/"),
        ("2001:db8::7", "https://[2001:db8::7]/"),
        ("fd12::1", "http://[fd12::1]/"),
        // scheme given, in any dress
        ("http://heron.example", "http://heron.example/"),
        ("HTTPS://HERON.Example:443", "https://heron.example/"),
        ("https:heron.example", "https://heron.example/"),
        ("http:/heron.example", "http://heron.example/"),
        ("https://localhost:8000", "https://localhost:8000/"),
        // paths
        ("https://heron.example/", "https://heron.example/"),
        ("https://heron.example/app1", "https://heron.example/app1/"),
        ("https://heron.example/app1/", "https://heron.example/app1/"),
        ("https://heron.example//a//b//", "https://heron.example/a/b/"),
        ("https://heron.example/a/../b/./", "https://heron.example/b/"),
        (
            "https://heron.example/мой путь".replace(' ', "%20").as_str(),
            "https://heron.example/%D0%BC%D0%BE%D0%B9%20%D0%BF%D1%83%D1%82%D1%8C/",
        ),
        // pages and streams copied from a browser
        ("https://heron.example/core/events/?channel=progress-1", "https://heron.example/"),
        ("https://heron.example/app1/core/events/?channel=x&channel=y", "https://heron.example/app1/"),
        ("heron.example/core/events", "https://heron.example/"),
        ("https://heron.example/core/sse-progress/active/", "https://heron.example/"),
        ("https://heron.example/core/sse-progress/9/delete/", "https://heron.example/"),
        ("https://heron.example/accounts/login/?next=/core/", "https://heron.example/"),
        ("https://heron.example/core/", "https://heron.example/core/"),
        ("http://library.example:8001/api/events", "http://library.example:8001/"),
        ("https://heron.example/app1/api/v1/sse/events/?token=x", "https://heron.example/app1/"),
        ("https://heron.example/api/v1/sse/stats/", "https://heron.example/"),
        ("ws://heron.example/ws/dashboard/", "http://heron.example/"),
        ("WSS://heron.example:8443/app1/ws/sessions/7f-3/", "https://heron.example:8443/app1/"),
        ("https://heron.example/api/dashboard/stats/", "https://heron.example/"),
        ("https://heron.example/api/auth/login/", "https://heron.example/"),
        ("https://heron.example/lms/stream/app?last_id=12", "https://heron.example/lms/"),
        ("https://heron.example/lms/login", "https://heron.example/lms/"),
        ("https://heron.example/login/login/", "https://heron.example/"),
        ("https://heron.example/login/as/ana", "https://heron.example/login/as/ana/"),
        ("https://heron.example/api/v1/", "https://heron.example/api/v1/"),
        // queries and fragments
        ("https://heron.example/?page=2#top", "https://heron.example/"),
        ("heron.example?x=1", "https://heron.example/"),
        ("heron.example#x", "https://heron.example/"),
        // wrapped
        ("  https://heron.example/ \n", "https://heron.example/"),
        ("\"https://heron.example\"", "https://heron.example/"),
        ("<https://heron.example>", "https://heron.example/"),
        ("« heron.example »", "https://heron.example/"),
        ("\u{feff}‘heron.example’\u{200b}", "https://heron.example/"),
        // names of the world
        ("https://пример.рф:8443/a", "https://xn--e1afmkfd.xn--p1ai:8443/a/"),
        ("BÜCHER.example", "https://xn--bcher-kva.example/"),
    ] {
        assert_eq!(parsed(typed).base.as_str(), base, "{typed:?}");
    }
}

#[test]
fn what_signs_in_is_taken_out() {
    for (typed, user, password, token) in [
        ("https://ana:geheim@heron.example/", Some("ana"), Some("geheim"), None),
        ("ana:geheim@localhost:8000/app", Some("ana"), Some("geheim"), None),
        ("ana@heron.example", Some("ana"), None, None),
        ("https://:geheim@heron.example", None, Some("geheim"), None),
        ("https://an%40a:p%20w%2B+&=%C3%A9@heron.example", Some("an@a"), Some("p w++&=é"), None),
        ("https://ana:p@ss@heron.example", Some("ana"), Some("p@ss"), None),
        ("https://heron.example/?token=geheim", None, None, Some("geheim")),
        ("heron.example/core/events/?channel=x&Access_Token=geheim", None, None, Some("geheim")),
        ("heron.example?api_key=&KEY=ge%20heim", None, None, Some("ge heim")),
        ("ana:pw@heron.example?apikey=geheim#token=other", Some("ana"), Some("pw"), Some("geheim")),
        ("heron.example?monkey=1", None, None, None),
    ] {
        let address = parsed(typed);
        assert_eq!(address.user.as_deref(), user, "{typed:?}");
        assert_eq!(address.password.as_ref().map(Secret::expose), password, "{typed:?}");
        assert_eq!(address.token.as_ref().map(Secret::expose), token, "{typed:?}");
        let base = &address.base;
        assert!(base.username().is_empty() && base.password().is_none(), "{typed:?}");
        assert!(base.query().is_none() && base.fragment().is_none(), "{typed:?}");
        assert!(!format!("{address:?}").contains("geheim"), "{typed:?}");
    }
}

#[test]
fn a_path_that_was_copied_speaks_for_a_kind_and_a_token_keeps_its_name() {
    for (typed, hint) in [
        ("https://heron.example/core/events/?channel=x", Some(ServerKind::SseProgress)),
        ("https://heron.example/app1/api/events", Some(ServerKind::SoniqueBay)),
        ("https://heron.example/api/v1/sse/events/?token=geheim", Some(ServerKind::Estimates)),
        ("wss://heron.example/ws/sessions/9/", Some(ServerKind::Postes)),
        ("https://heron.example/stream/app?last_id=3", Some(ServerKind::SoliLms)),
        ("https://heron.example/login", None),
        ("https://heron.example/app1/", None),
    ] {
        assert_eq!(parsed(typed).hint, hint, "{typed}");
    }
    assert_eq!(parsed("heron.example?Access_Token=geheim").token_param.as_deref(), Some("Access_Token"));
    assert_eq!(parsed("heron.example?page=1").token_param, None);
}

#[test]
fn what_is_no_address_is_refused_with_a_code() {
    use FailureCode::{AddressEmpty, AddressInvalid, AddressScheme};
    for (typed, code) in [
        ("", AddressEmpty),
        (" \t\n", AddressEmpty),
        ("\"\"", AddressEmpty),
        ("ftp://heron.example", AddressScheme),
        ("socks5://heron.example", AddressScheme),
        ("file:///etc/passwd", AddressScheme),
        ("mailto:ana@heron.example", AddressScheme),
        ("JavaScript:alert(1)", AddressScheme),
        ("http://", AddressInvalid),
        ("https:", AddressInvalid),
        ("https://?token=geheim", AddressInvalid),
        ("heron example", AddressInvalid),
        ("heron.example\nother.example", AddressInvalid),
        ("heron.example:99999", AddressInvalid),
        ("heron.example:port", AddressInvalid),
        ("heron.example:0", AddressInvalid),
        ("192.168.1", AddressInvalid),
        ("192.168.1.300", AddressInvalid),
        ("192.168.001.010", AddressInvalid),
        ("http://3232235777/", AddressInvalid),
        ("[::1", AddressInvalid),
        ("https://a|b.example", AddressInvalid),
        ("ana:geheim@heron.example:geheim", AddressInvalid),
    ] {
        let failure = Address::parse(typed).expect_err(typed);
        assert_eq!(failure.code, code, "{typed:?}: {failure:?}");
        assert!(!format!("{failure:?}").contains("geheim"), "{failure:?}");
        assert_eq!(code == AddressInvalid, failure.args.contains_key("detail"), "{failure:?}");
    }
    assert_eq!(Address::parse("FTP://x").unwrap_err().args["scheme"], "ftp");
    assert_eq!(Address::parse(&"x".repeat(MAX_ADDRESS + 1)).unwrap_err().code, AddressInvalid);
}

#[test]
fn a_server_is_called_after_its_host() {
    for (typed, name) in [
        ("https://heron.example/app1/", "heron.example"),
        ("localhost:8000", "localhost:8000"),
        ("heron.example:443", "heron.example"),
        ("[::1]:8000", "[::1]:8000"),
        ("пример.рф", "пример.рф"),
    ] {
        assert_eq!(parsed(typed).default_name(), name);
    }
}

#[test]
fn clear_text_across_a_network_is_flagged() {
    for (typed, flagged) in [
        ("http://heron.example", true),
        ("heron.example:80", true),
        ("http://8.8.8.8", true),
        ("https://heron.example", false),
        ("heron.example", false),
        ("http://192.168.1.7", false),
        ("http://[::ffff:127.0.0.1]", false),
        ("http://nas.local.", false),
    ] {
        assert_eq!(parsed(typed).cleartext_remote, flagged, "{typed:?}");
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_a_base_is_its_own_base(text in "\\PC{0,80}") {
        if let Ok(address) = Address::parse(&text) {
            prop_assert!(address.base.path().ends_with('/'));
            prop_assert_eq!(&parsed(address.base.as_str()).base, &address.base);
        }
    }

    #[test]
    fn nor_does_anything_that_looks_like_an_address(
        text in "(https?:/{0,3})?([a-zà-я%:@+=&]{0,9}@)?(\\[?[0-9a-f:.]{0,12}\\]?|[a-zю.-]{1,12})(:[0-9]{0,6})?(/[a-z./%~é-]{0,12}){0,3}(\\?(token|key|a)=[a-z%&=]{0,8})?(#.{0,3})?"
    ) {
        if let Ok(address) = Address::parse(&text) {
            prop_assert!(address.base.query().is_none() && address.base.username().is_empty());
            prop_assert_eq!(&parsed(address.base.as_str()).base, &address.base);
            prop_assert!(!address.default_name().is_empty());
        }
    }
}
