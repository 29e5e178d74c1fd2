//! A person adds a server of their own.

use vigie_demo::{Demo, JobSpec, Scenario, Users};
use vigie_tests::{Desktop, DjangoBackend, Job, Options, PATIENCE, VigieOptions, eventually};

use crate::stage::{files_with, fill, running};

const PASSWORD: &str = "alice-pass";

#[tokio::test]
async fn a_wrong_password_is_said_the_right_one_shows_the_jobs_and_lies_in_the_keyring_alone() {
    let demo = Demo::builder().scenario(Scenario::Empty).users(Users::alice_and_bob()).start().await;
    let demo = demo.expect("a free port");
    demo.job(&JobSpec::new("a", 10).titled("Invoices").owned_by("alice")).start();
    demo.job(&JobSpec::new("b", 10).titled("Secret plan").owned_by("bob")).start();
    let desktop = Desktop::start().await;
    let home = desktop.home().join("vigie");
    let window = desktop.open_vigie(VigieOptions::at(&home)).await;

    window.type_into("section.empty input", &demo.url).await;
    window.press("Watch").await;
    window.find("dialog[open]").await;
    fill(&window, "User", "alice").await;
    fill(&window, "Password", "not-her-pass").await;
    window.press("Test").await;
    let refused = window.text("dialog .result").await;
    assert!(refused.starts_with("It did not work"), "{refused}");
    assert!(refused.contains("The server did not accept what you sign in with."), "{refused}");

    fill(&window, "Password", PASSWORD).await;
    eventually(PATIENCE, || async { (window.count("dialog .result").await == 0).then_some(()) }).await;
    window.press("Test").await;
    let accepted = window.text("dialog .result").await;
    assert!(accepted.starts_with("It works") && accepted.contains("1 job running"), "{accepted}");
    assert_eq!(desktop.keyring_items().await, [], "a test keeps nothing");

    window.press("Add").await;
    running(&window, "Invoices").await;
    assert_eq!(window.count("dialog").await, 0);
    assert_eq!(window.count(".job").await, 1, "bob's job is bob's");

    let secrets = desktop.keyring_items().await;
    assert_eq!(secrets.len(), 1, "{secrets:?}");
    assert_eq!(secrets[0].secret, PASSWORD);
    // Another start signs in by itself.
    window.close().await;
    let window = desktop.open_vigie(VigieOptions::at(&home)).await;
    running(&window, "Invoices").await;
    window.close().await;
    for secret in [PASSWORD, "not-her-pass"] {
        assert_eq!(files_with(desktop.home(), secret), Vec::<String>::new());
    }
    assert!(!files_with(desktop.home(), "alice").is_empty(), "the search finds what is there");
}

#[tokio::test]
async fn a_real_django_is_found_by_its_address_and_shows_its_jobs() {
    let django = DjangoBackend::start(Options::default()).await;
    django.job(Job::new("a").title("Invoices").stepped()).await;
    django.step("a", 4).await;
    let desktop = Desktop::start().await;
    let window = desktop.open_vigie(VigieOptions::at(&desktop.home().join("vigie"))).await;
    window.type_into("section.empty input", &django.url).await;
    window.press("Watch").await;
    let found = window.text_when("dialog .found", |said| said.starts_with("SSE Progress found")).await;
    assert!(found.contains("password"), "{found}");
    fill(&window, "User", "alice").await;
    fill(&window, "Password", PASSWORD).await;
    window.press("Add").await;
    running(&window, "Invoices").await;
    window.text_when(".sidebar .server", |said| said.contains("live")).await;
    window.text_when(".job .figures", |said| said.starts_with("30")).await;
    // What happens from now on is told by the server, not asked for.
    django.step("a", 3).await;
    window.text_when(".job .figures", |said| said.starts_with("60")).await;
    window.close().await;
    assert_eq!(files_with(desktop.home(), PASSWORD), Vec::<String>::new());
}
