# Vigie, en. Shared by the window and the Rust side (desktop alerts, tray, terminal).
#
# Conventions, the same in the three files:
#
# * A place that is printed, such as $items, holds text that the caller has formatted already (window: Intl;
#   Rust: vigie-words). Where the plural depends on it, the raw number stands beside it as $itemsCount, which
#   only selects a form and is never printed. No message formats a number itself. A unit (unit-…) stands beside
#   a field that holds its number.
# * A value that is not known is never printed as 0: the caller chooses a variant by $known, or leaves the
#   part out.
# * The value of a place is plain text, often from a server: never markup, in no language.
# * Args of reasons, failures and troubles are passed as they come, as text. One that is all digits is passed
#   a second time as $<name>Count (number). $limit is a size: bytes in digits are first written by size-….
# * The text of a notice is made of parts joined by part-separator, in this order:
#     1. the server's words, for failed and warning (for completed only where the count of items is unknown);
#     2. notice-<kind>-body, left out where it says nothing: completed, failed and warning without any known
#        value. $work is items-of-total (completed: items, when done is the total) or items, or not known;
#     3. failed-items and warnings where they are more than 0 (completed and failed only; failed-items
#        for a warning about a share of failed items too, whose title is notice-warning-above-title);
#     4. the server's name (but for signed_out, unreachable and restored, whose title says it).
#   The titles of completed and restored and the bodies of unreachable and restored choose by $known as well.
#   message: the body is the server's text. record: $action is the action, $model begins with a capital, $title
#   is the id where the record has no name, and $facts are record-by, record-project and record-status, joined.
#   backlog: $messages are done. unreachable, restored: $jobs are total. restored: $ended are the
#   alert-many-<kind> of what ended meanwhile, joined by list-separator.
# * A gap of a timeline says $from and $to, clock times; more time says $duration and, where known, $by.
# * The spaces inside numbers and units are no-break ones.

### Shared: states, reasons, failures, troubles, notices, durations, counts

## States of a job

state-pending = Pending
state-running = Running
state-completed = Completed
state-completed-inferred = Completed (inferred)
state-failed = Failed
state-stalled = Stalled
state-stale = Out of touch
state-vanished = Gone

## States of a connection

link-connecting = Connecting
link-live = Live
link-polling = Polling
link-waiting = Waiting
link-signed_out = Signed out
link-stopped = Stopped

## Why a connection is as it is
# .what says what happened and what the person can do: it stands alone where Vigie will not try again by
# itself (test of a server, a command that failed). The whole message adds what Vigie does about it.

reason-tries-again = Vigie tries again by itself.
reason-tries-later = Vigie tries again from time to time.
reason-waits-for-you = Vigie waits for you.

reason-host-unknown = { reason-host-unknown.what } { reason-tries-again }
    .what = The host { $host } cannot be found. Check the spelling of the address, and your network or VPN.
reason-connection-refused = { reason-connection-refused.what } { reason-tries-again }
    .what = Nothing listens at { $host }, port { $port }. Check the address, and that the server is running.
reason-no-answer = { reason-no-answer.what } { reason-tries-again }
    .what = The server did not answer within { $seconds } s. It may be overloaded, or a firewall may be in the way.
reason-connection-lost = { reason-connection-lost.what } Vigie reconnects by itself and catches up.
    .what = The connection broke: { $detail }. If this happens often, check your network, or ask whoever runs the server.
reason-tls-failed = { reason-tls-failed.what } { reason-tries-again }
    .what = No secure connection could be made: { $detail }. Check the server’s certificate and the date of this computer.
reason-certificate-expired = { reason-certificate-expired.what } { reason-tries-again }
    .what = The certificate of this server was made for { $not_before } to { $not_after }, and today is outside of these. Check the date of this computer, or ask whoever runs the server to renew it. If you accept it as it is, compare its fingerprint first: { $fingerprint }
reason-certificate-name = { reason-certificate-name.what } { reason-tries-again }
    .what = The certificate of this server is not for { $host } but for { $names }. Check the address. If you accept it as it is, compare its fingerprint first: { $fingerprint }
reason-certificate-unknown = { reason-certificate-unknown.what } { reason-tries-again }
    .what = No authority that this computer knows has signed the certificate of this server; it names { $issuer } as its maker. Choose the file of that authority in this server’s settings, or accept this one certificate after you have compared its fingerprint: { $fingerprint }
reason-certificate-changed = { reason-certificate-changed.what } { reason-tries-again }
    .what = This is not the certificate that you have accepted for this server. Either it was renewed, or somebody stands between you and the server: ask whoever runs it. The new one names { $issuer } as its maker; its fingerprint: { $fingerprint }
reason-file-unreadable = { reason-file-unreadable.what } { reason-waits-for-you }
    .what = The file { $file } cannot be used: { $detail }. Choose another one in this server’s settings.
reason-proxy-failed = { reason-proxy-failed.what } { reason-tries-again }
    .what = The proxy { $proxy } did not connect to this server: { $detail }. Check the proxy, its user name and its password.
reason-silent = { reason-silent.what } Vigie connects again by itself.
    .what = Nothing was heard for { $seconds } s, not even a sign of life. If this happens often, something on the way holds the data back.
reason-stream-ended = { reason-stream-ended.what } Vigie reconnects by itself and catches up.
    .what = The server closed the stream in an orderly way, as it does when it restarts. If this goes on, ask whoever runs the server.
reason-http-status = { reason-http-status.what } { reason-tries-again }
    .what = The server answered with an error (status { $status }). If it stays so, ask whoever runs the server.
reason-server-busy = { reason-server-busy.what } Vigie waits as long as it was asked to, then tries again.
    .what = The server is busy and asks for patience (status { $status }). If it stays so, ask whoever runs the server.
reason-not-this-backend = { reason-not-this-backend.what } { reason-tries-later }
    .what = { $found ->
        [html] There is a web page at this address, not what this kind of server sends.
        [json] The data at this address is not what this kind of server sends.
        [not-found] This server does not have what this kind of server has (status { $status }).
       *[other] What answers at this address is not this kind of server.
    } Check the address: it is that of the server itself, without the path of a page. If it is right, choose another kind of server.
reason-sign-in-needed = { reason-sign-in-needed.what } { reason-waits-for-you }
    .what = The server wants you to sign in. Enter a user name and a password, or the token or cookie that it takes.
reason-sign-in-refused = { reason-sign-in-refused.what } Vigie does not try again by itself, so that your account is not locked.
    .what = The server did not accept what you sign in with. Check the user name and the password, or the token or cookie.
reason-sign-in-form-unknown = { reason-sign-in-form-unknown.what } { reason-waits-for-you }
    .what = Vigie does not understand the sign-in page of this server. Check the address, or ask whoever runs the server.
reason-cleartext-refused = { reason-cleartext-refused.what } { reason-waits-for-you }
    .what = What you sign in with would cross the network to { $host } readable for everybody on the way (http). Enter the address with https; if this server has none and you trust the network, allow it in this server’s settings.
reason-forbidden = { reason-forbidden.what } { reason-tries-later }
    .what = The server does not let this account see what you want to watch. Sign in as another user, or ask whoever runs the server for access.
reason-redirected-elsewhere = { reason-redirected-elsewhere.what } { reason-tries-later }
    .what = The server sends on to another host, { $host }. Vigie does not follow, so that your password stays where it belongs. If that host is right, enter its address instead.
reason-redirect-loop = { reason-redirect-loop.what } { reason-tries-later }
    .what = The server sends on from page to page and never arrives. Open its address in a browser: if it goes round in circles there too, ask whoever runs the server; if not, enter the address where you end up.
reason-client-certificate-wanted = { reason-client-certificate-wanted.what } { reason-tries-later }
    .what = The server lets in only who shows it a certificate, and it did not accept yours or was shown none: { $detail }. Choose the files of your certificate and its key in this server’s settings, or ask whoever runs the server for them.
reason-finite-stream = { reason-finite-stream.what } Vigie asks for news every few seconds instead.
    .what = The server ends each stream at once: no proxy holds it open. For live gauges, ask whoever runs the server to put its GRIP proxy in front.
reason-stream-deaf = { reason-stream-deaf.what } Vigie asks for news every few seconds meanwhile.
    .what = The streams stay open but carry nothing, while the jobs advance. If it lasts, ask whoever runs the server to restart it.
reason-too-many-jobs = { reason-too-many-jobs.what } Vigie asks for the others every few seconds; there is nothing you need to do.
    .what = { $jobsCount ->
        [one] { $jobs } job runs
       *[other] { $jobs } jobs run
    } there, more than Vigie may follow live: { $streamed }.
reason-told-to-stop = { reason-told-to-stop.what } Vigie has stopped and waits for you.
    .what = The server asked not to be called again (status 204). Connect again when you know that it is ready.
reason-disabled = { reason-disabled.what } Vigie does not connect to it meanwhile.
    .what = This server is switched off. Switch it on to watch it again.
reason-too-large = { reason-too-large.what } { reason-tries-again }
    .what = The server’s answer was larger than { $limit }, the most that Vigie takes in. If it stays so, ask whoever runs the server.
reason-proxy-buffering = { reason-proxy-buffering.what } Vigie asks for news from time to time meanwhile.
    .what = A proxy is buffering this stream: what the server sends comes late or never. Ask whoever runs the server to switch buffering off for it, such as proxy_buffering off in nginx.
reason-nothing-yet = { reason-nothing-yet.what } Vigie keeps listening; there is nothing you need to do.
    .what = The server holds its answer back until it has something to tell: connected, and nothing heard yet.
reason-kind-unknown = { reason-kind-unknown.what } { reason-tries-later }
    .what = Vigie cannot tell what kind of server this is. Check the address, or choose the kind yourself.
reason-mapping-missing = { reason-mapping-missing.what } { reason-waits-for-you }
    .what = The settings do not say what the messages of this server mean. Describe them in the settings file, in the part “custom” of this server.
reason-sign-in-form-refused = { reason-sign-in-form-refused.what } { reason-waits-for-you }
    .what = The server refused the form of the sign-in (status { $status }), not the user name or the password. Sign in once in a browser: if that works there, connect again here; if not, ask whoever runs the server.

## What could not be done

failure-address-empty = The address is empty. Enter that of the server, such as https://heron.example.
failure-address-invalid = This address cannot be read: { $detail }. Enter one such as https://heron.example.
failure-address-scheme = Vigie speaks http and https, not { $scheme }. Enter an address such as https://heron.example.
failure-server-exists = { $name } has this address and this user already. Change that server, or enter another user.
failure-server-unknown = There is no such server any more.
failure-job-unknown = There is no such job any more.
failure-server-said = The server said no: { $detail }
# Where the reason of the connection is known, its .what is shown instead.
failure-connection = The connection to the server failed. Try again in a moment.
failure-settings-not-written = The settings file could not be written: { $detail }. Check that the disk has room and that you may write to the file, then try again.
failure-settings-refused = The settings were left as they are: { $detail }.
failure-store-trouble = The history could not be read or written: { $detail }. Check that the disk has room, then try again.
failure-link-refused = This link was not opened: Vigie opens http and https links only.
failure-not-offered = This kind of server cannot do that.
failure-value-unknown = Vigie does not know { $value }. It knows: { $known }.
failure-rule-refused = This rule will not do: { $detail }. Nothing was changed; correct it and try again.
failure-import-unreadable = This file cannot be taken over: { $detail }. Choose a file that Vigie exported.
failure-file-not-written = { $file } could not be written: { $detail }. Check that the folder is there and has room, then try again.
failure-desktop-refused = The desktop would not do that: { $detail }.
failure-stopping = Vigie is shutting down.
failure-internal = Something went wrong inside Vigie: { $detail }. It is in the log; try again.

## Standing troubles of Vigie itself

trouble-settings-broken = The settings file { $file } has an error in line { $line }: { $detail }. Vigie uses the last good copy and leaves the file alone. Correct the line to have your settings back.
trouble-settings-value = In line { $line } of the settings file { $file }, { $key } will not do: { $detail }. Vigie goes on without it and leaves the file alone. Correct the line to have it your way.
trouble-settings-newer = The settings file { $file } was written by a newer Vigie (version { $found }; this one reads { $known }). Vigie leaves it alone. Install the newer Vigie to use it.
trouble-store-set-aside = The history was damaged. Vigie set it aside as { $file } and began a new one. You can delete that file, or keep it for someone who may repair it.
trouble-store-newer = The history { $file } was written by a newer Vigie (version { $found }; this one reads { $known }). Vigie leaves it alone and saves nothing in this run. Install the newer Vigie to use it.
trouble-store-not-saving = History and notifications are not being saved: { $detail }. Vigie keeps watching. Check that the disk has room.
trouble-no-keyring = No keyring could be reached ({ $detail }). Passwords are kept in memory and forgotten when Vigie ends. Start or unlock your desktop’s keyring, then enter them again.
trouble-no-desktop-alerts = The desktop takes no notifications ({ $detail }). You find them under the bell. Check that your desktop’s notifications are on.

## Notices

notice-completed-title = { $known ->
    [inferred] { $title } completed (inferred)
   *[nothing] { $title } completed
}
notice-completed-body = { $known ->
    [work] { $work }
    [duration] Took { $duration }
   *[both] { $work } in { $duration }
}
notice-failed-title = { $known ->
    [percent] { $title } failed at { $percent }
   *[nothing] { $title } failed
}
notice-failed-body = { $known ->
    [work] { $work }
    [duration] After { $duration }
   *[both] { $work } in { $duration }
}
notice-warning-title = { $title }: { $warningsCount ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}
notice-warning-body = { $work }
notice-stalled-title = { $title } stalled
notice-stalled-body = { $known ->
    [duration] No update for { $duration }
   *[nothing] No update for a while
}
notice-vanished-title = { $title } is gone
notice-vanished-body = The server no longer knows it; how it ended is unknown
notice-signed_out-title = { $server } wants you to sign in
notice-signed_out-body = Its jobs are not watched until you sign in again
notice-message-title = { $known ->
    [title] { $title }
   *[nothing] Message from { $server }
}
notice-message-body = { $text }
notice-record-title = { $action ->
    [created] { $model } { $title } created
    [updated] { $model } { $title } changed
   *[deleted] { $model } { $title } deleted
}
notice-record-body = { $facts }
record-by = By { $by }
record-project = Project { $project }
record-status = Status { $status }
notice-backlog-title = { $messagesCount ->
    [one] { $messages } message was waiting
   *[other] { $messages } messages were waiting
}
notice-backlog-body = They came while Vigie was not connected; you find each under the bell
notice-unreachable-title = { $known ->
    [jobs] { $server } unreachable, { $jobsCount ->
        [one] { $jobs } job
       *[other] { $jobs } jobs
    } unknown
   *[nothing] { $server } unreachable
}
notice-unreachable-body = Not heard for { $duration }
notice-restored-title = { $server } reachable again
notice-restored-body = { $known ->
    [both] After { $duration }: { $ended }; { $jobsCount ->
        [one] { $jobs } job is
       *[other] { $jobs } jobs are
    } open there
    [ended] After { $duration }: { $ended }
    [jobs] After { $duration }; { $jobsCount ->
        [one] { $jobs } job is
       *[other] { $jobs } jobs are
    } open there
   *[nothing] After { $duration }
}
notice-longer-title = { $title } takes longer than usual
notice-longer-body = { $known ->
    [both] Running for { $duration }, usually { $usual }
   *[duration] Running for { $duration }
}

# Many desktop alerts at once become one: the body is a list of alert-many-<kind>.
alert-many-title = { $alertsCount ->
    [one] { $alerts } notification
   *[other] { $alerts } notifications
}
alert-many-body = { $list }
alert-many-completed = { $number } completed
alert-many-failed = { $number } failed
alert-many-warning = { $numberCount ->
    [one] { $number } warning
   *[other] { $number } warnings
}
alert-many-stalled = { $number } stalled
alert-many-vanished = { $number } gone
alert-many-signed_out = { $numberCount ->
    [one] { $number } sign-in needed
   *[other] { $number } sign-ins needed
}
alert-many-message = { $numberCount ->
    [one] { $number } message
   *[other] { $number } messages
}
alert-many-record = { $numberCount ->
    [one] { $number } record changed
   *[other] { $number } records changed
}
alert-many-backlog = { $numberCount ->
    [one] { $number } backlog
   *[other] { $number } backlogs
}
alert-many-unreachable = { $numberCount ->
    [one] { $number } server unreachable
   *[other] { $number } servers unreachable
}
alert-many-restored = { $numberCount ->
    [one] { $number } server reachable again
   *[other] { $number } servers reachable again
}
alert-many-longer = { $numberCount ->
    [one] { $number } takes longer than usual
   *[other] { $number } take longer than usual
}

## Counts

part-separator = { " · " }
list-separator = { ", " }
items = { $itemsCount ->
    [one] { $items } item
   *[other] { $items } items
}
# $itemsCount is the number of $total.
items-of-total = { $itemsCount ->
    [one] { $done } of { $total } item
   *[other] { $done } of { $total } items
}
time-of-total = { $done } of { $total }
failed-items = { $failed } failed
warnings = { $warningsCount ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}
jobs = { $jobsCount ->
    [one] { $jobs } job
   *[other] { $jobs } jobs
}
percent = { $value } %
rate-per-second = { $value } /s
rate-per-minute = { $value } /min
size-bytes = { $value } bytes
size-kib = { $value } KiB
size-mib = { $value } MiB

## Durations
# One or two units, the smaller one in two digits where it has no unit of its own.

duration-under-second = under 1 s
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-minutes-seconds = { $minutes } min { $seconds }
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes }
duration-days = { $days } d
duration-days-hours = { $days } d { $hours } h

## Time left
# $low is a bare number where it has the unit of $high.

eta-seconds = a few seconds
eta-about = about { $duration }
eta-range = { $low }–{ $high }
eta-overdue = longer than usual


### Window

## The frame of the window

sidebar = Sidebar
views = Views
view-jobs = Jobs
view-activity = Activity
view-boards = Boards
view-history = History
view-servers = Servers
view-settings = Settings
menu = Menu
close = Close
cancel = Cancel
dismiss = Dismiss
try-again = Try again
optional = (optional)
never = never
ago = { $duration } ago
engine-silent = The window cannot reach the rest of Vigie. It keeps trying.

## Jobs: the header line

sum-running = { $jobs } running
sum-failed = { $jobs } failed
sum-trouble = { $jobs } in trouble
sum-warned = { $jobs } with warnings
sum-next = next done in { $duration }
filter = Filter…{ "  " }{ $keys }
filter-label = Filter by title, kind, server, id, owner, message or metadata
filter-none = No job matches “{ $filter }”.
filter-clear = Clear the filter
group-attention = Needs attention
group-running = Running
group-finished = Finished
no-jobs-now = live, no jobs running now

## Jobs: one row

job-done-of-total = { $done } / { $total }
job-no-update = no update for { $duration }
job-last-heard = last heard { $duration } ago
job-left = left
eta-under = < { $duration }
countdown = countdown
countdown-used-of = used of { $total }
countdown-over = time is up
about-to-end = About to end
inferred = inferred
inferred-why = This server tells no end. Vigie takes the job as completed because its counts are full and nothing more was heard of it.

## Jobs: details

details-of = Details of { $title }
fact-server = Server
fact-kind = Kind
fact-step = Step
fact-created = Created
fact-started = Started
fact-finished = Ended
fact-took = Took
fact-running-for = Running for
fact-silent-since = Fell silent
fact-heard = Last heard
fact-items = Items
fact-failed = Failed items
fact-warnings = Warnings
fact-rate = Rate
fact-server-percent = Server says
fact-run = Run
fact-ends = Ends
fact-used = Used
text-error = Error
text-warning = Last warning
text-message = Last message
timeline = Timeline
timeline-empty = Nothing has been noted yet.
event-started = Started
event-message = Message
event-warning = Warning
event-completed = Completed
event-failed = Failed
event-stalled = Stalled
event-resumed = Resumed
event-vanished = Gone
event-stage = Stage
event-gap = Heard nothing between { $from } and { $to }
event-extended = { $known ->
    [by] { $duration } more, given by { $by }
   *[nothing] { $duration } more
}
metadata = Metadata
job-id = Id
copy-id = Copy id
copied = Copied
open-on-server = Open on the server
delete-on-server = Delete on the server
delete-job-title = Delete this job?
delete-job-about = { $title } will be deleted on { $server }. This cannot be undone.

## Servers

servers = Servers
servers-live = { $serversCount ->
    [one] { $live } of { $servers } server live
   *[other] { $live } of { $servers } servers live
}
servers-gone = { $serversCount ->
    [one] { $servers } server is out of touch
   *[other] { $servers } servers are out of touch
}
more-servers-gone = { $serversCount ->
    [one] and { $servers } more server is out of touch
   *[other] and { $servers } more servers are out of touch
}
jobs-running = { $jobsCount ->
    [one] { $jobs } job running
   *[other] { $jobs } jobs running
}
latency = { $ms } ms
link-off = switched off
link-back-in = next try in { $duration }
link-back-now = trying now
link-sign-in = sign in
last-heard = last heard { $duration } ago
last-heard-at = { $ago } ({ $clock })
sign-in = Sign in
connect-now = Try now
add-server = Add a server
add = Add
save = Save
remove = Remove
server-address = Address
server-name = Name
server-user = User
server-password = Password
password-show = Show the password
password-unchanged = unchanged
server-in-the-open = http is not encrypted: the password would travel in the open. Use https if the server has it.
server-linked = This address came from a link. Vigie has asked nothing there yet: look what is there, or test it.
server-cleartext-allow = Send passwords and tokens there unencrypted all the same
server-edit = Edit
server-disable = Switch off
server-enable = Switch on
remove-server = Remove from Vigie
remove-server-ask = Remove { $name }? Vigie forgets its address and its password. Nothing changes on the server itself.
end-demo = End the demo
remove-demo-ask = End the demo? All of its servers and what they show disappear. You can start it again at any time.
demo-about = This server is part of Vigie and shows invented data. It is gone when Vigie ends.
secret-none = none
secret-keyring = in the keyring
secret-memory = in memory, until Vigie ends
fact-streams = Streams open
fact-events = Events received
fact-reconnects = Reconnects
fact-oddities = Oddities
fact-oddities-why = What was received and not understood
test = Test
test-running = Trying the connection…
test-cancel = Stop the test
test-worked = It works
test-failed = It did not work
test-streams = live stream
test-polls = by polling
test-polls-why = No stream could be held there: Vigie would ask for news every few seconds.

## Servers: what they speak, how one signs in

kind-auto = Not known yet
kind-find-out = Find out
kind-sse-progress = SSE Progress
kind-soniquebay = SoniqueBay
kind-estimates = Estimates
kind-postes = Postes
kind-solilms = SoliLMS
kind-custom = Own mapping
sign-in-auto = As usual for its kind
sign-in-none = None
sign-in-session = User and password (form)
sign-in-basic = User and password (Basic)
sign-in-url-token = Token in the address
sign-in-bearer = Token (Bearer)
sign-in-cookie = Cookie
sign-in-auto-wanted = How it wants you to sign in was not seen.
sign-in-session-wanted = It wants a user and a password.
sign-in-basic-wanted = It wants a user and a password.
sign-in-url-token-wanted = It wants a token.
sign-in-bearer-wanted = It wants a token.
sign-in-cookie-wanted = It wants the cookie of a signed-in browser.
sign-in-not-needed = No sign-in needed
server-kind = Kind
server-sign-in = Sign-in
server-secret = Secret
server-token = Token
token-show = Show the token
server-cookie = Cookie
cookie-show = Show the cookie
server-cookie-about = As your browser shows it for this server, once you have signed in there.
server-options = More options
server-watch = Sessions or tasks to watch
server-watch-about = Their ids, for a server that does not list them.
server-headers = Extra headers
header-name = Name
header-value = Value
header-value-show = Show the value
header-remove = Remove this header
header-add = Add a header
look = Look
looking = Looking at what is there…
found-kind = { $kind } found
found-nobody = Nobody could be asked
found-certificate = Its certificate cannot be trusted as it is
found-unsure = Not sure what this is
found-nothing = Nothing that Vigie knows was recognised
found-choose = What does this server speak?
found-possible = likely
found-saw = What was seen
found-no-answer = no answer
found-redirect = leads to { $location }
found-speaks-for = speaks for { $kind }
certificate = The server’s certificate
certificate-why-expired = It is out of its time.
certificate-why-name = It is not made for { $host }.
certificate-why-unknown = Nobody that this computer trusts has issued it.
certificate-why-changed = It is not the one that you have accepted for this server.
certificate-names = Made for
certificate-issuer = Issued by
certificate-valid = Valid
certificate-from-to = { $from } – { $to }
certificate-fingerprint = Fingerprint (SHA-256)
certificate-compare = Compare the fingerprint with the one that whoever runs the server tells you, by phone for example. Vigie will then accept this one certificate, and no other.
certificate-accept = Accept this certificate
certificate-accepted = This one certificate will be accepted.
certificate-undo = Do not accept it

## Activity: records and messages

activity-about = what changed on your servers
activity-filter-label = Filter by model, server, action, person or content
activity-filter-none = Nothing here matches “{ $filter }”.
activity-gap = Nothing was heard from { $server } ({ $between }): changes may be missing here.
activity-empty = Nothing has changed yet
activity-empty-about = When a server tells of records that were created, changed or deleted, or sends you a message, you see it here as it happens.
activity-new = { $changes } new
all-changes = All changes
tables = Tables
changes-skipped = { $changesCount ->
    [one] { $changes } change came too fast to be listed here; the tables have it.
   *[other] { $changes } changes came too fast to be listed here; the tables have them.
}
table-rows = { $rowsCount ->
    [one] { $rows } record
   *[other] { $rows } records
}
table-changed = changed { $when }
table-gap = may have changed while disconnected ({ $between })
table-loading = Loading…
column-record = Record
column-changed = Changed
record-created = Created
record-updated = Updated
record-deleted = Deleted
record-id = No. { $id }
record-no-fields = The server sent no fields.
record-show-table = Show the table
by-whom = by { $by }
field-is = { $name }: { $value }
field-yes = yes
field-no = no
field-empty = empty
field-changed = changed

## Boards: the numbers of a server

boards-about = numbers that your servers publish
boards-empty = No numbers yet
boards-empty-about = Some servers publish numbers about themselves, such as users, sessions or stations. They appear here, each with the curve of its last hour.
board-empty = No numbers were heard from it yet.
as-of = as of { $when }
not-heard = not heard yet
not-heard-since = last heard { $when }
stat-group-all = Overall
stat-group-utilisateurs = Users
stat-group-sessions = Sessions
stat-group-postes = Stations
stat-group-users = Connections of each user
stat-utilisateurs-total = All
stat-utilisateurs-actifs = Active
stat-utilisateurs-nouveaux_mois = New this month
stat-sessions-total = All
stat-sessions-actives = Active
stat-sessions-en_attente = Waiting
stat-sessions-terminees_aujourd_hui = Ended today
stat-postes-total = All
stat-postes-disponibles = Free
stat-postes-occupes = In use
stat-postes-hors_ligne = Offline
stat-total_users = Users connected
stat-total_connections = Connections
stat-user = User { $id }
curve-open = { $name }: { $value }. Show its curve
curve-hour-of = { $name } in the last hour: { $low } to { $high }
curve-of = Curve of { $name }: { $low } to { $high }
curve-none = There is no curve yet.
curve-span = How far back
curve-hour = Last hour
curve-week = Last 7 days
curve-range = between { $low } and { $high }
curve-flat = always { $value }

## What a server may be asked to do

validate-code = Validate a code
validate-code-about = { $server } says whether an access code opens a session. Vigie does not keep the code.
validate-code-do = Validate
access-code = Access code
station-address = IP address of the station
start-session = Start a session
start-session-about = { $server } starts a session that waits.
start-session-do = Start
start-this-session = Start this session
show-session = Show the session
session-id = Id of the session
sessions-waiting = Waiting:
action-running = Asking the server…
action-accepted = The server said yes
action-refused = The server said no

## No server yet

empty-title = What should Vigie watch?
empty-about = Paste the address of a server, and its jobs appear here with their progress.
empty-watch = Watch
empty-or = or
try-demo = Try the demo
try-demo-about = Five invented servers: jobs, records, numbers and sessions.

## The bell

notifications = Notifications
bell = { $unreadCount ->
    [0] Notifications
   *[other] Notifications, { $unread } unread
}
unread-count = { $unread } unread
unread = Unread
mark-read = Mark as read
mark-read-of = Mark as read: { $title }
mark-all-read = Mark all read
notice-filter = Which notifications
notice-filter-all = All
notice-filter-failed = Failed
notice-filter-warnings = Warnings
notice-filter-done = Done
notice-filter-news = News
notices-none = Nothing yet. What finishes, fails or warns is noted here.
notices-none-of-kind = None of this kind here.
notices-new = { $noticesCount ->
    [one] { $notices } new notification
   *[other] { $notices } new notifications
}
load-more = Load more
toasts = New notifications
toasts-more = and { $notices } more

## Preferences

language = Language
theme = Theme
theme-light = Light
theme-dark = Dark
like-the-system = Same as the system
alerts-resume = Resume alerts
alerts-paused-until = Alerts paused until { $clock }
closing = When the window is closed

## Closing without a tray

closing-title = Keep watching?
closing-about = This desktop has no tray for Vigie to live in. Without its window, it can go on watching and alert you; start Vigie again to see it.
closing-remembered = Vigie remembers your answer; you can change it in the preferences.
closing-keep = Keep watching
closing-quit = Quit
closing-ask = Ask


### Tray

tray-show = Show Vigie
tray-running = { $jobsCount ->
    [one] { $jobs } job running
   *[other] { $jobs } jobs running
}
tray-idle = No job running
tray-job = { $known ->
    [percent] { $title } · { $percent }
    [work] { $title } · { $work }
   *[nothing] { $title }
}
tray-job-in-trouble = { $job } · { $state }
tray-more = { $jobsCount ->
    [one] and { $jobs } more
   *[other] and { $jobs } more
}
tray-pause = Pause alerts for 1 h
tray-resume = Resume alerts
tray-quit = Quit
tray-tooltip = Vigie: { $state }
tray-state-trouble = { $jobsCount ->
    [one] { $jobs } job in trouble
   *[other] { $jobs } jobs in trouble
}
tray-state-unreachable = { $serversCount ->
    [one] { $servers } server out of touch
   *[other] { $servers } servers out of touch
}
tray-state-paused = alerts paused
tray-state-idle = no job running
# What clicking a desktop alert does.
alert-open = Open

### Terminal

terminal-server = { $server }: { $state }
terminal-server-why = { $server }: { $state }. { $why }
terminal-next-try = next try in { $duration }
terminal-silent = no update for { $duration }
terminal-took = took { $duration }
terminal-more-jobs = { $jobsCount ->
    [one] and { $jobs } more job
   *[other] and { $jobs } more jobs
}
terminal-no-jobs = No job is running.
terminal-no-servers = No server is configured. Add one with “vigiectl servers add ADDRESS”, or try “vigiectl demo --watch”.
terminal-failed = { $server }: { $why }
terminal-nothing = nothing runs there
terminal-running = { $jobs } running
terminal-password = Password of { $user } for { $server }:{" "}
terminal-password-missing = No password was given. Enter it at the prompt, or pass it with --password-stdin.
terminal-user-missing = A password needs a user name: add --user NAME.
terminal-demo-runs = The demo runs at { $address }. Watch it with “vigiectl watch { $address }”. Ctrl-C ends it.
terminal-demo-failed = The demo could not be started: { $detail }.
terminal-server-added = { $server } was added: { $address }
terminal-server-removed = { $server } was removed.
terminal-server-not-added = { $server } was not added. To add it all the same, use --untested.
terminal-server-ambiguous = Several servers go by that name. Use the id of one: { $list }
terminal-server-not-named = No server is called { $server }. “vigiectl servers list” shows them.
terminal-server-off = switched off
terminal-server-user = user { $user }
terminal-password-in-keyring = password in the keyring
terminal-password-in-memory = password not kept
terminal-test-works = { $server } works: { $found }
terminal-test-live = live
terminal-test-polled = asked every few seconds, as no stream can be held
terminal-test-latency = answers in { $milliseconds } ms
terminal-password-not-kept = No keyring could be reached: the password was not kept and will be needed again.
terminal-cannot-start = Vigie could not start: { $why }
terminal-left = { $left } left of { $total }
terminal-time-up = time is up ({ $total })
terminal-gap = { $server }: nothing was heard for { $duration }; what changed meanwhile may be missing here
terminal-records-skipped = { $changesCount ->
    [one] { $changes } change of a record came too fast and is not printed.
   *[other] { $changes } changes of records came too fast and are not printed.
}
terminal-input-missing = { $option }: standard input had no line for it.
terminal-header = Value of the header { $name } for { $server }:{" "}
terminal-option-refused = { $option }: { $detail }.
terminal-secret-in-keyring = secret in the keyring
terminal-secret-in-memory = secret not kept
terminal-secret-not-kept = No keyring could be reached: what this server is signed in to with was not kept and will be needed again.
terminal-detected = { $address } speaks { $kind }
terminal-detected-not = { $address }: what it speaks was not recognised
terminal-detected-one-of = { $address }: not sure what it speaks; possible are { $list }. Say which with --kind.
terminal-detected-sign-in = sign-in { $signIn }
terminal-detected-cleartext = Passwords and tokens would cross the network to { $address } in clear text (http). To send them all the same, use --allow-cleartext.
terminal-sight-silent = no answer
terminal-sight-leads = leads to { $location }
terminal-sight-speaks = speaks for { $kind }
terminal-mapping-missing = { $server } is not of kind custom or has no table [servers.custom]: there is nothing to try the sample with.
terminal-sample-empty = There is no message in the sample.
terminal-action-accepted = { $server } said yes
terminal-action-refused = { $server } said no

### Alert rules

notice-warning-above-title = { $title }: more than { $percent } failed

### Window: history, pages of servers, the small window

## What ended

history-filter-label = Search titles, kinds, servers, ids, messages, errors and metadata
history-found = { $jobsCount ->
    [one] { $jobs } job ended
   *[other] { $jobs } jobs ended
}
past-filters = Which jobs
past-any-outcome = Any outcome
past-any-server = All servers
past-any-kind = All kinds
past-period = Period
past-period-today = Today
past-period-week = Last 7 days
past-period-month = Last 30 days
past-period-all = All time
past-filters-clear = Show all
past-column-outcome = Outcome
past-column-job = Job
past-column-took = Took
past-missed = Missed
# $times is how many times the usual it took.
past-usual = { $known ->
    [longer] { $times }× usual
   *[shorter] faster than usual
}
past-usual-whole = { $known ->
    [longer] { $times } times as long as usual: { $usual }
    [shorter] Faster than usual: { $usual }
   *[as] About as long as usual: { $usual }
} ({ $runsCount ->
    [one] { $runs } run
   *[other] { $runs } runs
})
past-fresh = { $jobsCount ->
    [one] { $jobs } new — show
   *[other] { $jobs } new — show
}
past-none = No job of the past fits this.
past-empty = Nothing has ended yet
past-empty-about = Each job that ends on one of your servers is noted here: how it ended, how long it took and whether that is usual. You can search it and take it with you as a file.
past-show-kind = Show all of this kind
past-export = Export
past-export-csv = As a table (CSV)
past-export-json = As data (JSON)
past-saved = { $rowsCount ->
    [one] Saved { $rows } row to { $path }
   *[other] Saved { $rows } rows to { $path }
}
show-in-folder = Show in folder

## A server's own page

all-servers = All servers
tab-overview = Overview
tab-messages = Messages
tab-connection = Connection
server-jobs = Its jobs
server-past = Its history
link-about-connecting = Vigie is connecting.
link-about-live = Vigie hears news the moment it happens.
link-about-polling = Vigie asks for news every few seconds.
link-about-waiting = Vigie tries again by itself.
link-about-signed_out = Vigie waits until you sign in.
link-about-stopped = Vigie has stopped and waits for you.
link-about-off = This server is switched off. Vigie does not connect to it meanwhile.
fact-latency = Latency
fact-events-rate = Events a second
fact-jobs = Jobs running
offers = What it offers
not-offered = not offered
offers-none = It offers none of these:
offers-unknown = What it offers is known once its kind is known.
offer-resume = Goes on where it was left
    .about = After an interruption it sends what was missed.
offer-discovery = Lists its jobs
    .about = Jobs that run already are known at once.
offer-ends = Says how a job ended
    .about = Without it, Vigie infers an end from full counts, and says so.
offer-delete = Deletes finished jobs
    .about = You can delete them from here; Vigie asks first.
offer-records = Tells of changed records
    .about = You see them under Activity, with a table for each model.
offer-stats = Publishes numbers
    .about = You see them under Boards, with their curves.
offer-messages = Keeps messages for you
    .about = Those that came while Vigie was away are fetched.
offer-actions = Can be asked to do things
    .about = Such as validating a code or starting a session.
offer-owners = Says whose a job is
    .about = So that you can be alerted of your own jobs only.
oddities = What was not understood
oddities-about = Newest first. Nothing else is lost because of it.
moment-since = for { $duration } now
moment-lasted = for { $duration }
moments-none = No connection has been made yet.
frames-about = The last 500 messages, newest first. Secrets are masked.
frames-filter = Filter…
frames-filter-label = Filter the messages
frames-filter-none = No message fits this.
frames-none = No message has come yet. They appear here as they come.
frames-odd-only = Only odd ones
frames-pause = Pause
frames-resume = Resume
frames-paused = { $messagesCount ->
    [one] Paused; { $messages } message has come since
   *[other] Paused; { $messages } messages have come since
}
frames-skipped = { $messagesCount ->
    [one] { $messages } message went by without being shown
   *[other] { $messages } messages went by without being shown
}
frame-odd = odd
frame-odd-why = Vigie did not understand something in this message.
frame-content = Content of the message
frame-cut = It was longer; its end was not kept.
frame-copy = Copy

## Servers: how they are reached

server-network = Network
server-ca_file = Certificate authority
    .about = A PEM file of authorities to trust beside those of the system.
server-client_cert_file = Your certificate
    .about = A PEM file, for a server that lets in only who shows it one.
server-client_key_file = Its key
    .about = A PEM file, where the key is not in the file of the certificate.
server-proxy = Proxy
    .about = An address, with user and password where it wants them; “system” for that of the system, “none” for no proxy.
server-events_path = Path of the events
    .about = Where the stream is, below the address; left empty, where this kind of server has it.
field-take-away = Take away
field-taken-away = will be taken away
field-leave = Leave as it is
certificate-take-back = Take back a certificate that was accepted for this server

## The small window

mini-open = Small window, always on top
mini-back = Show the main window
mini-none = No job is running.

### Window: settings, alert rules, the bell, while you were away

## Settings: general

settings-general = General
settings-alerts = Alerts
settings-quiet = Quiet hours
settings-sounds = Sounds
settings-data = Data
settings-about = About
general-looks = Language and looks
general-life = Starting, closing, keeping
density = Rows
density-comfortable = Room to read
density-compact = Close together
time-format = Time of day
time-format-24h = 24 hours
time-format-12h = 12 hours
time-format-example = Such as { $example }
start-at-login = Start at login
start-at-login-about = Vigie starts in the tray, without its window, and watches.
keep-in-tray = Keep running in the tray
keep-in-tray-about = When its window is closed, Vigie goes on watching. Otherwise it quits.
closing-where = Where the desktop has no tray.
away-after = “While you were away” after
away-after-about = When nobody has looked at the window for that long, it begins with what happened.
history-kept = Keep finished jobs for
history-kept-about = Older ones leave the history.
unit-minutes = min
unit-days = { $daysCount ->
    [one] day
   *[other] days
}
number-wrong = Enter a whole number from { $least } to { $most }.
take-back = Undo
choose-one = Choose…
any-server = Every server

## Settings: alert rules

scopes = What the rules are about
scope-everything = Everything
scope-everything-about = Holds wherever no exception says otherwise
scope-server-about = All of this server
scope-server-gone = A server that is no longer in Vigie
scope-kind-about = Kind of job, on every server
scope-kind-on = Kind of job on { $server }
scope-job-on = One job on { $server }, in all of its runs
scope-phrase-kind-on = { $kind } on { $server }
exceptions-none = No exceptions: everything is told the same way.
exceptions-count = { $exceptionsCount ->
    [one] ({ $exceptions } exception so far)
   *[other] ({ $exceptions } exceptions so far)
}
exception-add = Add an exception
exception-for = For
exception-for-server = a server
exception-for-kind = a kind of job
exception-no-kinds = No kind is known yet
exception-jobs = For a single job, mute or watch it in its menu among the jobs; it appears here then.
exception-remove = Remove this exception
exception-remove-of = Remove the exception for { $name }
exception-removed = The exception for { $name } is removed.
rule-sum-muted = muted
rule-sum-not-muted = not muted
rule-sum-watched = watched
rule-sum-not-watched = not watched
rule-sum-only-mine = only mine
rule-sum-all-owners = everybody’s
rule-sum-any-length = however short
rule-sum-at-least = from { $duration }
rule-sum-events = { $eventsCount ->
    [one] { $events } kind of event
   *[other] { $events } kinds of event
}
rule-sum-nothing = nothing set yet
rule-clear = Inherit everything
rule-defaults = Back to the defaults
rule-muted-note = Muted: neither desktop nor sound, whatever is ticked. The bell has it, as read.
sounds-off-note = All sounds are off at present.
origin-here = Set here
origin-changed = Changed
origin-none = As Vigie comes
origin-from = Inherited from { $scope }
origin-back = Back to inherited
origin-back-of = Back to inherited: { $setting }
origin-default = Back to the default
origin-default-of = Back to the default: { $setting }
events-table = What is told, and where
events-what = What happens
events-cell = { $event }: { $way }
way-bell = Bell
way-desktop = Desktop
way-sound = Sound
event-group-jobs = Jobs
event-group-servers = Servers
event-group-news = News
event-kind-failed = Failed
event-kind-completed = Completed
event-kind-warning = Warning
event-kind-stalled = Stalled
event-kind-longer = Takes longer than usual
event-kind-vanished = Gone without an end
event-kind-unreachable = Server unreachable
event-kind-restored = Server reachable again
event-kind-signed_out = Sign-in needed
event-kind-message = Message from a server
event-kind-record = Record created, changed, deleted
event-kind-backlog = Messages that had waited
rule-muted = Muted
rule-muted-about = Nothing on the desktop and no sound; the bell notes it as read.
rule-watched = Watched
rule-watched-about = Every end is told on the desktop, even when muted, short or in quiet hours.
rule-only_mine = Only mine
rule-only_mine-about = Only jobs of the user you are signed in as, where the server tells whose they are.
rule-at_least = Only jobs that took at least
rule-at_least-about = A shorter one that ended well is only noted in the bell.
rule-warnings = Which warnings
rule-warnings-about = A job may give many; not each needs an alert.
duration-unit = { $setting }: unit
duration-unit-seconds = seconds
duration-unit-minutes = minutes
duration-unit-hours = hours
warnings-milestones = The 1st, 10th, 100th…
warnings-first = The first only
warnings-every = Every so many
warnings-above = When too much fails
warnings-nth = After how many warnings there is an alert
warnings-nth-unit = warnings each
warnings-percent = Percentage of failed items above which there is an alert
warnings-percent-unit = % failed
warnings-milestones-short = warnings 1, 10, 100…
warnings-first-short = first warning only
warnings-every-short = every { $nth } warnings
warnings-above-short = warning above { $percent } failed
dry-run = With these rules you would have been alerted { $alertsCount ->
    [0] not once
    [one] { $alerts } time
   *[other] { $alerts } times
} in the last { $daysCount ->
    [one] { $days } day
   *[other] { $days } days
}{ $known ->
    [quiet] {" "}({ $quiet } held back by quiet hours).
   *[nothing] .
}
dry-run-now = With the rules that hold now: { $alertsCount ->
    [0] not once
    [one] { $alerts } time
   *[other] { $alerts } times
}.
dry-run-empty = { $daysCount ->
    [one] Nothing was noted in the last { $days } day
   *[other] Nothing was noted in the last { $days } days
}: there is nothing to try the rules on yet.
dry-run-wait = Trying the rules on the last days…
rules-unsaved = Changed alert rules are not saved yet
rules-saved = The alert rules are saved.
rules-discarded = The changes are discarded.
rules-discard = Discard
rules-look = Look at them

## Settings: quiet hours and pause

pause-title = A pause now
pause-about = No desktop alerts and no sounds for a while. The bell goes on.
pause-not = Alerts are on.
quiet-about = At these times there are no desktop alerts and no sounds. The bell goes on.
quiet-on = Keep quiet hours
quiet-span = Quiet time { $number }
quiet-days = On these days
quiet-span-from = From
quiet-span-to = to
quiet-same-day = Until { $end } the same day: { $duration }
quiet-next-day = Until { $end } the next day: { $duration }
quiet-no-day = Choose at least one day.
quiet-days-wanted = A quiet time has no day yet: choose one, or remove that time.
quiet-add = Add a time
quiet-remove = Remove this time
quiet-remove-of = Remove quiet time { $number }
quiet-off-note = Switched off: these times do nothing.
quiet-failures = Failures still come through
quiet-failures-about = Failed jobs and unreachable servers are told even then.
quiet-dnd = Respect “do not disturb”
quiet-dnd-about = While the desktop says so, Vigie is quiet as well.
time-wrong = Enter a time such as { $example }.

## Settings: sounds, data, about

sounds-about = Three short, soft sounds. What is heard when is chosen under Alerts.
sounds-on = Play sounds
sound-done = Done
sound-done-about = Something ended well
sound-failed = Failed
sound-failed-about = Something failed or is unreachable
sound-attention = Attention
sound-attention-about = Something wants a look
sound-play = Play
sound-play-of = Play: { $sound }
saved-as = Saved as
saved-show = Show in folder
export-title = Export
export-about = Servers, alert rules and quiet hours in one file, for another computer or a colleague. Passwords and tokens are not in it.
export-do = Export
export-servers = { $serversCount ->
    [one] { $servers } server
   *[other] { $servers } servers
}
import-title = Import
import-about = Takes over servers and rules from such a file. You first see what it would bring.
import-file = File to import
import-choose = Choose a file…
import-too-large = { $name } is too large to be a file that Vigie exported. Choose another one.
import-of = What { $name } brings
import-would = { $name } would bring:
import-done = Taken over from { $name }:
import-added = New servers
import-rules = Rules
import-rules-count = { $rulesCount ->
    [one] { $rules } rule that is new or differs
   *[other] { $rules } rules that are new or differ
}
import-known = There already, left as they are
import-refused = Cannot be taken over
import-refused-why = { $server }: { $why }
import-sign-in = Will want you to sign in
import-nothing = There is nothing new in it.
import-apply = Take over
diagnostics = Diagnostics
diagnostics-about = Versions, settings without secrets, the last lines of the log and the history of connections, for whoever helps you.
diagnostics-show = Read and save…
diagnostics-read = This is all that the file would hold. Passwords and tokens have been taken out; look whether you want to share the rest.
diagnostics-files = Files
diagnostics-count = { $filesCount ->
    [one] { $files } file
   *[other] { $files } files
}
about-vigie = Watches long jobs on your servers
about-version = Version
about-licence = Licence
about-help = Something does not work? Whoever helps you can use the

## The bell: clearing

notice-filter-unread = Unread
notice-server = Of which server
clear-read = Clear the read ones
clear-notice = Clear
notices-cleared = { $noticesCount ->
    [one] { $notices } notification cleared
   *[other] { $notices } notifications cleared
}

## While you were away

away-title = While you were away
away-about = You were away for { $duration }: { $list }.
away-mark-read = Mark these as read
away-more = { $noticesCount ->
    [one] and { $notices } more, in the bell
   *[other] and { $notices } more, in the bell
}
### Shell

tray-mini = Mini window
tray-pause-until-tomorrow = Pause alerts until tomorrow
mini-title = Vigie, mini
### Window: jobs, navigation and keys

## Groups of jobs

group-by = Group by
group-by-none = State
group-by-server = Server
group-by-kind = Kind
grouped-by = Grouped by: { $grouping }
group-pinned = Pinned
group-kindless = Without a kind
filter-none-about = { $jobsCount ->
    [one] The filter hides { $jobs } job.
   *[other] The filter hides { $jobs } jobs.
}

## Signs on a row

usually = usually { $duration }
usually-why = { $runsCount ->
    [one] Half of its kind took less than { $median }, nine of ten less than { $most } ({ $runs } run).
   *[other] Half of its kind took less than { $median }, nine of ten less than { $most } ({ $runs } runs).
}
sign-watched = Watched
sign-muted = Muted
sign-pinned = Pinned
owner-is = Owner: { $owner }

## What can be done with a job

job-menu = What to do with { $title }
job-menu-open = More
job-details = Details
job-details-close = Close the details
watch-job = Watch: tell me how it ends
unwatch-job = Stop watching
mute-job = Mute this job, every run
unmute-job = Unmute this job
mute-kind = Mute all “{ $kind }” here
unmute-kind = Unmute all “{ $kind }” here
pin-job = Pin on top
unpin-job = Unpin
done-watched = { $title } is watched: you will be told how it ends.
done-unwatched = { $title } is no longer watched.
done-muted = { $title } is muted: it stays in the bell.
done-unmuted = { $title } is no longer muted.
done-kind-muted = All “{ $kind }” on { $server } are muted: they stay in the bell.
done-kind-unmuted = All “{ $kind }” on { $server } are no longer muted.
done-pinned = { $title } is pinned on top.
done-unpinned = { $title } is no longer pinned.
done-pin-full = No more jobs can be pinned. Unpin one first.
done-copied = Copied: { $id }
done-not-copied = The clipboard cannot be reached. The details show the id: select it there.
fact-owner = Owner
fact-usual = Usually
rates = Rate
rates-percent = Rate, percent
rates-of = Rate of { $title }: { $low } to { $high }
rates-none = There is no curve yet.
rates-peak = at most { $rate }

## The foot of the window

events-per-second = { $events } events/s
quiet-off = Quiet hours off
quiet-from = Quiet from { $clock }
quiet-until = Quiet until { $clock }
pause-alerts = Pause alerts
pause-hour = For 1 hour
pause-until = Until { $clock }
pause-until-tomorrow = Until tomorrow, { $clock }
pause-resume = Resume
alerts-paused = Alerts paused

## Keys

keys = Keyboard
keys-about = Not while you type in a field.
keys-group-window = Everywhere
keys-group-views = Views
keys-group-list = Lists
keys-group-job = The job at hand
keys-filter = Filter
keys-bell = Notifications
keys-leave = Close what is open, clear the filter
keys-help = This list
keys-next = Next row
keys-previous = Previous row
keys-ends = First and last row
keys-open = Open or close the details
keys-menu = Menu of the job
keys-mute = Mute or unmute
keys-watch = Watch or stop watching
keys-pin = Pin or unpin
key-escape = Esc
key-enter = Enter
key-home = Home
key-end = End
key-contextmenu = Menu
key-shift = Shift

### The first address, and adding a server all the same

address-not-one = This is not an address. Enter one such as https://heron.example.
add-anyway = Add anyway
add-anyway-ask = Nobody could be asked at this address. It can be added anyway: Vigie then keeps trying to reach it.
