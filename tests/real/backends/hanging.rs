//! Servers that accept and do not answer, whichever processes they are made of.

use reqwest::Client;
use vigie_tests::{
    EstimatesBackend, EstimatesOptions, Nginx, Passing, PostesBackend, PostesOptions, Server, SoliLmsBackend,
    SoliLmsOptions, SoniqueBayBackend,
};

use super::stream::MOMENT;

async fn hangs_and_wakes(server: &Server) {
    server.hang().await;
    let mut answer = std::pin::pin!(Client::new().get(&server.url).send());
    assert!(tokio::time::timeout(MOMENT, &mut answer).await.is_err(), "{} does not answer", server.url);
    server.wake().await;
    answer.await.expect("it answers afterwards what it was asked meanwhile");
}

#[tokio::test]
async fn each_server_can_hang_and_wake() {
    let library = SoniqueBayBackend::start().await;
    hangs_and_wakes(&library.server).await;
    let nginx = Nginx::before(&library.url, Passing::AtOnce).await;
    hangs_and_wakes(&nginx.server).await;
    let office = EstimatesBackend::start(EstimatesOptions::default()).await;
    hangs_and_wakes(&office.server).await;
    let hall = PostesBackend::start(PostesOptions::default()).await;
    hangs_and_wakes(&hall.server).await;
    let school = SoliLmsBackend::start(SoliLmsOptions::default()).await;
    hangs_and_wakes(&school.server).await;
}
