//! Which servers there are, and that what is said of them is true.

use vigie_demo::{Demo, Dialect, Entrance, Scenario, Users};

use crate::socket::Socket;
use crate::wire::Exchange;

#[tokio::test]
async fn there_are_five_and_each_lets_in_who_comes_as_told() {
    let demo = Demo::builder().users(Users::alice_and_bob()).start().await.unwrap();
    let words: Vec<&str> = demo.servers().iter().map(|server| server.dialect.word()).collect();
    assert_eq!(words, ["sse-progress", "soniquebay", "estimates", "postes", "solilms"]);
    for server in demo.servers() {
        let path = &server.url[demo.url.len()..];
        assert_eq!(path, server.dialect.prefix());
        match (&server.entrance, server.dialect) {
            (Entrance::Open, Dialect::Soniquebay) => {
                let stream = Exchange::get(demo.port, &format!("{path}/api/events"), &[]).await;
                assert_eq!(stream.status(), 200);
            }
            (Entrance::Token(token), Dialect::Estimates) => {
                let path = format!("{path}/api/v1/sse/events/?token={token}");
                assert_eq!(Exchange::get(demo.port, &path, &[]).await.status(), 200);
            }
            (Entrance::Password { user, password }, Dialect::Postes) => {
                assert_eq!((user.as_str(), password.as_str()), ("admin", "admin123"));
                Socket::open(&demo, "dashboard").await;
            }
            (Entrance::Password { user, .. }, Dialect::SseProgress) => assert_eq!(user, "alice"),
            (Entrance::Password { user, password }, Dialect::Solilms) => {
                assert_eq!((user.as_str(), password.as_str()), ("apprenant@solilms.local", "apprenant-pass"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn only_those_that_are_chosen_are_there() {
    let builder = || Demo::builder().scenario(Scenario::Empty);
    let one = builder().dialects([Dialect::SseProgress]).start().await.unwrap();
    assert_eq!(one.servers().len(), 1);
    assert_eq!(one.server(Dialect::SseProgress).unwrap().entrance, Entrance::Open);
    assert_eq!(Exchange::get(one.port, "/soniquebay/api/events", &[]).await.status(), 404);
    let other = builder().dialects([Dialect::Soniquebay]).start().await.unwrap();
    assert!(other.server(Dialect::SseProgress).is_none());
    assert_eq!(Exchange::get(other.port, "/core/sse-progress/", &[]).await.status(), 404);
    assert_eq!(Exchange::get(other.port, "/soniquebay/api/events", &[]).await.status(), 200);
}
