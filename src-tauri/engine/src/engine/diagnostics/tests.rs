use std::fs;
use std::time::Duration;

use vigie_contract::{ServerDraft, TroubleCode};

use super::*;
use crate::engine::{EngineOptions, Keep};
use crate::home::Home;
use crate::link::little::{Little, held, status};

const GENEROUS: Duration = Duration::from_secs(60);

fn file<'a>(files: &'a [DiagnosticsFile], name: &str) -> &'a str {
    &files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("no {name}")).text
}

/// Secrets wherever a person or a server could have put them.
#[tokio::test]
async fn no_secret_is_in_any_file_wherever_it_stood() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path()).unwrap();
    fs::write(
        home.settings_file(),
        "# geheim-comment\npassword = \"geheim-root\"\n[preferences]\nlanguage = \"tlh\"\n\
         [[servers]]\nid = \"byhand\"\nenabled = false\nurl = \"https://ana:geheim-url@heron.example/?token=geheim-query\"\n\
         password = \"geheim-key\"\nheaders = [\"X-Api-Key\"]\nproxy = \"http://geheim-user@proxy.example:3128\"\n\
         kind = \"custom\"\n[servers.custom]\ncarrier = \"websocket\"\npath = \"/e\"\nsend = ['{\"token\":\"geheim-send\"}']\n\
         rules = [{ id = \"/id\", outcome = \"running\" }]\n",
    )
    .unwrap();
    let day = "vigie.2026-01-02.log";
    fs::write(
        home.log_dir().join(day),
        "INFO sent Authorization: Bearer geheim-header\nWARN GET /x?token=geheim-log&a=1\nINFO ge heim-entered\n\
         DEBUG excerpt=\"{\\\"password\\\":\\\"geheim-excerpt\\\"}\"\nINFO a heron was seen\n",
    )
    .unwrap();
    fs::write(home.log_dir().join("vigie.2026-01-01.log"), "INFO the day before\n").unwrap();
    let server = Little::serve(|asked| match asked.path.as_str() {
        "/api/v1/sse/events/" => held(
            "text/event-stream",
            "data: {\"event\": \"connected\"}\n\ndata: no json ge heim-entered\n\ndata: token=geheim-odd\n\n",
        ),
        _ => status(404),
    })
    .await;
    let engine = Engine::start(EngineOptions::new(Keep::Settings(home))).await;
    let address = format!("{}?token=ge%20heim-entered", server.base);
    let name = Some("Reiher".to_owned());
    let draft =
        ServerDraft { address, name, password: Some("geheim-unused".into()), ..ServerDraft::default() };
    let id = engine.add_server(draft).await.unwrap().id;
    let odd = async {
        while engine.server_page(&id, None).await.unwrap().oddities.is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(GENEROUS, odd).await.expect("odd in time");
    engine.desktop_alerts_fail(Some("password=geheim-trouble ge%20heim-entered".into())).await;
    let files = engine.diagnostics().await.unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let wanted =
        ["versions.txt", "settings.toml", "servers.json", "connections.txt", "log.txt", "troubles.txt"];
    assert_eq!(names, wanted);
    for DiagnosticsFile { name, text } in &files {
        assert!(!text.contains("heim"), "{name}: {text}");
        assert!(!text.is_empty() && text.len() <= FILE_BYTES, "{name}");
    }
    // And what helps is in them.
    assert!(file(&files, "versions.txt").contains(env!("CARGO_PKG_VERSION")));
    let settings = file(&files, "settings.toml");
    for part in ["https://heron.example/", "X-Api-Key", "http://proxy.example:3128", "\"•••\"", "Reiher"]
    {
        assert!(settings.contains(part), "{part}: {settings}");
    }
    let servers: serde_json::Value = serde_json::from_str(file(&files, "servers.json")).unwrap();
    let reiher = servers.as_array().unwrap().iter().find(|server| server["name"] == "Reiher").unwrap();
    assert_eq!((&reiher["kind"], &reiher["offers"][0]), (&json!("estimates"), &json!("records")));
    assert!(reiher["not_understood"][0].as_str().unwrap().contains('×'), "{reiher}");
    assert!(
        file(&files, "connections.txt").lines().any(|line| line.contains("Reiher") && line.contains("live"))
    );
    let log = file(&files, "log.txt");
    assert!(
        log.starts_with("== vigie.2026-01-01.log\nINFO the day before\n== vigie.2026-01-02.log"),
        "{log}"
    );
    assert!(log.contains("a heron was seen") && log.contains("/x?token=•••&a=1"), "{log}");
    let troubles = file(&files, "troubles.txt");
    assert!(troubles.contains(TroubleCode::NoDesktopAlerts.as_str()), "{troubles}");
    assert!(troubles.contains("settings-value"), "{troubles}");
    engine.shutdown().await;
    assert_eq!(engine.diagnostics().await.unwrap_err().code, vigie_contract::FailureCode::Stopping);
}

#[test]
fn long_logs_keep_their_end_and_other_files_their_beginning() {
    let text: String = (0..40_000).map(|n| format!("line {n} é\n")).collect();
    let log = tidy("log.txt", &text, &Mask::default());
    assert!(
        log.len() <= FILE_BYTES && log.starts_with("[cut here]\nline ") && log.ends_with("line 39999 é\n")
    );
    let servers = tidy("servers.json", &text, &Mask::default());
    assert!(
        servers.len() <= FILE_BYTES && servers.starts_with("line 0") && servers.ends_with("\n[cut here]\n")
    );
}

#[test]
fn of_the_newest_logs_the_last_lines_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, lines: std::ops::Range<u32>| {
        let text: String = lines.map(|n| format!("{n}\n")).collect();
        fs::write(folder.path().join(name), text).unwrap();
    };
    put("vigie.2026-01-01.log", 0..600);
    put("vigie.2026-01-02.log", 600..610);
    put("terminal.2025-12-31.log", 900..903);
    put("other.log", 5_000..5_001);
    let text = logs::newest(folder.path());
    assert!(text.starts_with("== terminal.2025-12-31.log\n900\n"), "{text}");
    assert!(text.contains("== vigie.2026-01-01.log\n110\n") && text.ends_with("\n609\n"), "{text}");
    assert!(!text.contains("5000"));
    assert_eq!(logs::newest(&folder.path().join("none")), "");
}
