//! The TypeScript text generated from the types of this crate.

use ts_rs::{Config, TS};

use crate::{
    ActionAnswer, Closing, Detection, Failure, FailureCode, Frame, Gap, Job, JobEvent, JobEventKind, JobRef,
    JobState, JobUnit, Language, LinkState, Notice, NoticeKind, NoticePage, Preferences, Reason, ReasonCode,
    Record, RecordAction, RecordRef, RecordTable, SecretPlace, Server, ServerAction, ServerDraft, ServerKind,
    Sight, SignIn, Snapshot, StatSeries, StatSpan, Stats, TestReport, Theme, Trouble, TroubleCode,
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
        JobUnit,
        Job,
        JobEventKind,
        JobEvent,
        ServerKind,
        SignIn,
        LinkState,
        ReasonCode,
        Reason,
        SecretPlace,
        Server,
        ServerDraft,
        Sight,
        Detection,
        TestReport,
        ServerAction,
        ActionAnswer,
        RecordAction,
        Record,
        RecordRef,
        Gap,
        RecordTable,
        Stats,
        StatSpan,
        StatSeries,
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
