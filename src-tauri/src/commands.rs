//! What the window may ask for: `vigie_contract::COMMANDS`, each handed to whom it concerns.

use serde::Deserialize;
use tauri::ipc::Channel;
use tauri::{AppHandle, State, WebviewWindow};
use vigie_contract::{
    ActionAnswer, AlertRules, Detection, DiagnosticsFile, Digest, DryRun, ExportFormat, Failure, FailureCode,
    Frame, HistoryPage, HistoryQuery, ImportReport, JobEvent, JobRef, Millis, NoticePage, Preferences,
    Record, Rule, SavedFile, Server, ServerAction, ServerDraft, ServerPage, Snapshot, Sound, StatSeries,
    StatSpan, TestReport,
};

use crate::feed::Drawn;
use crate::files::Draft;
use crate::shell::{Shell, quit};
use crate::window::{self, Target};
use crate::{closing, link, login};

type Said<T> = Result<T, Failure>;

/// All of them, for the builder.
pub fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        subscribe,
        unsubscribe,
        notices,
        mark_read,
        mark_all_read,
        clear_notices,
        away,
        test_server,
        add_server,
        update_server,
        remove_server,
        set_server_enabled,
        connect_now,
        start_demo,
        detect_server,
        act_on_server,
        list_records,
        stat_history,
        server_page,
        history,
        export_history,
        set_rules,
        set_rule,
        dry_run,
        play_sound,
        export_settings,
        import_settings,
        diagnostics,
        save_diagnostics,
        show_file,
        job_events,
        job_rates,
        delete_job,
        open_link,
        set_preferences,
        pause_alerts,
        answer_closing,
        window_ready,
        mini_window,
        show_main,
    ]
}

#[tauri::command]
async fn subscribe(
    shell: State<'_, Shell>,
    window: WebviewWindow,
    channel: Channel<Frame>,
) -> Said<Snapshot> {
    let label = window.label().to_owned();
    shell.feed.begin(&label, &shell.engine, Drawn { window, channel }).await
}

#[tauri::command]
async fn unsubscribe(shell: State<'_, Shell>, window: WebviewWindow) -> Said<()> {
    shell.feed.end(window.label());
    Ok(())
}

#[tauri::command]
async fn notices(shell: State<'_, Shell>, before: Option<String>, limit: u32) -> Said<NoticePage> {
    shell.engine.notices(before.as_deref(), limit).await
}

#[tauri::command]
async fn mark_read(shell: State<'_, Shell>, ids: Vec<String>) -> Said<u32> {
    shell.engine.mark_read(&ids).await
}

#[tauri::command]
async fn mark_all_read(shell: State<'_, Shell>) -> Said<u32> {
    shell.engine.mark_all_read().await
}

#[tauri::command]
async fn test_server(shell: State<'_, Shell>, draft: ServerDraft, id: Option<String>) -> Said<TestReport> {
    Ok(shell.engine.test_server(draft, id).await)
}

#[tauri::command]
async fn add_server(shell: State<'_, Shell>, draft: ServerDraft) -> Said<Server> {
    shell.engine.add_server(draft).await
}

#[tauri::command]
async fn update_server(shell: State<'_, Shell>, id: String, draft: ServerDraft) -> Said<Server> {
    shell.engine.update_server(&id, draft).await
}

#[tauri::command]
async fn remove_server(shell: State<'_, Shell>, id: String) -> Said<()> {
    shell.engine.remove_server(&id).await?;
    shell.demo.left(&id).await;
    Ok(())
}

#[tauri::command]
async fn set_server_enabled(shell: State<'_, Shell>, id: String, enabled: bool) -> Said<()> {
    shell.engine.set_server_enabled(&id, enabled).await
}

#[tauri::command]
async fn connect_now(shell: State<'_, Shell>, id: String) -> Said<()> {
    shell.engine.connect_now(Some(id)).await;
    Ok(())
}

#[tauri::command]
async fn start_demo(shell: State<'_, Shell>) -> Said<Server> {
    shell.demo.start(&shell.engine).await
}

#[tauri::command]
async fn detect_server(shell: State<'_, Shell>, address: String) -> Said<Detection> {
    shell.engine.detect_server(&address).await
}

#[tauri::command]
async fn act_on_server(shell: State<'_, Shell>, id: String, action: ServerAction) -> Said<ActionAnswer> {
    shell.engine.act(&id, action).await
}

#[tauri::command]
async fn list_records(shell: State<'_, Shell>, server: String, model: String) -> Said<Vec<Record>> {
    shell.engine.list_records(&server, &model).await
}

#[tauri::command]
async fn stat_history(shell: State<'_, Shell>, server: String, span: StatSpan) -> Said<Vec<StatSeries>> {
    shell.engine.stat_history(&server, span).await
}

#[tauri::command]
async fn job_events(shell: State<'_, Shell>, job: JobRef) -> Said<Vec<JobEvent>> {
    shell.engine.job_events(job).await
}

#[tauri::command]
async fn delete_job(shell: State<'_, Shell>, job: JobRef) -> Said<()> {
    shell.engine.delete_job(job).await
}

#[tauri::command]
async fn open_link(url: String) -> Said<()> {
    let url = link::openable(&url).ok_or_else(|| Failure::new(FailureCode::LinkRefused))?;
    link::open(url).await
}

#[tauri::command]
async fn set_preferences(app: AppHandle, shell: State<'_, Shell>, preferences: Preferences) -> Said<()> {
    let before = shell.preferences().start_at_login;
    let starts = preferences.start_at_login;
    if starts != before {
        start_at_login(&shell, starts)?;
    }
    if let Err(failure) = shell.engine.set_preferences(preferences.clone()).await {
        // What is not settled does not happen either.
        if starts != before {
            start_at_login(&shell, before)?;
        }
        return Err(failure);
    }
    crate::follow::prefer(&app, preferences);
    Ok(())
}

fn start_at_login(shell: &Shell, starts: bool) -> Said<()> {
    login::follow(starts, &shell.identity, &shell.home).map_err(|detail| {
        tracing::warn!(%detail, starts, "start at login was not changed");
        Failure::new(FailureCode::DesktopRefused).with("detail", detail)
    })
}

#[tauri::command]
async fn pause_alerts(shell: State<'_, Shell>, minutes: u32) -> Said<()> {
    shell.engine.pause_alerts(minutes).await;
    Ok(())
}

/// What the person chose when asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Keep,
    Quit,
}

#[tauri::command]
async fn answer_closing(app: AppHandle, answer: Answer) -> Said<()> {
    match answer {
        Answer::Keep => window::leave(&app),
        Answer::Quit => quit(&app),
    }
    Ok(())
}

#[tauri::command]
async fn window_ready(shell: State<'_, Shell>) -> Said<Option<Target>> {
    Ok(shell.showing.ready())
}

#[tauri::command]
async fn clear_notices(shell: State<'_, Shell>, ids: Option<Vec<String>>) -> Said<u32> {
    shell.engine.clear_notices(ids.as_deref()).await
}

#[tauri::command]
async fn history(
    shell: State<'_, Shell>,
    query: HistoryQuery,
    after: Option<String>,
    limit: u32,
) -> Said<HistoryPage> {
    shell.engine.history(query, after, limit).await
}

#[tauri::command]
async fn set_rules(shell: State<'_, Shell>, rules: AlertRules) -> Said<()> {
    shell.engine.set_rules(rules.clone()).await?;
    shell.rule(rules);
    Ok(())
}

#[tauri::command]
async fn set_rule(shell: State<'_, Shell>, rule: Rule) -> Said<()> {
    shell.engine.set_rule(rule).await
}

#[tauri::command]
async fn dry_run(shell: State<'_, Shell>, rules: AlertRules) -> Said<DryRun> {
    shell.engine.dry_run(rules).await
}

#[tauri::command]
async fn server_page(shell: State<'_, Shell>, id: String, after: Option<u64>) -> Said<ServerPage> {
    shell.engine.server_page(&id, after).await
}

#[tauri::command]
async fn import_settings(shell: State<'_, Shell>, text: String, apply: bool) -> Said<ImportReport> {
    shell.engine.import_settings(&text, apply).await
}

#[tauri::command]
async fn diagnostics(shell: State<'_, Shell>) -> Said<Vec<DiagnosticsFile>> {
    shell.engine.diagnostics().await
}

#[tauri::command]
async fn job_rates(shell: State<'_, Shell>, job: JobRef) -> Said<Vec<(Millis, f64)>> {
    shell.engine.job_rates(job).await
}

#[tauri::command]
async fn away(shell: State<'_, Shell>) -> Said<Option<Digest>> {
    let minutes = shell.preferences().away_minutes;
    shell.away.tell(&shell.engine, minutes, shell.showing.focused()).await
}

/// Work on a disk that may sleep, or lie in another house: others go on meanwhile.
fn on_disk<T>(work: impl FnOnce() -> Said<T>) -> Said<T> {
    tokio::task::block_in_place(work)
}

#[tauri::command]
async fn export_history(
    shell: State<'_, Shell>,
    query: HistoryQuery,
    format: ExportFormat,
) -> Said<SavedFile> {
    let extension = match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Json => "json",
    };
    let draft = on_disk(|| Draft::begin("history", extension))?;
    let rows = shell.engine.export_history(query, format, &draft.path()).await;
    let rows = rows.map_err(|failure| draft.failed(failure))?;
    on_disk(|| shell.saved.keep(draft, rows))
}

#[tauri::command]
async fn export_settings(shell: State<'_, Shell>) -> Said<SavedFile> {
    let exchange = shell.engine.export_settings().await?;
    let failed = |error: serde_json::Error| Failure::new(FailureCode::Internal).with("detail", error);
    let mut text = serde_json::to_vec_pretty(&exchange).map_err(failed)?;
    text.push(b'\n');
    on_disk(|| {
        let draft = Draft::begin("settings", "json")?;
        draft.write(&text)?;
        shell.saved.keep(draft, u32::try_from(exchange.servers.len()).unwrap_or(u32::MAX))
    })
}

#[tauri::command]
async fn save_diagnostics(shell: State<'_, Shell>) -> Said<SavedFile> {
    let files = shell.engine.diagnostics().await?;
    on_disk(|| {
        let draft = Draft::begin("diagnostics", "zip")?;
        draft.write_archive(&files)?;
        shell.saved.keep(draft, u32::try_from(files.len()).unwrap_or(u32::MAX))
    })
}

#[tauri::command]
async fn show_file(shell: State<'_, Shell>, path: String) -> Said<()> {
    shell.saved.show(&path).await
}

#[tauri::command]
async fn play_sound(shell: State<'_, Shell>, sound: Sound) -> Said<()> {
    let refused = |detail: String| Failure::new(FailureCode::DesktopRefused).with("detail", detail);
    shell.speaker.play(sound).await.map_err(refused)
}

#[tauri::command]
async fn mini_window(app: AppHandle, open: bool) -> Said<()> {
    if open {
        window::open_mini(&app);
    } else {
        closing::mini_requested(&app);
    }
    Ok(())
}

#[tauri::command]
async fn show_main(app: AppHandle, target: Option<Target>) -> Said<()> {
    match target {
        Some(target) => window::show_target(&app, target),
        None => window::show(&app),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
