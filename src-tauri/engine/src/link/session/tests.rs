use reqwest::header::HeaderValue;

use super::*;

fn session() -> Session {
    Session::new(Url::parse("http://heron.example/app/").unwrap(), Network::default()).unwrap()
}

fn meaning(status: u16, location: Option<&'static str>) -> Result<Option<String>, Obstacle> {
    let session = session();
    let mut headers = HeaderMap::new();
    if let Some(location) = location {
        headers.insert(header::LOCATION, HeaderValue::from_static(location));
    }
    let asked = session.at("core/sse-progress/active/");
    match session.meaning(&asked, StatusCode::from_u16(status).unwrap(), &headers)? {
        Meaning::Good => Ok(None),
        Meaning::Elsewhere(url) => Ok(Some(url.into())),
    }
}

#[test]
fn redirects_within_the_server_are_followed_and_no_others() {
    assert_eq!(meaning(200, None), Ok(None));
    assert_eq!(meaning(301, Some("/app/x/")), Ok(Some("http://heron.example/app/x/".into())));
    assert!(matches!(meaning(302, Some("/accounts/login/?next=/x")), Err(Obstacle::SignIn(Some(_)))));
    let elsewhere = meaning(301, Some("https://heron.example/")).unwrap_err().reason();
    assert_eq!(elsewhere.code, ReasonCode::RedirectedElsewhere);
    assert_eq!(elsewhere.args["host"], "https://heron.example");
    assert!(meaning(302, None).is_err());
}

#[test]
fn a_status_becomes_a_reason() {
    assert_eq!(meaning(401, None), Err(Obstacle::SignIn(None)));
    assert_eq!(meaning(404, None), Err(Obstacle::NotFound));
    for (status, code) in
        [(403, ReasonCode::Forbidden), (503, ReasonCode::ServerBusy), (500, ReasonCode::HttpStatus)]
    {
        assert_eq!(meaning(status, None).unwrap_err().reason().code, code);
    }
}

#[test]
fn credentials_go_to_the_server_alone() {
    let session = session();
    session.carry(Credentials::default().token_in_query("token", Secret::new("ge heim")));
    let asked = |url: &str| session.request(Method::GET, url.parse().unwrap()).build().unwrap();
    assert_eq!(asked("http://heron.example/app/e").url().query(), Some("token=ge%20heim"));
    for elsewhere in ["http://heron.example:81/", "https://heron.example/", "http://grebe.example/"] {
        assert_eq!(asked(elsewhere).url().query(), None, "{elsewhere}");
    }
}

#[test]
fn a_socket_has_credentials_and_the_servers_own_origin() {
    let session = session();
    session.carry(Credentials::default().token_in_query("t", Secret::new("ge heim")));
    let request = session.socket_request(session.at("/ws/?id=7"));
    assert_eq!(request.url.as_str(), "http://heron.example/app/ws/?id=7&t=ge%20heim");
    assert_eq!(request.headers[header::ORIGIN], "http://heron.example");
    let elsewhere = session.socket_request("wss://grebe.example/ws/".parse().unwrap());
    assert_eq!(elsewhere.url.query(), None);
}

#[test]
fn a_cookie_that_was_pasted_is_as_if_the_server_had_set_it() {
    let session = session();
    assert!(!session.is_signed_in() && !session.has_cookies());
    session.take_cookies(&Secret::new("Cookie: sessionid=geheim; csrftoken=x=y"));
    assert_eq!(session.cookie("sessionid").as_deref(), Some("geheim"));
    assert_eq!(session.cookie("csrftoken").as_deref(), Some("x=y"));
    assert!(session.is_signed_in());
}
