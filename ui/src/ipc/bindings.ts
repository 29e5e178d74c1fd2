// Generated from src-tauri/contract. Do not edit: run `make bindings`.

export type JobState = "pending" | "running" | "completed" | "failed" | "stalled" | "stale" | "vanished";

export type Job = { 
/**
 * The server's id in Vigie (not its name).
 */
server: string, 
/**
 * The job's id as its server spells it: any text.
 */
id: string, 
/**
 * Which run of this id, from 1.
 */
run: number, 
/**
 * Kind of job as the server names it, such as `edi_import`.
 */
kind: string | null, 
/**
 * What to call it: the server's title, else made from kind and id. Never empty.
 */
title: string, 
/**
 * State as shown.
 */
state: JobState, 
/**
 * Items done.
 */
done: number | null, 
/**
 * Items that failed, of those done.
 */
failed: number | null, 
/**
 * Items in all.
 */
total: number | null, 
/**
 * 0–100, from the counts where they are known, else what the server said.
 */
percent: number | null, 
/**
 * The server's own percentage, where it differs from the counts by more than rounding.
 */
server_percent: number | null, 
/**
 * The step it is in, where the server names one.
 */
step: string | null, 
/**
 * Its newest message.
 */
message: string | null, 
/**
 * Why it failed, in the server's words.
 */
error: string | null, 
/**
 * How many warnings it gave in this run.
 */
warnings: number, 
/**
 * The newest warning.
 */
last_warning: string | null, 
/**
 * Items per second, smoothed; `None` until warmed up and when the job is over or silent.
 */
rate: number | null, 
/**
 * Time left, `[low, high]` in milliseconds; `None` until warmed up.
 */
eta_ms: [number, number] | null, 
/**
 * True when it has gone past the highest estimate ever shown for it.
 */
overdue: boolean, 
/**
 * When the server says it was created.
 */
created_at: number | null, 
/**
 * When it began.
 */
started_at: number | null, 
/**
 * When it ended.
 */
finished_at: number | null, 
/**
 * When Vigie last heard anything about it.
 */
heard_at: number, 
/**
 * Since when it has been in a silence (stalled, stale, vanished).
 */
silent_since: number | null, 
/**
 * What the server attached to it, as it sent it (bounded); `null` when nothing.
 */
metadata: unknown, 
/**
 * A page about it on its own server, http(s) only.
 */
page: string | null, 
/**
 * Whether its server can delete it now.
 */
can_delete: boolean, };

export type JobEventKind = "started" | "message" | "warning" | "completed" | "failed" | "stalled" | "resumed" | "vanished";

export type JobEvent = { 
/**
 * When Vigie learned of it.
 */
at: number, 
/**
 * What happened.
 */
kind: JobEventKind, 
/**
 * The server's words, where it had some.
 */
text: string | null, };

export type ServerKind = "sse-progress";

export type LinkState = "connecting" | "live" | "polling" | "waiting" | "signed_out" | "stopped";

export type ReasonCode = "host-unknown" | "connection-refused" | "no-answer" | "connection-lost" | "tls-failed" | "certificate-expired" | "certificate-name" | "certificate-unknown" | "certificate-changed" | "file-unreadable" | "proxy-failed" | "silent" | "stream-ended" | "http-status" | "server-busy" | "not-this-backend" | "sign-in-needed" | "sign-in-refused" | "sign-in-form-unknown" | "forbidden" | "redirected-elsewhere" | "finite-stream" | "stream-deaf" | "too-many-jobs" | "told-to-stop" | "disabled" | "too-large";

export type Reason = { 
/**
 * Which sentence.
 */
code: ReasonCode, 
/**
 * What fills its places; never a secret.
 */
args: { [key in string]: string }, };

export type SecretPlace = "none" | "keyring" | "memory";

export type Server = { 
/**
 * Vigie's id for it, stable across renames.
 */
id: string, 
/**
 * What the person calls it; the host at first.
 */
name: string, 
/**
 * Its address, without user, password or query.
 */
url: string, 
/**
 * What it speaks.
 */
kind: ServerKind, 
/**
 * User name to sign in with.
 */
user: string | null, 
/**
 * Where its password is.
 */
secret: SecretPlace, 
/**
 * False when the person switched it off.
 */
enabled: boolean, 
/**
 * True for the embedded demo: never stored, gone with Vigie.
 */
demo: boolean, 
/**
 * State of the connection.
 */
link: LinkState, 
/**
 * Why, where there is something to say.
 */
reason: Reason | null, 
/**
 * When the next attempt will be made, while waiting.
 */
retry_at: number | null, 
/**
 * When anything, even a keep-alive, was last received.
 */
heard_at: number | null, 
/**
 * Round trip of the last plain request, milliseconds.
 */
latency_ms: number | null, 
/**
 * Streams open now.
 */
streams: number, 
/**
 * Events received since Vigie started.
 */
events: number, 
/**
 * What was received and not understood, counted.
 */
oddities: number, 
/**
 * Times the connection was established again since Vigie started.
 */
reconnects: number, };

export type ServerDraft = { 
/**
 * Address as typed: scheme, path, slash, user and token are sorted out.
 */
address: string, 
/**
 * Name; the host when empty.
 */
name: string | null, 
/**
 * User name, when the server wants one.
 */
user: string | null, 
/**
 * Password; `None` leaves a stored one as it is.
 */
password: string | null, };

export type TestReport = { 
/**
 * The address that was understood and tried.
 */
url: string, 
/**
 * Whether it worked.
 */
ok: boolean, 
/**
 * What went wrong, when it did not.
 */
failure: Failure | null, 
/**
 * Jobs running there now, when it worked.
 */
running: number | null, 
/**
 * Whether a stream could be held (`false`: Vigie would poll); `None` when not tried.
 */
stream: boolean | null, 
/**
 * Round trip, milliseconds.
 */
latency_ms: number | null, };

export type FailureCode = "address-empty" | "address-invalid" | "address-scheme" | "server-exists" | "server-unknown" | "job-unknown" | "server-said" | "connection" | "settings-not-written" | "settings-refused" | "store-trouble" | "link-refused" | "stopping" | "internal";

export type Failure = { 
/**
 * Which sentence.
 */
code: FailureCode, 
/**
 * For `connection`: why.
 */
reason: Reason | null, 
/**
 * What fills the sentence's places; never a secret.
 */
args: { [key in string]: string }, };

export type NoticeKind = "completed" | "failed" | "warning" | "stalled" | "vanished" | "signed_out";

export type Notice = { 
/**
 * Row number in the store, as text. Grows with time.
 */
id: string, 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * The server's name at that time.
 */
server_name: string, 
/**
 * What happened.
 */
kind: NoticeKind, 
/**
 * The job, where it is about one.
 */
job: string | null, 
/**
 * Which run of it.
 */
run: number | null, 
/**
 * The job's title (empty when it is about the server).
 */
title: string, 
/**
 * When it happened.
 */
at: number, 
/**
 * Whether the person has seen it.
 */
read: boolean, 
/**
 * Items done.
 */
done: number | null, 
/**
 * Items failed.
 */
failed: number | null, 
/**
 * Items in all.
 */
total: number | null, 
/**
 * Percent at that time.
 */
percent: number | null, 
/**
 * Warnings so far.
 */
warnings: number, 
/**
 * How long the job took (completed, failed) or has been silent (stalled), milliseconds.
 */
duration_ms: number | null, 
/**
 * The server's words: error, warning or closing message.
 */
text: string | null, };

export type NoticePage = { 
/**
 * The entries.
 */
notices: Array<Notice>, 
/**
 * Pass as `before` to get the next page; `None` at the end.
 */
next: string | null, 
/**
 * Unread in all.
 */
unread: number, };

export type Language = "system" | "en" | "fr" | "ru";

export type Theme = "system" | "light" | "dark";

export type Closing = "ask" | "keep" | "quit";

export type Preferences = { 
/**
 * Language.
 */
language: Language, 
/**
 * Theme.
 */
theme: Theme, 
/**
 * Closing without a tray.
 */
closing: Closing, };

export type TroubleCode = "settings-broken" | "settings-value" | "settings-newer" | "store-set-aside" | "store-newer" | "store-not-saving" | "no-keyring" | "no-desktop-alerts";

export type Trouble = { 
/**
 * Which sentence.
 */
code: TroubleCode, 
/**
 * What fills its places.
 */
args: { [key in string]: string }, };

export type JobRef = { 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * The job's id.
 */
id: string, };

export type Snapshot = { 
/**
 * Version of the picture; frames continue from it.
 */
version: number, 
/**
 * The engine's clock, to tell ages by.
 */
now: number, 
/**
 * Servers in the person's order.
 */
servers: Array<Server>, 
/**
 * Jobs running and recently finished, in no order.
 */
jobs: Array<Job>, 
/**
 * Unread notices.
 */
unread: number, 
/**
 * Standing troubles.
 */
troubles: Array<Trouble>, 
/**
 * The person's choices.
 */
preferences: Preferences, 
/**
 * Desktop alerts are paused until then.
 */
alerts_paused_until: number | null, };

export type Frame = { 
/**
 * The version this frame continues from (exclusive).
 */
from: number, 
/**
 * The version reached.
 */
to: number, 
/**
 * The engine's clock.
 */
now: number, 
/**
 * Jobs that changed or are new.
 */
jobs: Array<Job>, 
/**
 * Jobs no longer shown.
 */
gone: Array<JobRef>, 
/**
 * All servers in order, when any changed.
 */
servers: Array<Server> | null, 
/**
 * New notices, oldest first (bounded: when more came, ask for the bell's page).
 */
notices: Array<Notice>, 
/**
 * Unread notices, when it changed.
 */
unread: number | null, 
/**
 * Standing troubles, when they changed.
 */
troubles: Array<Trouble> | null, 
/**
 * The person's choices, when they changed.
 */
preferences: Preferences | null, 
/**
 * Alerts pause, when it changed (`Some(None)`: it ended).
 */
alerts_paused_until?: number | null | undefined, };
