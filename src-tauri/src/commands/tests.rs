use std::collections::BTreeSet;

use vigie_contract::COMMANDS;

fn promised() -> BTreeSet<&'static str> {
    COMMANDS.iter().copied().collect()
}

#[test]
fn the_handler_answers_exactly_the_commands_of_the_contract() {
    let source = include_str!("../commands.rs");
    let list = source.split("generate_handler![").nth(1).unwrap().split(']').next().unwrap();
    let answered: BTreeSet<_> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    assert_eq!(answered, promised());
}

#[test]
fn the_window_asks_for_nothing_else() {
    let source = include_str!("../../../ui/src/ipc/tauri.ts");
    let asked: BTreeSet<_> =
        source.split("invoke('").skip(1).map(|rest| rest.split('\'').next().unwrap()).collect();
    assert_eq!(asked, promised());
}

/// The permissions of one window, and of no page from elsewhere.
fn granted(window: &str, text: &str) -> BTreeSet<String> {
    let capability: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(capability["windows"], serde_json::json!([window]));
    assert_eq!(capability["identifier"], window);
    assert!(capability.get("remote").is_none(), "no page from elsewhere may ask for anything");
    let permissions = capability["permissions"].as_array().unwrap();
    permissions.iter().map(|permission| permission.as_str().unwrap().to_owned()).collect()
}

fn to_ask<'a>(commands: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    commands.into_iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect()
}

#[test]
fn the_main_window_may_ask_for_these_commands_and_listen_and_nothing_more() {
    let mut wanted = to_ask(promised());
    wanted.insert("core:event:allow-listen".into());
    wanted.insert("core:event:allow-unlisten".into());
    assert_eq!(granted("main", include_str!("../../capabilities/main.json")), wanted);
}

#[test]
fn the_mini_window_sees_the_picture_and_changes_nothing() {
    let wanted = to_ask(["subscribe", "unsubscribe", "show_main", "mini_window"]);
    assert_eq!(granted("mini", include_str!("../../capabilities/mini.json")), wanted);
}

#[test]
fn no_other_capability_is_in_force() {
    let config: serde_json::Value = serde_json::from_str(include_str!("../../../tauri.conf.json")).unwrap();
    assert_eq!(config["app"]["security"]["capabilities"], serde_json::json!(["main", "mini"]));
}
