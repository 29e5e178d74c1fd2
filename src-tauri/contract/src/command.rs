//! What the window may ask for.

/// The commands of the window, in the shell's `commands.rs` and in `ui/src/ipc`.
/// A test of the shell holds the two to this list.
pub const COMMANDS: &[&str] = &[
    // the picture
    "subscribe",   // (channel) -> Snapshot, then Frames on the channel
    "unsubscribe", // () -> ()
    // the bell
    "notices",       // (before: string|null, limit: number) -> NoticePage
    "mark_read",     // (ids: string[]) -> number (unread left)
    "mark_all_read", // () -> number
    "clear_notices", // (ids: string[]|null) -> number (unread left); null clears all that are read
    "away",          // () -> Digest|null: what happened while nobody looked, once
    // servers
    "test_server",        // (draft: ServerDraft, id: string|null) -> TestReport
    "add_server",         // (draft) -> Server
    "update_server",      // (id, draft) -> Server
    "remove_server",      // (id) -> ()
    "set_server_enabled", // (id, enabled) -> ()
    "connect_now",        // (id) -> ()
    "start_demo",         // () -> Server
    "detect_server",      // (address) -> Detection
    "act_on_server",      // (id, action: ServerAction) -> ActionAnswer
    "list_records",       // (server, model) -> Record[]
    "stat_history",       // (server, span: StatSpan) -> StatSeries[]
    "server_page",        // (id, after: number|null) -> ServerPage
    // history
    "history",        // (query: HistoryQuery, after: string|null, limit: number) -> HistoryPage
    "export_history", // (query: HistoryQuery, format: ExportFormat) -> SavedFile
    // alerts
    "set_rules",  // (rules: AlertRules) -> ()
    "set_rule", // (rule: Rule) -> (): takes the place of the one of the same scope; an empty one takes it away
    "dry_run",  // (rules: AlertRules) -> DryRun
    "play_sound", // (sound: Sound) -> ()
    // files
    "export_settings",  // () -> SavedFile
    "import_settings",  // (text: string, apply: boolean) -> ImportReport
    "diagnostics",      // () -> DiagnosticsFile[]
    "save_diagnostics", // () -> SavedFile
    "show_file",        // (path: string) -> (): one that Vigie saved, in its folder
    // jobs
    "job_events", // (job: JobRef) -> JobEvent[]
    "job_rates",  // (job: JobRef) -> [time, items or percent a second][]
    "delete_job", // (job: JobRef) -> ()
    "open_link",  // (url) -> ()
    // the person
    "set_preferences", // (preferences: Preferences) -> ()
    "pause_alerts",    // (minutes: number) -> ()  0 resumes
    "answer_closing",  // (answer: "keep"|"quit") -> ()
    "window_ready",    // () -> ShowTarget|null: what a clicked alert or a link asks to show
    "mini_window",     // (open: boolean) -> ()
    "show_main",       // (target: ShowTarget|null) -> (): brings the main window, from the small one
];
