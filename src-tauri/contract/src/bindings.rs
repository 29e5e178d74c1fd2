//! The TypeScript text generated from the types of this crate.

use ts_rs::{Config, TS};

use crate::{
    ActionAnswer, AlertRules, Closing, Density, Detection, DiagnosticsFile, Digest, DryRun, Exchange,
    ExportFormat, Failure, FailureCode, Frame, Gap, Grouping, HistoryOutcome, HistoryPage, HistoryQuery,
    HistoryRow, ImportReport, Job, JobEvent, JobEventKind, JobRef, JobState, JobUnit, Language, LinkMoment,
    LinkState, Notice, NoticeKind, NoticePage, Offer, Preferences, QuietHours, QuietSpan, Reason, ReasonCode,
    Record, RecordAction, RecordRef, RecordTable, Rule, RuleScope, SavedFile, SecretPlace, Server,
    ServerAction, ServerDraft, ServerKind, ServerPage, Sight, SignIn, Snapshot, Sound, StatSeries, StatSpan,
    Stats, Telling, TestReport, Theme, TimeFormat, Trouble, TroubleCode, Usual, WarningRule, WireFrame,
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
        Usual,
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
        Digest,
        RuleScope,
        Telling,
        WarningRule,
        Rule,
        QuietSpan,
        QuietHours,
        AlertRules,
        DryRun,
        Sound,
        HistoryOutcome,
        HistoryQuery,
        HistoryRow,
        HistoryPage,
        ExportFormat,
        WireFrame,
        LinkMoment,
        Offer,
        ServerPage,
        SavedFile,
        ImportReport,
        DiagnosticsFile,
        Exchange,
        Language,
        Theme,
        Closing,
        Density,
        Grouping,
        TimeFormat,
        JobRef,
        Preferences,
        TroubleCode,
        Trouble,
        Snapshot,
        Frame,
    );
    text
}
