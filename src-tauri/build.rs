//! The window's commands, as permissions; the capability grants them one by one.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(vigie_contract::COMMANDS);
    let attributes = tauri_build::Attributes::new()
        .app_manifest(commands)
        .capabilities_path_pattern("./src-tauri/capabilities/*.json");
    tauri_build::try_build(attributes).expect("tauri.conf.json and the capabilities are valid");
}
