//! Links that lead into Vigie: `vigie://add?url=…`.

use tauri::Url;

/// Longer than any address.
const MAX_CHARS: usize = 2_000;

/// The address of the server that a link asks to add, for the person to look at: nothing connects by it.
///
/// It says http or https and a host. Names, passwords, queries and fragments are not taken over: a link is no
/// place for a secret, and none that somebody else wrote may bring one.
#[must_use]
pub fn address(link: &str) -> Option<String> {
    let link = Url::parse(link).ok().filter(|_| link.len() <= 4 * MAX_CHARS)?;
    let add = link.scheme() == "vigie" && link.host_str() == Some("add");
    // Some systems put a slash behind the host.
    let plain = matches!(link.path(), "" | "/")
        && link.username().is_empty()
        && link.password().is_none()
        && link.port().is_none();
    let mut given = link.query_pairs();
    let (Some((key, text)), None) = (given.next(), given.next()) else { return None };
    (add && plain && key == "url").then(|| web(&text))?
}

fn web(text: &str) -> Option<String> {
    if text.chars().count() > MAX_CHARS || text.chars().any(char::is_control) {
        return None;
    }
    let mut url = Url::parse(text.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_query(None);
    url.set_fragment(None);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_brings_an_address_and_nothing_else() {
        for (link, wanted) in [
            ("vigie://add?url=https://heron.example/", "https://heron.example/"),
            (
                "vigie://add/?url=https%3A%2F%2Fheron.example%3A8443%2Fapp1%2F",
                "https://heron.example:8443/app1/",
            ),
            ("VIGIE://add?url=http://192.168.1.5:8000", "http://192.168.1.5:8000/"),
            ("vigie://add?url=https://alice:s3cret@heron.example/a%3Ftoken=1%23x", "https://heron.example/a"),
            ("vigie://add?url=https://[::1]:8000/", "https://[::1]:8000/"),
            ("vigie://add?url=https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/"),
        ] {
            assert_eq!(address(link).as_deref(), Some(wanted), "{link}");
        }
    }

    #[test]
    fn nonsense_brings_nothing() {
        for link in [
            "",
            "heron.example",
            "vigie:",
            "vigie://",
            "vigie://add",
            "vigie://add?",
            "vigie://add?url=",
            "vigie://add?url=heron.example",
            "vigie://add?url=file:///etc/passwd",
            "vigie://add?url=javascript:alert(1)",
            "vigie://add?url=ftp://heron.example/",
            "vigie://add?url=https://",
            "vigie://add?url=https://heron.example/&url=https://crane.example/",
            "vigie://add?url=https://heron.example/&password=x",
            "vigie://add?address=https://heron.example/",
            "vigie://add/now?url=https://heron.example/",
            "vigie://alice@add?url=https://heron.example/",
            "vigie://add:80?url=https://heron.example/",
            "vigie://remove?url=https://heron.example/",
            "vigie:add?url=https://heron.example/",
            "other://add?url=https://heron.example/",
            "vigie://add?url=https://her%0Aon.example/",
            "https://add/?url=https://heron.example/",
        ] {
            assert_eq!(address(link), None, "{link}");
        }
        let long = |n: usize| format!("vigie://add?url=https://heron.example/{}", "x".repeat(n));
        assert!(address(&long(1_000)).is_some());
        assert!(address(&long(MAX_CHARS)).is_none());
    }
}
