//! The window's types are those of this crate: the committed text must be the generated one.

use std::path::Path;

use ts_rs::TS;
use vigie_contract::{FailureCode, JobState, LinkState, NoticeKind, ReasonCode, TroubleCode};

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

/// `ALL` is what tests of words go through: a variant left out of it would have none.
#[test]
fn all_means_all() {
    fn check<T: TS>(all: &[T], as_str: impl Fn(&T) -> &'static str) {
        let config = ts_rs::Config::default();
        let declared = T::decl(&config);
        assert_eq!(declared.matches('|').count() + 1, all.len(), "{declared}");
        for variant in all {
            assert!(
                declared.contains(&format!("\"{}\"", as_str(variant))),
                "{} in {declared}",
                as_str(variant)
            );
        }
    }
    check(JobState::ALL, |s| s.as_str());
    check(LinkState::ALL, |s| s.as_str());
    check(ReasonCode::ALL, |c| c.as_str());
    check(FailureCode::ALL, |c| c.as_str());
    check(TroubleCode::ALL, |c| c.as_str());
    check(NoticeKind::ALL, |k| k.as_str());
}
