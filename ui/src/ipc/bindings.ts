// Generated from src-tauri/contract. Do not edit: run `make bindings`.

export type JobState = "pending" | "running" | "completed" | "failed" | "stalled" | "stale" | "vanished";

export type JobUnit = "items" | "seconds";

export type Usual = { 
/**
 * Half took less, milliseconds.
 */
median_ms: number, 
/**
 * Nine of ten took less, milliseconds.
 */
p90_ms: number, 
/**
 * Runs that this is from.
 */
runs: number, };

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
 * True where its end was inferred from its counts: its server tells none.
 */
inferred: boolean, 
/**
 * What the counts count.
 */
unit: JobUnit, 
/**
 * When the time that was given runs out, for a job of seconds that is running.
 */
ends_at: number | null, 
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
 * How long its kind usually takes there; `None` where too few ended.
 */
usual: Usual | null, 
/**
 * True when it runs for longer than nine of ten of its kind there.
 */
longer: boolean, 
/**
 * Whose it is, where its server says so.
 */
owner: string | null, 
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

export type JobEventKind = "started" | "message" | "warning" | "completed" | "failed" | "stalled" | "resumed" | "vanished" | "stage" | "gap" | "extended";

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
text: string | null, 
/**
 * For a gap: since when nothing had been heard.
 */
from: number | null, 
/**
 * For more time: how much.
 */
seconds: number | null, };

export type ServerKind = "auto" | "sse-progress" | "soniquebay" | "estimates" | "postes" | "solilms" | "custom";

export type SignIn = "auto" | "none" | "url-token" | "bearer" | "basic" | "session" | "cookie";

export type LinkState = "connecting" | "live" | "polling" | "waiting" | "signed_out" | "stopped";

export type ReasonCode = "host-unknown" | "connection-refused" | "no-answer" | "connection-lost" | "tls-failed" | "certificate-expired" | "certificate-name" | "certificate-unknown" | "certificate-changed" | "file-unreadable" | "proxy-failed" | "silent" | "stream-ended" | "http-status" | "server-busy" | "not-this-backend" | "sign-in-needed" | "sign-in-refused" | "sign-in-form-unknown" | "forbidden" | "redirected-elsewhere" | "redirect-loop" | "client-certificate-wanted" | "finite-stream" | "stream-deaf" | "too-many-jobs" | "told-to-stop" | "disabled" | "too-large" | "proxy-buffering" | "nothing-yet" | "kind-unknown" | "mapping-missing" | "sign-in-form-refused" | "cleartext-refused";

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
 * How it is signed in to.
 */
sign_in: SignIn, 
/**
 * User name to sign in with.
 */
user: string | null, 
/**
 * Where its password, token or cookie is.
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
 * What it speaks; `None`: looked at when it is reached, or left as it is.
 */
kind: ServerKind | null, 
/**
 * How to sign in; `None`: as its kind usually is, or left as it is.
 */
sign_in: SignIn | null, 
/**
 * User name, when the server wants one.
 */
user: string | null, 
/**
 * Password; `None` leaves a stored one as it is.
 */
password: string | null, 
/**
 * Token, for the sign-ins with one; `None` leaves a stored one as it is.
 */
token: string | null, 
/**
 * `Cookie` header as a browser shows it; `None` leaves a stored one as it is.
 */
cookie: string | null, 
/**
 * Further headers with secret values, by name; an empty value takes one away, `None` leaves all as they are.
 */
headers: { [key in string]: string } | null, 
/**
 * The certificate to accept though it cannot be verified: SHA-256, as a failure showed it; empty: none.
 */
accept_fingerprint: string | null, 
/**
 * Sessions, tasks or the like to watch where the server does not list them, by id.
 */
watch: Array<string> | null, 
/**
 * The person's word that secrets may go to this server in clear text (http); `None` leaves it as it is.
 */
allow_cleartext?: boolean, 
/**
 * PEM file of authorities trusted beside the system's; empty: none, `None` leaves it as it is.
 */
ca_file?: string, 
/**
 * PEM file of the certificate shown to a server that asks for one; empty: none, `None` leaves it as it is.
 */
client_cert_file?: string, 
/**
 * PEM file of its key, where that is another file; empty: none, `None` leaves it as it is.
 */
client_key_file?: string, 
/**
 * `system` (or empty), `none`, or the URL of a proxy, with its user and password where it wants them (the
 * password goes to the keyring); `None` leaves it as it is.
 */
proxy?: string, 
/**
 * Path of the event stream below the address, such as `/api/events`; empty: the kind's own, `None` leaves
 * it as it is.
 */
events_path?: string, 
/**
 * What the messages of a `custom` server mean: an object like the settings' table `[servers.custom]`; an
 * empty one takes it away, `None` leaves it as it is.
 */
custom?: { [key in string]?: unknown }, };

export type Sight = { 
/**
 * The path that was asked for, without query.
 */
path: string, 
/**
 * HTTP status; `None` where there was no answer.
 */
status: number | null, 
/**
 * Content type of the answer.
 */
content_type: string | null, 
/**
 * Where a redirect led, without query.
 */
location: string | null, 
/**
 * The dialect that this speaks for.
 */
speaks_for: ServerKind | null, };

export type Detection = { 
/**
 * The base address of what was found: ends with `/`, holds no user, password or query.
 */
url: string, 
/**
 * What it speaks; `None`: none of those known, or not sure (then `candidates` has those possible).
 */
kind: ServerKind | null, 
/**
 * How it wants to be signed in to, where that was seen.
 */
sign_in: SignIn | null, 
/**
 * Those that what was seen allows, likeliest first.
 */
candidates: Array<ServerKind>, 
/**
 * What was asked and what came back, in order.
 */
saw: Array<Sight>, 
/**
 * True where a password or token would cross a network in clear text.
 */
cleartext: boolean, 
/**
 * Why nothing could be asked at all.
 */
reason: Reason | null, };

export type TestReport = { 
/**
 * The address that was understood and tried.
 */
url: string, 
/**
 * What it speaks, where that is known.
 */
kind: ServerKind | null, 
/**
 * What looking at the address showed, where the kind was not given.
 */
detection: Detection | null, 
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

export type ServerAction = { "kind": "validate_code", 
/**
 * The code as it was given out; case is the server's matter.
 */
code: string, 
/**
 * The station it is entered at, where that matters.
 */
ip_address: string | null, } | { "kind": "start_session", 
/**
 * The session's id.
 */
session: string, };

export type ActionAnswer = { 
/**
 * Whether it said yes.
 */
accepted: boolean, 
/**
 * Its own words, where it had some.
 */
message: string | null, 
/**
 * The session it is about, as a job on the board.
 */
job: string | null, 
/**
 * What it told of it, as it sent it.
 */
fields: { [key in string]?: unknown }, };

export type RecordAction = "created" | "updated" | "deleted";

export type ServerRecord = { 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * What kind of thing, as the server names it: `estimate`, `RealisationTache`.
 */
model: string, 
/**
 * Its id there: any text.
 */
id: string, 
/**
 * The newest change.
 */
action: RecordAction, 
/**
 * What to call it, where the server gives it a name or number.
 */
label: string | null, 
/**
 * Who did it, where the server says so.
 */
by: string | null, 
/**
 * Its fields as the server sent them (bounded): an object, empty where none were sent.
 */
fields: { [key in string]?: unknown }, 
/**
 * Names of the fields that the newest change brought or changed.
 */
changed: Array<string>, 
/**
 * When that was: by the server's clock where it says so, else when it was heard.
 */
at: number, };

export type RecordRef = { 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * What kind of thing.
 */
model: string, 
/**
 * Its id.
 */
id: string, };

export type Gap = { 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * Last heard before it.
 */
from: number, 
/**
 * Heard again.
 */
to: number, };

export type RecordTable = { 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * What kind of thing.
 */
model: string, 
/**
 * Records known, those that were deleted included.
 */
rows: number, 
/**
 * The newest change.
 */
at: number, 
/**
 * The last time in which changes may have been missed, where there was one.
 */
gap: Gap | null, };

export type Stats = { 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * When they were so: by the server's clock where it says so, else when they were heard.
 */
at: number, 
/**
 * By name; groups are joined with a dot: `sessions.actives`.
 */
values: { [key in string]: number }, };

export type StatSpan = "hour" | "week";

export type StatSeries = { 
/**
 * Its name.
 */
name: string, 
/**
 * `[time, value]`, oldest first; a time in which nothing was heard has no points.
 */
points: [number, number][], };

export type FailureCode = "address-empty" | "address-invalid" | "address-scheme" | "server-exists" | "server-unknown" | "job-unknown" | "server-said" | "connection" | "settings-not-written" | "settings-refused" | "store-trouble" | "link-refused" | "not-offered" | "value-unknown" | "rule-refused" | "import-unreadable" | "file-not-written" | "desktop-refused" | "stopping" | "internal";

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

export type NoticeKind = "completed" | "failed" | "warning" | "stalled" | "vanished" | "signed_out" | "message" | "record" | "backlog" | "unreachable" | "restored" | "longer";

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
text: string | null, 
/**
 * True where the end it tells was inferred.
 */
inferred: boolean, 
/**
 * What else fills its sentences, by name; see [`NoticeKind`]. Never a secret.
 */
values: { [key in string]: string }, };

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

export type Digest = { 
/**
 * Since when.
 */
from: number, 
/**
 * Until when.
 */
to: number, 
/**
 * How many notices, by kind.
 */
counts: { [key in NoticeKind]?: number }, 
/**
 * The notices that matter most first, at most 100.
 */
notices: Array<Notice>, };

export type RuleScope = { "of": "everything" } | { "of": "server", 
/**
 * The server's id in Vigie.
 */
server: string, } | { "of": "kind", 
/**
 * On this server; `None`: on every one.
 */
server: string | null, 
/**
 * As the server names it.
 */
kind: string, } | { "of": "job", 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * The job's id.
 */
id: string, };

export type Telling = { 
/**
 * In the bell.
 */
bell: boolean, 
/**
 * On the desktop.
 */
desktop: boolean, 
/**
 * With a sound, where sounds are on.
 */
sound: boolean, };

export type WarningRule = { "when": "milestones" } | { "when": "first" } | { "when": "every", 
/**
 * Which.
 */
nth: number, } | { "when": "above", 
/**
 * 0–100.
 */
percent: number, };

export type Rule = { 
/**
 * What it is about.
 */
scope: RuleScope, 
/**
 * By kind of event.
 */
events: { [key in NoticeKind]?: Telling }, 
/**
 * Neither desktop nor sound, whatever `events` say; the bell has it, as read.
 */
muted: boolean | null, 
/**
 * Every end is told on the desktop, whatever muting, duration and quiet hours say.
 */
watched: boolean | null, 
/**
 * Only jobs whose owner is who is signed in there, where the server tells owners.
 */
only_mine: boolean | null, 
/**
 * A good end of a shorter job is neither shown on the desktop nor heard.
 */
at_least_seconds: number | null, 
/**
 * Which warnings.
 */
warnings: WarningRule | null, };

export type QuietSpan = { 
/**
 * The days it begins on, Monday is 1 and Sunday 7.
 */
days: Array<number>, 
/**
 * Minute of the day it begins at, local time, 0–1439.
 */
from: number, 
/**
 * Minute it ends at; one that is not later than `from` is of the next day.
 */
to: number, };

export type QuietHours = { 
/**
 * Whether they hold.
 */
on: boolean, 
/**
 * When, at most [`QuietHours::SPANS`].
 */
spans: Array<QuietSpan>, 
/**
 * Failures and servers that are not reached are told all the same.
 */
failures_come_through: boolean, };

export type AlertRules = { 
/**
 * At most one of each scope.
 */
rules: Array<Rule>, 
/**
 * When it is quiet.
 */
quiet: QuietHours, 
/**
 * While the desktop says "do not disturb", Vigie is quiet as well.
 */
respect_do_not_disturb: boolean, 
/**
 * Whether sounds are heard at all.
 */
sounds: boolean, };

export type DryRun = { 
/**
 * So many days were looked at.
 */
days: number, 
/**
 * Notices in them.
 */
considered: number, 
/**
 * Would be in the bell.
 */
bell: number, 
/**
 * Would have been shown on the desktop.
 */
desktop: number, 
/**
 * Would have been heard.
 */
sound: number, 
/**
 * Held back by quiet hours, of those that the rules would show.
 */
quiet: number, 
/**
 * Shown on the desktop, by kind.
 */
by_kind: { [key in NoticeKind]?: number }, };

export type Sound = "done" | "failed" | "attention";

export type HistoryOutcome = "completed" | "failed" | "vanished";

export type HistoryQuery = { 
/**
 * Words that title, kind, id, server, owner, message, error or metadata contain, all of them.
 */
text: string, 
/**
 * The server's id in Vigie.
 */
server: string | null, 
/**
 * Kind of job.
 */
kind: string | null, 
/**
 * How it ended.
 */
outcome: HistoryOutcome | null, 
/**
 * Ended at or after.
 */
from: number | null, 
/**
 * Ended before.
 */
to: number | null, };

export type HistoryRow = { 
/**
 * Names the row; grows in the order in which Vigie learned of it.
 */
row: string, 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * Its name at that time.
 */
server_name: string, 
/**
 * The job's id.
 */
id: string, 
/**
 * Which run of it.
 */
run: number, 
/**
 * Kind of job.
 */
kind: string | null, 
/**
 * Title.
 */
title: string, 
/**
 * Whose it was, where its server said so.
 */
owner: string | null, 
/**
 * How it ended.
 */
outcome: HistoryOutcome, 
/**
 * Whether that follows from its counts only.
 */
inferred: boolean, 
/**
 * What its counts count.
 */
unit: JobUnit, 
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
 * Warnings.
 */
warnings: number, 
/**
 * When it began.
 */
started_at: number | null, 
/**
 * When it ended; for a vanished one, when it was missed.
 */
finished_at: number, 
/**
 * How long it took, milliseconds.
 */
duration_ms: number | null, 
/**
 * Its last message.
 */
message: string | null, 
/**
 * Why it failed, in the server's words.
 */
error: string | null, 
/**
 * What the server attached to it; `null` when nothing.
 */
metadata: unknown, 
/**
 * How long its kind usually takes there, from the runs before it was asked.
 */
usual: Usual | null, };

export type HistoryPage = { 
/**
 * The rows.
 */
rows: Array<HistoryRow>, 
/**
 * Pass as `after` to get the next page; `None` at the end.
 */
next: string | null, 
/**
 * Rows that fit in all.
 */
total: number, 
/**
 * Kinds that the history knows, in order (of the server asked for, if one was).
 */
kinds: Array<string>, };

export type ExportFormat = "csv" | "json";

export type WireFrame = { 
/**
 * Grows by one with each message of this server.
 */
number: number, 
/**
 * When it came.
 */
at: number, 
/**
 * Which stream, socket or request it came by, such as `/events/` or `GET /jobs`.
 */
line: string, 
/**
 * Name of the event, where it has one.
 */
name: string | null, 
/**
 * Its text, cut where it is long.
 */
data: string, 
/**
 * Size of the whole, bytes.
 */
bytes: number, 
/**
 * True when something in it was not understood.
 */
odd: boolean, };

export type LinkMoment = { 
/**
 * When.
 */
at: number, 
/**
 * What it became.
 */
link: LinkState, 
/**
 * Why, where there was something to say.
 */
reason: Reason | null, };

export type Offer = "resume" | "discovery" | "ends" | "delete" | "records" | "stats" | "messages" | "actions" | "owners";

export type ServerPage = { 
/**
 * What it offers; empty while its kind is not known.
 */
offers: Array<Offer>, 
/**
 * Messages a second, over the last ten seconds; `None` while nothing can be heard.
 */
events_per_second: number | null, 
/**
 * The last changes of the connection, oldest first, at most 100.
 */
moments: Array<LinkMoment>, 
/**
 * The last messages after the one asked for, oldest first, at most 500 are kept.
 */
frames: Array<WireFrame>, 
/**
 * What was not understood, newest last, at most 20.
 */
oddities: Array<string>, };

export type SavedFile = { 
/**
 * Where it is.
 */
path: string, 
/**
 * What it holds: rows of a history, servers of an export, files of an archive.
 */
items: number, };

export type ImportReport = { 
/**
 * Servers that are new: names.
 */
added: Array<string>, 
/**
 * Servers that are there already and stay as they are: names.
 */
known: Array<string>, 
/**
 * Rules that are new or differ from those there.
 */
rules: number, 
/**
 * Servers that will not do: name and why, in the words of the settings.
 */
refused: Array<[string, string]>, 
/**
 * Servers that want to be signed in to: their secrets were not in the file.
 */
sign_in: Array<string>, };

export type DiagnosticsFile = { 
/**
 * Its name in the archive.
 */
name: string, 
/**
 * All of it: text without secrets.
 */
text: string, };

export type Exchange = { 
/**
 * Always `vigie-settings`.
 */
format: string, 
/**
 * 1.
 */
version: number, 
/**
 * Servers, each an object like a table `[[servers]]` of the settings file.
 */
servers: unknown[], 
/**
 * Rules and quiet hours.
 */
alerts: AlertRules, };

export type Language = "system" | "en" | "fr" | "ru";

export type Theme = "system" | "light" | "dark";

export type Closing = "ask" | "keep" | "quit";

export type Density = "comfortable" | "compact";

export type Grouping = "none" | "server" | "kind";

export type TimeFormat = "system" | "12h" | "24h";

export type JobRef = { 
/**
 * The server's id in Vigie.
 */
server: string, 
/**
 * The job's id.
 */
id: string, };

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
closing: Closing, 
/**
 * How close rows are.
 */
density: Density, 
/**
 * By what jobs stand together.
 */
grouping: Grouping, 
/**
 * How the time of day is written.
 */
time_format: TimeFormat, 
/**
 * Vigie starts, in the tray, when the person logs in.
 */
start_at_login: boolean, 
/**
 * Closing the window keeps Vigie in the tray; else it quits.
 */
keep_in_tray: boolean, 
/**
 * After so many minutes without a look at the window the next one begins with "while you were away".
 */
away_minutes: number, 
/**
 * Days that finished jobs are kept, 1 to 3650; in the settings file `[history] days`.
 */
history_days: number, 
/**
 * Jobs that stand on top, at most 200.
 */
pinned: Array<JobRef>, 
/**
 * Groups of jobs of which only the heading is shown, by the names that the window gives them; at most 200.
 */
folded: Array<string>, };

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
 * The records that changed last, oldest first (bounded; the rest by `list_records`).
 */
records: Array<ServerRecord>, 
/**
 * Every model of every server that told of records.
 */
tables: Array<RecordTable>, 
/**
 * The newest numbers of the servers that publish some.
 */
stats: Array<Stats>, 
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
 * What is told of, and how.
 */
rules: AlertRules, 
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
 * Changes of records, oldest first, none merged (bounded: see `records_skipped`).
 */
records: Array<ServerRecord>, 
/**
 * Changes of records that are not in this frame, because there were too many or because they are from before
 * Vigie's start: ask `list_records`.
 */
records_skipped: number, 
/**
 * Records that are no longer kept.
 */
records_gone: Array<RecordRef>, 
/**
 * Tables that changed.
 */
tables: Array<RecordTable>, 
/**
 * Numbers that changed: for each server the newest.
 */
stats: Array<Stats>, 
/**
 * Times in which something may have been missed, when they became known.
 */
gaps: Array<Gap>, 
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
 * What is told of, when that changed.
 */
rules: AlertRules | null, 
/**
 * Alerts pause, when it changed (`Some(None)`: it ended).
 */
alerts_paused_until?: number | null | undefined, };
