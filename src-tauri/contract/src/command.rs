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
    // jobs
    "job_events", // (job: JobRef) -> JobEvent[]
    "delete_job", // (job: JobRef) -> ()
    "open_link",  // (url) -> ()
    // the person
    "set_preferences", // (preferences: Preferences) -> ()
    "pause_alerts",    // (minutes: number) -> ()  0 resumes
    "answer_closing",  // (answer: "keep"|"quit") -> ()
    "window_ready",    // () -> JobRef|"bell"|null: what a clicked alert asks to show
];
