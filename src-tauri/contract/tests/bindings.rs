//! The window's types are those of this crate: the committed text must be the generated one.

use std::path::Path;

#[test]
fn committed_bindings_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/bindings.ts");
    let wanted = vigie_contract::bindings::typescript();
    if std::env::var_os("VIGIE_WRITE_BINDINGS").is_some() {
        std::fs::write(&path, &wanted).expect("bindings.ts can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == wanted, "ui/src/ipc/bindings.ts is not current: run `make bindings`");
}
