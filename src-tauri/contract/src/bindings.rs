//! The TypeScript text generated from the types of this crate.

use ts_rs::{Config, TS};

use crate::{
    Closing, Failure, FailureCode, Frame, Job, JobEvent, JobEventKind, JobRef, JobState, Language, LinkState,
    Notice, NoticeKind, NoticePage, Preferences, Reason, ReasonCode, SecretPlace, Server, ServerDraft,
    ServerKind, Snapshot, TestReport, Theme, Trouble, TroubleCode,
};

/// The whole of `ui/src/ipc/bindings.ts`.
#[must_use]
pub fn typescript() -> String {
    let config = Config::default();
    let mut text = String::from("// Generated from src-tauri/contract. Do not edit: run `make bindings`.\n");
    macro_rules! declare {
        ($($t:ty),* $(,)?) => {$(
            text.push_str("\nexport ");
            text.push_str(&<$t as TS>::decl(&config));
            text.push('\n');
        )*};
    }
    declare!(
        JobState,
        Job,
        JobEventKind,
        JobEvent,
        ServerKind,
        LinkState,
        ReasonCode,
        Reason,
        SecretPlace,
        Server,
        ServerDraft,
        TestReport,
        FailureCode,
        Failure,
        NoticeKind,
        Notice,
        NoticePage,
        Language,
        Theme,
        Closing,
        Preferences,
        TroubleCode,
        Trouble,
        JobRef,
        Snapshot,
        Frame,
    );
    text
}
