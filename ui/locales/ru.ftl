# Vigie, ru. Shared by the window and the Rust side (desktop alerts, tray, terminal).
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

state-pending = Ожидает
state-running = Выполняется
state-completed = Завершена
state-completed-inferred = Завершена (по косвенным признакам)
state-failed = Сбой
state-stalled = Замерла
state-stale = Нет связи
state-vanished = Исчезла

## States of a connection

link-connecting = Подключение
link-live = На связи
link-polling = Опрос
link-waiting = Ожидание
link-signed_out = Вход не выполнен
link-stopped = Остановлено

## Why a connection is as it is
# .what says what happened and what the person can do: it stands alone where Vigie will not try again by
# itself (test of a server, a command that failed). The whole message adds what Vigie does about it.

reason-tries-again = Vigie повторит попытку автоматически.
reason-tries-later = Vigie время от времени повторяет попытку.
reason-waits-for-you = Vigie ждёт ваших действий.

reason-host-unknown = { reason-host-unknown.what } { reason-tries-again }
    .what = Узел { $host } не найден. Проверьте, правильно ли написан адрес, а также сеть или VPN.
reason-connection-refused = { reason-connection-refused.what } { reason-tries-again }
    .what = По адресу { $host }, порт { $port }, никто не отвечает: в соединении отказано. Проверьте адрес и убедитесь, что сервер запущен.
reason-no-answer = { reason-no-answer.what } { reason-tries-again }
    .what = Сервер не ответил за { $seconds } с. Возможно, он перегружен или мешает межсетевой экран.
reason-connection-lost = { reason-connection-lost.what } Vigie подключится снова и получит пропущенное.
    .what = Соединение прервано: { $detail }. Если это повторяется, проверьте сеть или обратитесь к администратору сервера.
reason-tls-failed = { reason-tls-failed.what } { reason-tries-again }
    .what = Не удалось установить защищённое соединение: { $detail }. Проверьте сертификат сервера и дату на этом компьютере.
reason-certificate-expired = { reason-certificate-expired.what } { reason-tries-again }
    .what = Сертификат этого сервера действителен с { $not_before } по { $not_after }, а сегодняшний день в этот срок не входит. Проверьте дату на этом компьютере или попросите администратора сервера обновить сертификат. Прежде чем принять его таким, сверьте отпечаток: { $fingerprint }
reason-certificate-name = { reason-certificate-name.what } { reason-tries-again }
    .what = Сертификат этого сервера выдан не для { $host }, а для { $names }. Проверьте адрес. Прежде чем принять его таким, сверьте отпечаток: { $fingerprint }
reason-certificate-unknown = { reason-certificate-unknown.what } { reason-tries-again }
    .what = Сертификат этого сервера не подписан ни одним известным этому компьютеру центром сертификации; издателем в нём указан { $issuer }. Выберите файл этого центра в настройках сервера или примите только этот сертификат, сверив его отпечаток: { $fingerprint }
reason-certificate-changed = { reason-certificate-changed.what } { reason-tries-again }
    .what = Это не тот сертификат, который вы приняли для этого сервера. Либо его обновили, либо кто-то встал между вами и сервером: обратитесь к администратору. Издателем нового указан { $issuer }; его отпечаток: { $fingerprint }
reason-file-unreadable = { reason-file-unreadable.what } { reason-waits-for-you }
    .what = Файл { $file } не подходит: { $detail }. Выберите другой в настройках сервера.
reason-proxy-failed = { reason-proxy-failed.what } { reason-tries-again }
    .what = Прокси { $proxy } не установил соединение с этим сервером: { $detail }. Проверьте прокси, имя пользователя и пароль для него.
reason-silent = { reason-silent.what } Vigie подключится снова автоматически.
    .what = Уже { $seconds } с ничего не слышно, даже признаков жизни. Если это повторяется, что-то на пути задерживает данные.
reason-stream-ended = { reason-stream-ended.what } Vigie подключится снова и получит пропущенное.
    .what = Сервер штатно закрыл поток, как при перезапуске. Если это повторяется, обратитесь к администратору сервера.
reason-http-status = { reason-http-status.what } { reason-tries-again }
    .what = Сервер ответил ошибкой (код { $status }). Если это не прекратится, обратитесь к администратору сервера.
reason-server-busy = { reason-server-busy.what } Vigie подождёт, сколько просили, и повторит попытку.
    .what = Сервер занят и просит подождать (код { $status }). Если это не прекратится, обратитесь к администратору сервера.
reason-not-this-backend = { reason-not-this-backend.what } { reason-tries-later }
    .what = { $found ->
        [html] По этому адресу находится веб-страница, а не то, что отправляет сервер этого типа.
        [json] Данные по этому адресу не похожи на то, что отправляет сервер этого типа.
        [not-found] На этом сервере нет того, что есть у сервера этого типа (код { $status }).
       *[other] По этому адресу отвечает не сервер этого типа.
    } Проверьте адрес: нужен адрес самого сервера, без пути к странице. Если адрес верный, выберите другой тип сервера.
reason-sign-in-needed = { reason-sign-in-needed.what } { reason-waits-for-you }
    .what = Сервер требует входа. Введите имя пользователя и пароль либо токен или cookie, которые он принимает.
reason-sign-in-refused = { reason-sign-in-refused.what } Чтобы вашу учётную запись не заблокировали, Vigie не повторяет попытку сама.
    .what = Сервер не принял данные для входа. Проверьте имя пользователя и пароль либо токен или cookie.
reason-sign-in-form-unknown = { reason-sign-in-form-unknown.what } { reason-waits-for-you }
    .what = Vigie не понимает страницу входа этого сервера. Проверьте адрес или обратитесь к администратору сервера.
reason-cleartext-refused = { reason-cleartext-refused.what } { reason-waits-for-you }
    .what = Данные для входа прошли бы по сети до узла { $host } открытым текстом (http), и их мог бы прочитать кто угодно по пути. Введите адрес с https, а если сервер его не поддерживает и вы доверяете сети, разрешите это в настройках сервера.
reason-forbidden = { reason-forbidden.what } { reason-tries-later }
    .what = Сервер не разрешает этой учётной записи видеть то, за чем вы хотите следить. Войдите под другим именем или попросите доступ у администратора сервера.
reason-redirected-elsewhere = { reason-redirected-elsewhere.what } { reason-tries-later }
    .what = Сервер перенаправляет на другой узел, { $host }. Vigie туда не переходит, чтобы ваш пароль не попал в чужие руки. Если это нужный узел, введите его адрес.
reason-redirect-loop = { reason-redirect-loop.what } { reason-tries-later }
    .what = Сервер перенаправляет со страницы на страницу и никуда не приводит. Откройте его адрес в браузере: если и там он ходит по кругу, обратитесь к администратору сервера, если нет — введите адрес, на котором вы окажетесь.
reason-client-certificate-wanted = { reason-client-certificate-wanted.what } { reason-tries-later }
    .what = Сервер пускает только тех, кто предъявит сертификат, а ваш не предъявлен или не принят: { $detail }. Выберите файлы своего сертификата и ключа к нему в настройках сервера или запросите их у администратора.
reason-finite-stream = { reason-finite-stream.what } Вместо этого Vigie опрашивает сервер раз в несколько секунд.
    .what = Сервер сразу завершает каждый поток: нет прокси, который держал бы его открытым. Чтобы видеть ход задач в реальном времени, попросите администратора поставить перед сервером прокси GRIP.
reason-stream-deaf = { reason-stream-deaf.what } Тем временем Vigie опрашивает сервер раз в несколько секунд.
    .what = Потоки открыты, но по ним ничего не приходит, хотя задачи продвигаются. Если это затянется, попросите администратора перезапустить сервер.
reason-too-many-jobs = { reason-too-many-jobs.what } Об остальных Vigie спрашивает раз в несколько секунд; от вас ничего не требуется.
    .what = { $jobsCount ->
        [one] Там выполняется { $jobs } задача
        [few] Там выполняются { $jobs } задачи
        [many] Там выполняется { $jobs } задач
       *[other] Там выполняется { $jobs } задачи
    } — больше, чем Vigie может отслеживать в реальном времени: { $streamed }.
reason-told-to-stop = { reason-told-to-stop.what } Vigie остановилась и ждёт ваших действий.
    .what = Сервер попросил больше к нему не обращаться (код 204). Подключитесь снова, когда он будет готов.
reason-disabled = { reason-disabled.what } Пока он отключён, Vigie к нему не подключается.
    .what = Этот сервер отключён. Включите его, чтобы снова за ним следить.
reason-too-large = { reason-too-large.what } { reason-tries-again }
    .what = Ответ сервера больше предела, который принимает Vigie ({ $limit }). Если это не прекратится, обратитесь к администратору сервера.
reason-proxy-buffering = { reason-proxy-buffering.what } Тем временем Vigie время от времени опрашивает сервер.
    .what = Прокси задерживает этот поток: то, что отправляет сервер, приходит с опозданием или не приходит вовсе. Попросите администратора сервера отключить для него буферизацию, например proxy_buffering off в nginx.
reason-nothing-yet = { reason-nothing-yet.what } Vigie продолжает слушать; от вас ничего не требуется.
    .what = Сервер не отвечает, пока ему нечего сообщить: соединение установлено, но пока ничего не получено.
reason-kind-unknown = { reason-kind-unknown.what } { reason-tries-later }
    .what = Vigie не может определить тип этого сервера. Проверьте адрес или выберите тип сами.
reason-mapping-missing = { reason-mapping-missing.what } { reason-waits-for-you }
    .what = В настройках не сказано, что означают сообщения этого сервера. Опишите их в файле настроек, в разделе «custom» этого сервера.
reason-sign-in-form-refused = { reason-sign-in-form-refused.what } { reason-waits-for-you }
    .what = Сервер отклонил не имя пользователя и не пароль, а саму форму входа (код { $status }). Войдите один раз в браузере: если там получится, подключитесь здесь снова, если нет — обратитесь к администратору сервера.

## What could not be done

failure-address-empty = Адрес не указан. Введите адрес сервера, например https://heron.example.
failure-address-invalid = Не удаётся прочесть этот адрес: { $detail }. Введите адрес вида https://heron.example.
failure-address-scheme = Vigie работает с http и https, но не с { $scheme }. Введите адрес вида https://heron.example.
failure-server-exists = У сервера { $name } уже такой адрес и такой пользователь. Измените этот сервер или введите другого пользователя.
failure-server-unknown = Такого сервера больше нет.
failure-job-unknown = Такой задачи больше нет.
failure-server-said = Сервер отказал: { $detail }
# Where the reason of the connection is known, its .what is shown instead.
failure-connection = Не удалось связаться с сервером. Повторите попытку чуть позже.
failure-settings-not-written = Не удалось записать файл настроек: { $detail }. Проверьте, есть ли место на диске и право записи в файл, и повторите попытку.
failure-settings-refused = Настройки остались прежними: { $detail }.
failure-store-trouble = Не удалось прочитать или записать историю: { $detail }. Проверьте, есть ли место на диске, и повторите попытку.
failure-link-refused = Ссылка не открыта: Vigie открывает только ссылки http и https.
failure-not-offered = Серверы этого типа такого не умеют.
failure-value-unknown = Vigie не знает значения { $value }. Известные значения: { $known }.
failure-rule-refused = Это правило не подходит: { $detail }. Ничего не изменено; исправьте его и попробуйте снова.
failure-import-unreadable = Этот файл не удалось принять: { $detail }. Выберите файл, который экспортировал Vigie.
failure-file-not-written = Не удалось записать { $file }: { $detail }. Проверьте, что папка существует и в ней есть место, и попробуйте снова.
failure-desktop-refused = Рабочий стол этого не сделал: { $detail }.
failure-stopping = Vigie завершает работу.
failure-internal = Внутри Vigie произошла ошибка: { $detail }. Она записана в журнал; повторите попытку.

## Standing troubles of Vigie itself

trouble-settings-broken = В файле настроек { $file }, в строке { $line }, ошибка: { $detail }. Vigie использует последнюю исправную копию и не трогает файл. Исправьте строку, чтобы вернуть свои настройки.
trouble-settings-value = В строке { $line } файла настроек { $file } значение { $key } не подходит: { $detail }. Vigie обходится без него и не трогает файл. Исправьте строку, чтобы оно действовало.
trouble-settings-newer = Файл настроек { $file } записан более новой Vigie (версия { $found }; эта читает { $known }). Vigie его не трогает. Чтобы им пользоваться, установите более новую Vigie.
trouble-store-set-aside = История была повреждена. Vigie отложила её в файл { $file } и начала новую. Этот файл можно удалить или сохранить для того, кто сможет его восстановить.
trouble-store-newer = История { $file } записана более новой Vigie (версия { $found }; эта читает { $known }). Vigie её не трогает и в этот раз ничего не сохраняет. Чтобы ею пользоваться, установите более новую Vigie.
trouble-store-not-saving = История и уведомления не сохраняются: { $detail }. Vigie продолжает следить за задачами. Проверьте, есть ли место на диске.
trouble-no-keyring = Связка ключей недоступна ({ $detail }). Пароли хранятся в памяти и будут забыты, когда Vigie завершит работу. Запустите или разблокируйте связку ключей рабочего стола и введите их снова.
trouble-no-desktop-alerts = Рабочий стол не принимает уведомления ({ $detail }). Вы найдёте их под колокольчиком. Проверьте, включены ли уведомления на рабочем столе.

## Notices

notice-completed-title = { $known ->
    [inferred] { $title }: задача завершена (по косвенным признакам)
   *[nothing] { $title }: задача завершена
}
notice-completed-body = { $known ->
    [work] { $work }
    [duration] За { $duration }
   *[both] { $work } за { $duration }
}
notice-failed-title = { $known ->
    [percent] { $title }: сбой на { $percent }
   *[nothing] { $title }: сбой
}
notice-failed-body = { $known ->
    [work] { $work }
    [duration] Через { $duration }
   *[both] { $work } за { $duration }
}
notice-warning-title = { $title }: { $warningsCount ->
    [one] { $warnings } предупреждение
    [few] { $warnings } предупреждения
    [many] { $warnings } предупреждений
   *[other] { $warnings } предупреждения
}
notice-warning-body = { $work }
notice-stalled-title = { $title }: задача замерла
notice-stalled-body = { $known ->
    [duration] Нет обновлений уже { $duration }
   *[nothing] Давно нет обновлений
}
notice-vanished-title = { $title }: задача исчезла
notice-vanished-body = Сервер о ней больше не знает; чем она закончилась, неизвестно
notice-signed_out-title = { $server }: требуется вход
notice-signed_out-body = Пока вы не войдёте снова, Vigie не следит за его задачами
notice-message-title = { $known ->
    [title] { $title }
   *[nothing] Сообщение от { $server }
}
notice-message-body = { $text }
notice-record-title = { $action ->
    [created] { $model } { $title }: запись создана
    [updated] { $model } { $title }: запись изменена
   *[deleted] { $model } { $title }: запись удалена
}
notice-record-body = { $facts }
record-by = Автор: { $by }
record-project = Проект: { $project }
record-status = Статус: { $status }
notice-backlog-title = { $messagesCount ->
    [one] { $messages } сообщение ждало вас
    [few] { $messages } сообщения ждали вас
    [many] { $messages } сообщений ждали вас
   *[other] { $messages } сообщения ждали вас
}
notice-backlog-body = Пришли, пока Vigie не была подключена; все они под колокольчиком
notice-unreachable-title = { $known ->
    [jobs] { $server } недоступен, неизвестно состояние { $jobsCount ->
        [one] { $jobs } задачи
        [few] { $jobs } задач
        [many] { $jobs } задач
       *[other] { $jobs } задачи
    }
   *[nothing] { $server } недоступен
}
notice-unreachable-body = Нет связи уже { $duration }
notice-restored-title = { $server } снова на связи
notice-restored-body = { $known ->
    [both] Связи не было { $duration }, за это время: { $ended }; { $jobsCount ->
        [one] не завершена { $jobs } задача
        [few] не завершены { $jobs } задачи
        [many] не завершено { $jobs } задач
       *[other] не завершено { $jobs } задачи
    }
    [ended] Связи не было { $duration }, за это время: { $ended }
    [jobs] Связи не было { $duration }; { $jobsCount ->
        [one] не завершена { $jobs } задача
        [few] не завершены { $jobs } задачи
        [many] не завершено { $jobs } задач
       *[other] не завершено { $jobs } задачи
    }
   *[nothing] Связи не было { $duration }
}
notice-longer-title = { $title } — дольше обычного
notice-longer-body = { $known ->
    [both] Выполняется уже { $duration }, обычно { $usual }
   *[duration] Выполняется уже { $duration }
}

# Many desktop alerts at once become one: the body is a list of alert-many-<kind>.
alert-many-title = { $alertsCount ->
    [one] { $alerts } уведомление
    [few] { $alerts } уведомления
    [many] { $alerts } уведомлений
   *[other] { $alerts } уведомления
}
alert-many-body = { $list }
alert-many-completed = { $numberCount ->
    [one] { $number } завершена
   *[other] { $number } завершено
}
alert-many-failed = { $numberCount ->
    [one] { $number } сбой
    [few] { $number } сбоя
    [many] { $number } сбоев
   *[other] { $number } сбоя
}
alert-many-warning = { $numberCount ->
    [one] { $number } предупреждение
    [few] { $number } предупреждения
    [many] { $number } предупреждений
   *[other] { $number } предупреждения
}
alert-many-stalled = { $numberCount ->
    [one] { $number } замерла
    [few] { $number } замерли
    [many] { $number } замерло
   *[other] { $number } замерли
}
alert-many-vanished = { $numberCount ->
    [one] { $number } исчезла
    [few] { $number } исчезли
    [many] { $number } исчезло
   *[other] { $number } исчезли
}
alert-many-signed_out = вход требуется: { $number }
alert-many-message = { $numberCount ->
    [one] { $number } сообщение
    [few] { $number } сообщения
    [many] { $number } сообщений
   *[other] { $number } сообщения
}
alert-many-record = { $numberCount ->
    [one] изменена { $number } запись
    [few] изменены { $number } записи
    [many] изменено { $number } записей
   *[other] изменено { $number } записи
}
alert-many-backlog = { $numberCount ->
    [one] { $number } подборка сообщений
    [few] { $number } подборки сообщений
    [many] { $number } подборок сообщений
   *[other] { $number } подборки сообщений
}
alert-many-unreachable = { $numberCount ->
    [one] { $number } сервер недоступен
    [few] { $number } сервера недоступны
    [many] { $number } серверов недоступны
   *[other] { $number } сервера недоступны
}
alert-many-restored = { $numberCount ->
    [one] { $number } сервер снова на связи
    [few] { $number } сервера снова на связи
    [many] { $number } серверов снова на связи
   *[other] { $number } сервера снова на связи
}
alert-many-longer = { $numberCount ->
    [one] { $number } дольше обычного
    [few] { $number } дольше обычного
    [many] { $number } дольше обычного
   *[other] { $number } дольше обычного
}

## Counts

part-separator = { " · " }
list-separator = { ", " }
items = { $itemsCount ->
    [one] { $items } элемент
    [few] { $items } элемента
    [many] { $items } элементов
   *[other] { $items } элемента
}
# $itemsCount is the number of $total.
items-of-total = { $itemsCount ->
    [one] { $done } из { $total } элемента
   *[other] { $done } из { $total } элементов
}
time-of-total = { $done } из { $total }
failed-items = { $failed } с ошибкой
warnings = { $warningsCount ->
    [one] { $warnings } предупреждение
    [few] { $warnings } предупреждения
    [many] { $warnings } предупреждений
   *[other] { $warnings } предупреждения
}
jobs = { $jobsCount ->
    [one] { $jobs } задача
    [few] { $jobs } задачи
    [many] { $jobs } задач
   *[other] { $jobs } задачи
}
percent = { $value } %
rate-per-second = { $value } /с
rate-per-minute = { $value } /мин
size-bytes = { $value } Б
size-kib = { $value } КиБ
size-mib = { $value } МиБ

## Durations
# One or two units, the smaller one in two digits where it has no unit of its own.

duration-under-second = доли секунды
duration-seconds = { $seconds } с
duration-minutes = { $minutes } мин
duration-minutes-seconds = { $minutes } мин { $seconds } с
duration-hours = { $hours } ч
duration-hours-minutes = { $hours } ч { $minutes } мин
duration-days = { $days } д
duration-days-hours = { $days } д { $hours } ч

## Time left
# $low is a bare number where it has the unit of $high.

eta-seconds = несколько секунд
eta-about = около { $duration }
eta-range = { $low }–{ $high }
eta-overdue = дольше обычного


### Window

## The frame of the window

sidebar = Боковая панель
views = Разделы
view-jobs = Задачи
view-activity = События
view-boards = Показатели
view-history = История
view-servers = Серверы
view-settings = Настройки
menu = Меню
close = Закрыть
cancel = Отмена
dismiss = Скрыть
try-again = Повторить
optional = (необязательно)
never = никогда
ago = { $duration } назад
engine-silent = Окно не может связаться с остальной частью Vigie. Попытки продолжаются.

## Jobs: the header line

sum-running = { $jobsCount ->
    [one] выполняется { $jobs }
    [few] выполняются { $jobs }
    [many] выполняется { $jobs }
   *[other] выполняется { $jobs }
}
sum-failed = { $jobsCount ->
    [one] { $jobs } сбой
    [few] { $jobs } сбоя
    [many] { $jobs } сбоев
   *[other] { $jobs } сбоя
}
sum-trouble = { $jobsCount ->
    [one] { $jobs } требует внимания
    [few] { $jobs } требуют внимания
    [many] { $jobs } требуют внимания
   *[other] { $jobs } требуют внимания
}
sum-warned = с предупреждениями: { $jobs }
sum-next = ближайшее завершение: { $duration }
filter = Фильтр…{ "  " }{ $keys }
filter-label = Фильтр по названию, типу, серверу, идентификатору, владельцу, сообщению или метаданным
filter-none = Нет задач, подходящих под «{ $filter }».
filter-clear = Сбросить фильтр
group-attention = Требуют внимания
group-running = Выполняются
group-finished = Завершённые
no-jobs-now = на связи, сейчас ничего не выполняется

## Jobs: one row

job-done-of-total = { $done } / { $total }
job-no-update = молчит { $duration }
job-last-heard = сигнал { $duration } назад
job-left = осталось
eta-under = < { $duration }
countdown = отсчёт
countdown-used-of = из { $total }
countdown-over = время вышло
about-to-end = Скоро конец
inferred = предположительно
inferred-why = Этот сервер не сообщает о завершении. Vigie считает задачу завершённой: счёт дошёл до конца, и больше о ней ничего не слышно.

## Jobs: details

details-of = Подробности: { $title }
fact-server = Сервер
fact-kind = Тип
fact-step = Этап
fact-created = Создана
fact-started = Начата
fact-finished = Окончена
fact-took = Длилась
fact-running-for = Выполняется уже
fact-silent-since = Замолчала
fact-heard = Последний сигнал
fact-items = Элементы
fact-failed = Элементы с ошибкой
fact-warnings = Предупреждения
fact-rate = Скорость
fact-server-percent = По данным сервера
fact-run = Запуск №
fact-ends = Конец
fact-used = Израсходовано
text-error = Ошибка
text-warning = Последнее предупреждение
text-message = Последнее сообщение
timeline = Хронология
timeline-empty = Событий пока нет.
event-started = Начало
event-message = Сообщение
event-warning = Предупреждение
event-completed = Завершена
event-failed = Сбой
event-stalled = Замерла
event-resumed = Продолжена
event-vanished = Исчезла
event-stage = Этап
event-gap = Ничего не получено с { $from } до { $to }
event-extended = { $known ->
    [by] Добавлено времени: { $duration } ({ $by })
   *[nothing] Добавлено времени: { $duration }
}
metadata = Метаданные
job-id = Идентификатор
copy-id = Копировать идентификатор
copied = Скопировано
open-on-server = Открыть на сервере
delete-on-server = Удалить на сервере
delete-job-title = Удалить эту задачу?
delete-job-about = Задача { $title } будет удалена на сервере { $server }. Отменить это нельзя.

## Servers

servers = Серверы
servers-live = { $serversCount ->
    [one] на связи { $live } из { $servers } сервера
    [few] на связи { $live } из { $servers } серверов
    [many] на связи { $live } из { $servers } серверов
   *[other] на связи { $live } из { $servers } сервера
}
servers-gone = { $serversCount ->
    [one] нет связи с { $servers } сервером
    [few] нет связи с { $servers } серверами
    [many] нет связи с { $servers } серверами
   *[other] нет связи с { $servers } сервера
}
more-servers-gone = { $serversCount ->
    [one] и ещё с { $servers } сервером нет связи
    [few] и ещё с { $servers } серверами нет связи
    [many] и ещё с { $servers } серверами нет связи
   *[other] и ещё с { $servers } сервера нет связи
}
jobs-running = { $jobsCount ->
    [one] выполняется { $jobs } задача
    [few] выполняются { $jobs } задачи
    [many] выполняется { $jobs } задач
   *[other] выполняется { $jobs } задачи
}
latency = { $ms } мс
link-off = отключён
link-back-in = повтор через { $duration }
link-back-now = пробуем сейчас
link-sign-in = войти
last-heard = последний сигнал { $duration } назад
last-heard-at = { $ago } ({ $clock })
sign-in = Войти
connect-now = Повторить сейчас
add-server = Добавить сервер
add = Добавить
save = Сохранить
remove = Убрать
server-address = Адрес
server-name = Название
server-user = Пользователь
server-password = Пароль
password-show = Показать пароль
password-unchanged = без изменений
server-in-the-open = http не шифруется: пароль будет передан открыто. Используйте https, если сервер его поддерживает.
server-linked = Этот адрес пришёл по ссылке. Vigie туда ещё не обращалась: посмотрите, что там, или проверьте.
server-cleartext-allow = Всё равно отправлять туда пароли и токены без шифрования
server-edit = Изменить
server-disable = Отключить
server-enable = Включить
remove-server = Убрать из Vigie
remove-server-ask = Убрать { $name }? Vigie забудет его адрес и пароль. На самом сервере ничего не изменится.
end-demo = Закончить демонстрацию
remove-demo-ask = Закончить демонстрацию? Все её серверы и то, что они показывают, исчезнут. Её можно запустить снова в любой момент.
demo-about = Этот сервер — часть Vigie и показывает вымышленные данные. Он исчезнет, когда Vigie завершит работу.
secret-none = нет
secret-keyring = в связке ключей
secret-memory = в памяти, пока Vigie работает
fact-streams = Открыто потоков
fact-events = Получено событий
fact-reconnects = Переподключений
fact-oddities = Аномалий
fact-oddities-why = Что получено, но не понято
test = Проверить
test-running = Проверка соединения…
test-cancel = Остановить проверку
test-worked = Всё работает
test-failed = Не получилось
test-streams = поток в реальном времени
test-polls = регулярный опрос
test-polls-why = Поток удержать не удалось: Vigie будет опрашивать сервер раз в несколько секунд.

## Servers: what they speak, how one signs in

kind-auto = Пока неизвестно
kind-find-out = Определить
kind-sse-progress = SSE Progress
kind-soniquebay = SoniqueBay
kind-estimates = Estimates
kind-postes = Postes
kind-solilms = SoliLMS
kind-custom = Своё описание
sign-in-auto = Как принято для типа
sign-in-none = Без входа
sign-in-session = Имя и пароль (форма)
sign-in-basic = Имя и пароль (Basic)
sign-in-url-token = Токен в адресе
sign-in-bearer = Токен (Bearer)
sign-in-cookie = Cookie
sign-in-auto-wanted = Какой нужен вход, понять не удалось.
sign-in-session-wanted = Нужны имя пользователя и пароль.
sign-in-basic-wanted = Нужны имя пользователя и пароль.
sign-in-url-token-wanted = Нужен токен.
sign-in-bearer-wanted = Нужен токен.
sign-in-cookie-wanted = Нужен cookie браузера, в котором выполнен вход.
sign-in-not-needed = Вход не нужен
server-kind = Тип
server-sign-in = Вход
server-secret = Секрет
server-token = Токен
token-show = Показать токен
server-cookie = Cookie
cookie-show = Показать cookie
server-cookie-about = Так, как его показывает браузер после входа на этот сервер.
server-options = Дополнительно
server-watch = За какими сеансами или задачами следить
server-watch-about = Их идентификаторы — для сервера, который не даёт списка.
server-headers = Дополнительные заголовки
header-name = Имя
header-value = Значение
header-value-show = Показать значение
header-remove = Убрать этот заголовок
header-add = Добавить заголовок
look = Посмотреть
looking = Смотрим, что там…
found-kind = Это { $kind }
found-nobody = Спросить никого не удалось
found-certificate = Сертификату нельзя доверять без проверки
found-unsure = Точно определить не удалось
found-nothing = Ничего знакомого там не нашлось
found-choose = Что это за сервер?
found-possible = вероятно
found-saw = Что удалось увидеть
found-no-answer = нет ответа
found-redirect = ведёт на { $location }
found-speaks-for = похоже на { $kind }
certificate = Сертификат сервера
certificate-why-expired = Срок его действия не сейчас.
certificate-why-name = Он выдан не для { $host }.
certificate-why-unknown = Его не выдал никто из тех, кому доверяет этот компьютер.
certificate-why-changed = Это не тот сертификат, который вы приняли для этого сервера.
certificate-names = Выдан для
certificate-issuer = Кем выдан
certificate-valid = Действителен
certificate-from-to = { $from } – { $to }
certificate-fingerprint = Отпечаток (SHA-256)
certificate-compare = Сверьте отпечаток с тем, который вам назовёт администратор сервера, например по телефону. После этого Vigie будет принимать только этот сертификат и никакой другой.
certificate-accept = Принять этот сертификат
certificate-accepted = Будет принят только этот сертификат.
certificate-undo = Не принимать

## Activity: records and messages

activity-about = что изменилось на серверах
activity-filter-label = Фильтр по модели, серверу, действию, человеку или содержанию
activity-filter-none = Ничего не подходит под «{ $filter }».
activity-gap = Связи с { $server } не было ({ $between }): здесь могут быть не все изменения.
activity-empty = Пока ничего не менялось
activity-empty-about = Когда сервер сообщит, что запись создана, изменена или удалена, или пришлёт сообщение, вы сразу увидите это здесь.
activity-new = { $changesCount ->
    [one] { $changes } новое событие
    [few] { $changes } новых события
    [many] { $changes } новых событий
   *[other] { $changes } нового события
}
all-changes = Все изменения
tables = Таблицы
changes-skipped = { $changesCount ->
    [one] { $changes } изменение пришло слишком быстро и здесь не показано; оно есть в таблицах.
    [few] { $changes } изменения пришли слишком быстро и здесь не показаны; они есть в таблицах.
    [many] { $changes } изменений пришли слишком быстро и здесь не показаны; они есть в таблицах.
   *[other] { $changes } изменения пришли слишком быстро и здесь не показаны; они есть в таблицах.
}
table-rows = { $rowsCount ->
    [one] { $rows } запись
    [few] { $rows } записи
    [many] { $rows } записей
   *[other] { $rows } записи
}
table-changed = последнее изменение: { $when }
table-gap = могла измениться, пока не было связи ({ $between })
table-loading = Загрузка…
column-record = Запись
column-changed = Изменение
record-created = Создание
record-updated = Изменение
record-deleted = Удаление
record-id = № { $id }
record-no-fields = Сервер не прислал полей.
record-show-table = Показать таблицу
by-whom = { $by }
field-is = { $name }: { $value }
field-yes = да
field-no = нет
field-empty = пусто
field-changed = изменено

## Boards: the numbers of a server

boards-about = числа, которые публикуют серверы
boards-empty = Чисел пока нет
boards-empty-about = Некоторые серверы публикуют числа о себе: пользователи, сеансы, рабочие места. Они появятся здесь, каждое с кривой за последний час.
board-empty = Этот сервер пока не прислал чисел.
as-of = данные: { $when }
not-heard = сигналов ещё не было
not-heard-since = последний сигнал: { $when }
stat-group-all = В целом
stat-group-utilisateurs = Пользователи
stat-group-sessions = Сеансы
stat-group-postes = Рабочие места
stat-group-users = Подключения по пользователям
stat-utilisateurs-total = Всего
stat-utilisateurs-actifs = Активные
stat-utilisateurs-nouveaux_mois = Новые за месяц
stat-sessions-total = Всего
stat-sessions-actives = Активные
stat-sessions-en_attente = Ожидают
stat-sessions-terminees_aujourd_hui = Завершены сегодня
stat-postes-total = Всего
stat-postes-disponibles = Свободны
stat-postes-occupes = Заняты
stat-postes-hors_ligne = Не в сети
stat-total_users = Пользователи в сети
stat-total_connections = Подключения
stat-user = Пользователь { $id }
curve-open = { $name }: { $value }. Показать кривую
curve-hour-of = { $name } за последний час: от { $low } до { $high }
curve-of = Кривая «{ $name }»: от { $low } до { $high }
curve-none = Кривой пока нет.
curve-span = За какое время
curve-hour = Последний час
curve-week = Последние 7 дней
curve-range = от { $low } до { $high }
curve-flat = всё время { $value }

## What a server may be asked to do

validate-code = Проверить код
validate-code-about = { $server } скажет, открывает ли код доступа сеанс. Vigie не хранит код.
validate-code-do = Проверить
access-code = Код доступа
station-address = IP-адрес рабочего места
start-session = Начать сеанс
start-session-about = { $server } начнёт сеанс, который ожидает начала.
start-session-do = Начать
start-this-session = Начать этот сеанс
show-session = Показать сеанс
session-id = Идентификатор сеанса
sessions-waiting = Ожидают:
action-running = Спрашиваем сервер…
action-accepted = Сервер ответил «да»
action-refused = Сервер ответил «нет»

## No server yet

empty-title = За чем должна следить Vigie?
empty-about = Вставьте адрес сервера — его задачи и их ход появятся здесь.
empty-watch = Следить
empty-or = или
try-demo = Запустить демонстрацию
try-demo-about = Пять вымышленных серверов: задачи, записи, числа и сеансы.

## The bell

notifications = Уведомления
bell = { $unreadCount ->
    [0] Уведомления
    [one] Уведомления, { $unread } непрочитанное
    [few] Уведомления, { $unread } непрочитанных
    [many] Уведомления, { $unread } непрочитанных
   *[other] Уведомления, { $unread } непрочитанного
}
unread-count = { $unreadCount ->
    [one] { $unread } непрочитанное
    [few] { $unread } непрочитанных
    [many] { $unread } непрочитанных
   *[other] { $unread } непрочитанного
}
unread = Не прочитано
mark-read = Отметить как прочитанное
mark-read-of = Отметить как прочитанное: { $title }
mark-all-read = Прочитать все
notice-filter = Какие уведомления
notice-filter-all = Все
notice-filter-failed = Сбои
notice-filter-warnings = Предупреждения
notice-filter-done = Готово
notice-filter-news = Новости
notices-none = Пока ничего. Здесь появится всё, что завершилось, дало сбой или предупредило.
notices-none-of-kind = Таких здесь нет.
notices-new = { $noticesCount ->
    [one] { $notices } новое уведомление
    [few] { $notices } новых уведомления
    [many] { $notices } новых уведомлений
   *[other] { $notices } нового уведомления
}
load-more = Показать ещё
toasts = Новые уведомления
toasts-more = и ещё { $notices }

## Preferences

language = Язык
theme = Тема
theme-light = Светлая
theme-dark = Тёмная
like-the-system = Как в системе
alerts-resume = Возобновить оповещения
alerts-paused-until = Оповещения приостановлены до { $clock }
closing = При закрытии окна

## Closing without a tray

closing-title = Продолжать следить?
closing-about = На этом рабочем столе нет области уведомлений для Vigie. Она может следить и оповещать вас и без окна; чтобы увидеть её, запустите Vigie снова.
closing-remembered = Vigie запомнит ответ; изменить его можно в настройках.
closing-keep = Продолжать следить
closing-quit = Выйти
closing-ask = Спрашивать


### Tray

tray-show = Показать Vigie
tray-running = { $jobsCount ->
    [one] Выполняется { $jobs } задача
    [few] Выполняются { $jobs } задачи
    [many] Выполняется { $jobs } задач
   *[other] Выполняется { $jobs } задачи
}
tray-idle = Нет выполняющихся задач
tray-job = { $known ->
    [percent] { $title } · { $percent }
    [work] { $title } · { $work }
   *[nothing] { $title }
}
tray-job-in-trouble = { $job } · { $state }
tray-more = { $jobsCount ->
    [one] и ещё { $jobs }
   *[other] и ещё { $jobs }
}
tray-pause = Приостановить оповещения на 1 ч
tray-resume = Возобновить оповещения
tray-quit = Выйти
tray-tooltip = Vigie: { $state }
tray-state-trouble = { $jobsCount ->
    [one] { $jobs } задача требует внимания
    [few] { $jobs } задачи требуют внимания
    [many] { $jobs } задач требуют внимания
   *[other] { $jobs } задачи требуют внимания
}
tray-state-unreachable = { $serversCount ->
    [one] нет связи с { $servers } сервером
   *[other] нет связи с { $servers } серверами
}
tray-state-paused = оповещения приостановлены
tray-state-idle = нет выполняющихся задач
# What clicking a desktop alert does.
alert-open = Открыть

### Terminal

terminal-server = { $server }: { $state }
terminal-server-why = { $server }: { $state }. { $why }
terminal-next-try = следующая попытка через { $duration }
terminal-silent = нет обновлений уже { $duration }
terminal-took = за { $duration }
terminal-more-jobs = { $jobsCount ->
    [one] и ещё { $jobs } задача
    [few] и ещё { $jobs } задачи
    [many] и ещё { $jobs } задач
   *[other] и ещё { $jobs } задачи
}
terminal-no-jobs = Нет выполняющихся задач.
terminal-no-servers = Серверы не настроены. Добавьте сервер командой «vigiectl servers add АДРЕС» или попробуйте «vigiectl demo --watch».
terminal-failed = { $server }: { $why }
terminal-nothing = сейчас ничего не выполняется
terminal-running = выполняется: { $jobs }
terminal-password = Пароль пользователя { $user } для { $server }:{" "}
terminal-password-missing = Пароль не указан. Введите его по запросу или передайте через --password-stdin.
terminal-user-missing = К паролю нужно имя пользователя: добавьте --user ИМЯ.
terminal-demo-runs = Демонстрация работает по адресу { $address }. Следите за ней командой «vigiectl watch { $address }». Ctrl-C завершает её.
terminal-demo-failed = Не удалось запустить демонстрацию: { $detail }.
terminal-server-added = Сервер { $server } добавлен: { $address }
terminal-server-removed = Сервер { $server } удалён.
terminal-server-not-added = Сервер { $server } не добавлен. Чтобы всё же добавить его, используйте --untested.
terminal-server-ambiguous = Так называется несколько серверов. Укажите идентификатор одного из них: { $list }
terminal-server-not-named = Сервера с именем { $server } нет. Список показывает «vigiectl servers list».
terminal-server-off = отключён
terminal-server-user = пользователь { $user }
terminal-password-in-keyring = пароль в связке ключей
terminal-password-in-memory = пароль не сохранён
terminal-test-works = { $server } работает: { $found }
terminal-test-live = поток открыт
terminal-test-polled = опрос раз в несколько секунд: поток удержать не удаётся
terminal-test-latency = отвечает за { $milliseconds } мс
terminal-password-not-kept = Связка ключей недоступна: пароль не сохранён и понадобится снова.
terminal-cannot-start = Не удалось запустить Vigie: { $why }
terminal-left = осталось { $left } из { $total }
terminal-time-up = время вышло ({ $total })
terminal-gap = { $server }: { $duration } ничего не было слышно; изменения за это время могут здесь отсутствовать
terminal-records-skipped = { $changesCount ->
    [one] { $changes } изменение записи пришло слишком быстро и не показано.
    [few] { $changes } изменения записей пришли слишком быстро и не показаны.
    [many] { $changes } изменений записей пришли слишком быстро и не показаны.
   *[other] { $changes } изменения записей пришли слишком быстро и не показаны.
}
terminal-input-missing = { $option }: на стандартном вводе не было строки для этого.
terminal-header = Значение заголовка { $name } для { $server }:{" "}
terminal-option-refused = { $option }: { $detail }.
terminal-secret-in-keyring = секрет в связке ключей
terminal-secret-in-memory = секрет не сохранён
terminal-secret-not-kept = Связка ключей недоступна: данные для входа не сохранены и понадобятся снова.
terminal-detected = { $address } говорит на { $kind }
terminal-detected-not = { $address }: не удалось распознать, на чём говорит сервер
terminal-detected-one-of = { $address }: неясно, на чём говорит сервер; возможны { $list }. Укажите вид с помощью --kind.
terminal-detected-sign-in = вход { $signIn }
terminal-detected-cleartext = Пароли и токены пойдут к { $address } открытым текстом (http). Чтобы всё же отправлять их, используйте --allow-cleartext.
terminal-sight-silent = нет ответа
terminal-sight-leads = ведёт на { $location }
terminal-sight-speaks = указывает на { $kind }
terminal-mapping-missing = { $server } не вида custom или не имеет таблицы [servers.custom]: образец проверять не на чем.
terminal-sample-empty = В образце нет ни одного сообщения.
terminal-action-accepted = { $server }: ответ «да»
terminal-action-refused = { $server }: ответ «нет»

### Alert rules

notice-warning-above-title = { $title }: с ошибкой более { $percent }

### Window: history, pages of servers, the small window

## What ended

history-filter-label = Поиск по названиям, типам, серверам, идентификаторам, сообщениям, ошибкам и метаданным
history-found = { $jobsCount ->
    [one] { $jobs } задача завершена
    [few] { $jobs } задачи завершены
    [many] { $jobs } задач завершено
   *[other] { $jobs } задачи завершено
}
past-filters = Какие задачи
past-any-outcome = Любой исход
past-any-server = Все серверы
past-any-kind = Все типы
past-period = Период
past-period-today = Сегодня
past-period-week = Последние 7 дней
past-period-month = Последние 30 дней
past-period-all = За всё время
past-filters-clear = Показать все
past-column-outcome = Исход
past-column-job = Задача
past-column-took = Длилась
past-missed = Замечено исчезновение
# $times is how many times the usual it took.
past-usual = { $known ->
    [longer] в { $times } { $timesCount ->
        [one] раз
        [few] раза
        [many] раз
       *[other] раза
    } дольше
   *[shorter] быстрее обычного
}
past-usual-whole = { $known ->
    [longer] В { $times } { $timesCount ->
        [one] раз
        [few] раза
        [many] раз
       *[other] раза
    } дольше обычного: { $usual }
    [shorter] Быстрее обычного: { $usual }
   *[as] Примерно как обычно: { $usual }
} ({ $runsCount ->
    [one] { $runs } запуск
    [few] { $runs } запуска
    [many] { $runs } запусков
   *[other] { $runs } запуска
})
past-fresh = { $jobsCount ->
    [one] { $jobs } новая — показать
    [few] { $jobs } новые — показать
    [many] { $jobs } новых — показать
   *[other] { $jobs } новые — показать
}
past-none = Нет подходящих завершённых задач.
past-empty = Пока ничего не завершилось
past-empty-about = Здесь отмечается каждая задача, завершившаяся на ваших серверах: чем она закончилась, сколько длилась и обычно ли это. По истории можно искать и сохранить её в файл.
past-show-kind = Показать все этого типа
past-export = Экспорт
past-export-csv = Таблицей (CSV)
past-export-json = Данными (JSON)
past-saved = { $rowsCount ->
    [one] { $rows } строка сохранена в { $path }
    [few] { $rows } строки сохранены в { $path }
    [many] { $rows } строк сохранено в { $path }
   *[other] { $rows } строки сохранено в { $path }
}
show-in-folder = Показать в папке

## A server's own page

all-servers = Все серверы
tab-overview = Обзор
tab-messages = Сообщения
tab-connection = Соединение
server-jobs = Его задачи
server-past = Его история
link-about-connecting = Vigie подключается.
link-about-live = Vigie узнаёт новости сразу, как они появляются.
link-about-polling = Vigie опрашивает сервер раз в несколько секунд.
link-about-waiting = Vigie сама попробует снова.
link-about-signed_out = Vigie ждёт, пока вы войдёте.
link-about-stopped = Vigie остановилась и ждёт вас.
link-about-off = Этот сервер отключён. Пока это так, Vigie к нему не подключается.
fact-latency = Задержка
fact-events-rate = Событий в секунду
fact-jobs = Выполняется задач
offers = Что он умеет
not-offered = нет
offers-none = Ничего из этого он не умеет:
offers-unknown = Что он умеет, станет известно вместе с его типом.
offer-resume = Продолжает с места остановки
    .about = После обрыва присылает пропущенное.
offer-discovery = Перечисляет свои задачи
    .about = Уже идущие задачи известны сразу.
offer-ends = Сообщает, чем закончилась задача
    .about = Без этого Vigie выводит конец из полных счётчиков и говорит об этом.
offer-delete = Удаляет завершённые задачи
    .about = Их можно удалить отсюда; Vigie сначала спросит.
offer-records = Сообщает об изменённых записях
    .about = Они видны в разделе «События», по таблице на каждую модель.
offer-stats = Публикует показатели
    .about = Они видны в разделе «Показатели» вместе с графиками.
offer-messages = Хранит сообщения для вас
    .about = Пришедшие в отсутствие Vigie будут получены.
offer-actions = Выполняет действия по просьбе
    .about = Например, проверяет код или начинает сеанс.
offer-owners = Сообщает, чья это задача
    .about = Поэтому можно получать оповещения только о своих задачах.
oddities = Что не удалось понять
oddities-about = Сначала новое. Ничего другого из-за этого не потеряно.
moment-since = уже { $duration }
moment-lasted = { $duration }
moments-none = Соединения ещё не было.
frames-about = Последние 500 сообщений, сначала новые. Секреты скрыты.
frames-filter = Фильтр…
frames-filter-label = Фильтр сообщений
frames-filter-none = Нет подходящих сообщений.
frames-none = Сообщений пока не было. Они появятся здесь по мере поступления.
frames-odd-only = Только непонятные
frames-pause = Приостановить
frames-resume = Продолжить
frames-paused = { $messagesCount ->
    [one] Приостановлено; с тех пор пришло { $messages } сообщение
    [few] Приостановлено; с тех пор пришло { $messages } сообщения
    [many] Приостановлено; с тех пор пришло { $messages } сообщений
   *[other] Приостановлено; с тех пор пришло { $messages } сообщения
}
frames-skipped = { $messagesCount ->
    [one] { $messages } сообщение прошло, не показанное здесь
    [few] { $messages } сообщения прошли, не показанные здесь
    [many] { $messages } сообщений прошло, не показанных здесь
   *[other] { $messages } сообщения прошло, не показанного здесь
}
frame-odd = непонятно
frame-odd-why = Что-то в этом сообщении Vigie не поняла.
frame-content = Содержание сообщения
frame-cut = Оно было длиннее; конец не сохранён.
frame-copy = Копировать

## Servers: how they are reached

server-network = Сеть
server-ca_file = Центр сертификации
    .about = Файл PEM с центрами, которым доверять помимо системных.
server-client_cert_file = Ваш сертификат
    .about = Файл PEM для сервера, который впускает только тех, кто его предъявит.
server-client_key_file = Его ключ
    .about = Файл PEM, если ключа нет в файле сертификата.
server-proxy = Прокси
    .about = Адрес, с именем и паролем, если они нужны; «system» — системный прокси, «none» — без прокси.
server-events_path = Путь событий
    .about = Где находится поток, относительно адреса; пусто — там, где он бывает у этого типа серверов.
field-take-away = Убрать
field-taken-away = будет убрано
field-leave = Оставить как есть
certificate-take-back = Больше не принимать сертификат, принятый для этого сервера

## The small window

mini-open = Маленькое окно поверх остальных
mini-back = Показать главное окно
mini-none = Нет выполняющихся задач.

### Window: settings, alert rules, the bell, while you were away

## Settings: general

settings-general = Общие
settings-alerts = Оповещения
settings-quiet = Тихие часы
settings-sounds = Звуки
settings-data = Данные
settings-about = О Vigie
general-looks = Язык и внешний вид
general-life = Запуск, закрытие, хранение
density = Строки
density-comfortable = Просторные
density-compact = Плотные
time-format = Время суток
time-format-24h = 24 часа
time-format-12h = 12 часов
time-format-example = Например, { $example }
start-at-login = Запускать при входе в систему
start-at-login-about = Vigie запускается в области уведомлений, без окна, и следит за задачами.
keep-in-tray = Оставаться в области уведомлений
keep-in-tray-about = Когда окно закрыто, Vigie продолжает следить. Иначе она завершает работу.
closing-where = Если на рабочем столе нет области уведомлений.
away-after = «Пока вас не было» — через
away-after-about = Если столько времени в окно никто не смотрел, оно сначала покажет, что произошло.
history-kept = Хранить завершённые задачи
history-kept-about = Более старые уходят из истории.
unit-minutes = мин
unit-days = { $daysCount ->
    [one] день
    [few] дня
    [many] дней
   *[other] дня
}
number-wrong = Введите целое число от { $least } до { $most }.
take-back = Вернуть
choose-one = Выберите…
any-server = Все серверы

## Settings: alert rules

scopes = На что действуют правила
scope-everything = Всё
scope-everything-about = Действует везде, где нет исключения
scope-server-about = Весь этот сервер
scope-server-gone = Сервер, которого в Vigie больше нет
scope-kind-about = Тип задач, на всех серверах
scope-kind-on = Тип задач на { $server }
scope-job-on = Одна задача на { $server }, при каждом запуске
scope-phrase-kind-on = { $kind } на { $server }
exceptions-none = Исключений нет: обо всём сообщается одинаково.
exceptions-count = { $exceptionsCount ->
    [one] (пока { $exceptions } исключение)
    [few] (пока { $exceptions } исключения)
    [many] (пока { $exceptions } исключений)
   *[other] (пока { $exceptions } исключения)
}
exception-add = Добавить исключение
exception-for = Для чего
exception-for-server = сервер
exception-for-kind = тип задач
exception-no-kinds = Пока не известен ни один тип
exception-jobs = Отдельную задачу можно заглушить или отслеживать через её меню в списке задач; тогда она появится здесь.
exception-remove = Убрать это исключение
exception-remove-of = Убрать исключение: { $name }
exception-removed = Исключение убрано: { $name }.
rule-sum-muted = оповещения отключены
rule-sum-not-muted = оповещения не отключены
rule-sum-watched = под наблюдением
rule-sum-not-watched = без наблюдения
rule-sum-only-mine = только мои
rule-sum-all-owners = чьи угодно
rule-sum-any-length = любой длительности
rule-sum-at-least = от { $duration }
rule-sum-events = { $eventsCount ->
    [one] { $events } вид событий
    [few] { $events } вида событий
    [many] { $events } видов событий
   *[other] { $events } вида событий
}
rule-sum-nothing = пока ничего не задано
rule-clear = Наследовать всё
rule-defaults = Вернуть исходные
rule-muted-note = Заглушено: ни на рабочем столе, ни звуком, что бы ни было отмечено. Под колокольчиком — как прочитанное.
sounds-off-note = Все звуки сейчас выключены.
origin-here = Задано здесь
origin-changed = Изменено
origin-none = По умолчанию
origin-from = Наследуется: { $scope }
origin-back = Наследовать снова
origin-back-of = Наследовать снова: { $setting }
origin-default = Вернуть исходное
origin-default-of = Вернуть исходное: { $setting }
events-table = О чём и где сообщать
events-what = Что происходит
events-cell = { $event }: { $way }
way-bell = Колокольчик
way-desktop = Рабочий стол
way-sound = Звук
event-group-jobs = Задачи
event-group-servers = Серверы
event-group-news = Новости
event-kind-failed = Сбой
event-kind-completed = Задача завершена
event-kind-warning = Предупреждение
event-kind-stalled = Задача замерла
event-kind-longer = Дольше обычного
event-kind-vanished = Исчезла, итог неизвестен
event-kind-unreachable = Сервер недоступен
event-kind-restored = Сервер снова доступен
event-kind-signed_out = Требуется вход
event-kind-message = Сообщение от сервера
event-kind-record = Запись создана, изменена, удалена
event-kind-backlog = Накопившиеся сообщения
rule-muted = Заглушить
rule-muted-about = Ничего на рабочем столе и никаких звуков; под колокольчиком — как прочитанное.
rule-watched = Отслеживать
rule-watched-about = О каждом завершении сообщается на рабочем столе — даже заглушённом, коротком или в тихие часы.
rule-only_mine = Только мои
rule-only_mine-about = Только задачи пользователя, под которым вы вошли, если сервер сообщает, чьи они.
rule-at_least = Только задачи длительностью от
rule-at_least-about = Более короткая, завершённая успешно, лишь отмечается под колокольчиком.
rule-warnings = Какие предупреждения
rule-warnings-about = Задача может дать их много; не каждое стоит оповещения.
duration-unit = { $setting }: единица
duration-unit-seconds = секунд
duration-unit-minutes = минут
duration-unit-hours = часов
warnings-milestones = 1-е, 10-е, 100-е…
warnings-first = Только первое
warnings-every = Одно из нескольких
warnings-above = Когда сбоев слишком много
warnings-nth = Через сколько предупреждений приходит оповещение
warnings-nth-unit = предупреждений на одно оповещение
warnings-percent = Доля сбоев, выше которой приходит оповещение
warnings-percent-unit = % сбоев
warnings-milestones-short = предупреждения 1, 10, 100…
warnings-first-short = только первое предупреждение
warnings-every-short = предупреждения по { $nth }
warnings-above-short = предупреждение, когда сбоев больше { $percent }
dry-run = По этим правилам { $daysCount ->
    [one] за последний { $days } день
    [few] за последние { $days } дня
    [many] за последние { $days } дней
   *[other] за последние { $days } дня
} { $alertsCount ->
    [0] не пришло бы ни одного оповещения
    [one] пришло бы { $alerts } оповещение
    [few] пришло бы { $alerts } оповещения
    [many] пришло бы { $alerts } оповещений
   *[other] пришло бы { $alerts } оповещения
}{ $known ->
    [quiet] {" "}(тихие часы задержали бы ещё { $quiet }).
   *[nothing] .
}
dry-run-now = По нынешним правилам: { $alertsCount ->
    [0] ни одного
    [one] { $alerts } оповещение
    [few] { $alerts } оповещения
    [many] { $alerts } оповещений
   *[other] { $alerts } оповещения
}.
dry-run-empty = { $daysCount ->
    [one] За последний { $days } день
    [few] За последние { $days } дня
    [many] За последние { $days } дней
   *[other] За последние { $days } дня
} ничего не отмечено: правила пока не на чем проверить.
dry-run-wait = Правила проверяются на последних днях…
rules-unsaved = Изменённые правила ещё не сохранены
rules-saved = Правила оповещений сохранены.
rules-discarded = Изменения отменены.
rules-discard = Не сохранять
rules-look = Посмотреть

## Settings: quiet hours and pause

pause-title = Пауза сейчас
pause-about = На время — никаких оповещений на рабочем столе и никаких звуков. Колокольчик работает.
pause-not = Оповещения включены.
quiet-about = В это время нет ни оповещений на рабочем столе, ни звуков. Колокольчик работает.
quiet-on = Соблюдать тихие часы
quiet-span = Тихое время { $number }
quiet-days = В эти дни
quiet-span-from = С
quiet-span-to = до
quiet-same-day = До { $end } того же дня: { $duration }
quiet-next-day = До { $end } следующего дня: { $duration }
quiet-no-day = Выберите хотя бы один день.
quiet-days-wanted = У тихого времени не выбран день: выберите его или уберите это время.
quiet-add = Добавить время
quiet-remove = Убрать это время
quiet-remove-of = Убрать тихое время { $number }
quiet-off-note = Выключено: это время не действует.
quiet-failures = Всё равно сообщать о сбоях
quiet-failures-about = О сбоях задач и недоступных серверах сообщается всё равно.
quiet-dnd = Учитывать режим «Не беспокоить»
quiet-dnd-about = Пока он включён на рабочем столе, Vigie тоже молчит.
time-wrong = Введите время, например { $example }.

## Settings: sounds, data, about

sounds-about = Три коротких мягких звука. Что и когда звучит, выбирается в разделе «Оповещения».
sounds-on = Включить звуки
sound-done = Готово
sound-done-about = Что-то успешно завершилось
sound-failed = Сбой
sound-failed-about = Произошёл сбой, или сервер недоступен
sound-attention = Внимание
sound-attention-about = На что-то стоит взглянуть
sound-play = Прослушать
sound-play-of = Прослушать: { $sound }
saved-as = Сохранено в файл
saved-show = Показать в папке
export-title = Экспорт
export-about = Серверы, правила оповещений и тихие часы в одном файле — для другого компьютера или коллеги. Паролей и токенов в нём нет.
export-do = Экспортировать
export-servers = { $serversCount ->
    [one] { $servers } сервер
    [few] { $servers } сервера
    [many] { $servers } серверов
   *[other] { $servers } сервера
}
import-title = Импорт
import-about = Принимает серверы и правила из такого файла. Сначала вы увидите, что он даст.
import-file = Файл для импорта
import-choose = Выбрать файл…
import-too-large = { $name }: файл слишком велик, Vigie такие не экспортирует. Выберите другой.
import-of = Что даст { $name }
import-would = { $name } даст:
import-done = Принято из { $name }:
import-added = Новые серверы
import-rules = Правила
import-rules-count = { $rulesCount ->
    [one] { $rules } новое или отличающееся правило
    [few] { $rules } новых или отличающихся правила
    [many] { $rules } новых или отличающихся правил
   *[other] { $rules } нового или отличающегося правила
}
import-known = Уже есть, останутся как были
import-refused = Принять нельзя
import-refused-why = { $server }: { $why }
import-sign-in = Потребуют входа
import-nothing = Нового в нём нет.
import-apply = Принять
diagnostics = Диагностика
diagnostics-about = Версии, настройки без паролей, последние строки журнала и история подключений — для того, кто вам помогает.
diagnostics-show = Прочитать и сохранить…
diagnostics-read = Это всё, что будет в файле. Пароли и токены из него убраны; посмотрите, готовы ли вы передать остальное.
diagnostics-files = Файлы
diagnostics-count = { $filesCount ->
    [one] { $files } файл
    [few] { $files } файла
    [many] { $files } файлов
   *[other] { $files } файла
}
about-vigie = Следит за долгими задачами на ваших серверах
about-version = Версия
about-licence = Лицензия
about-help = Что-то не работает? Тому, кто вам помогает, пригодится

## The bell: clearing

notice-filter-unread = Непрочитанные
notice-server = С какого сервера
clear-read = Убрать прочитанные
clear-notice = Убрать
notices-cleared = { $noticesCount ->
    [one] Убрано { $notices } уведомление
    [few] Убрано { $notices } уведомления
    [many] Убрано { $notices } уведомлений
   *[other] Убрано { $notices } уведомления
}

## While you were away

away-title = Пока вас не было
away-about = Вас не было { $duration }: { $list }.
away-mark-read = Отметить как прочитанные
away-more = { $noticesCount ->
    [one] и ещё { $notices } — под колокольчиком
    [few] и ещё { $notices } — под колокольчиком
    [many] и ещё { $notices } — под колокольчиком
   *[other] и ещё { $notices } — под колокольчиком
}
### Shell

tray-mini = Мини-окно
tray-pause-until-tomorrow = Приостановить оповещения до завтра
mini-title = Vigie, мини-окно
### Window: jobs, navigation and keys

## Groups of jobs

group-by = Группировать
group-by-none = По состоянию
group-by-server = По серверам
group-by-kind = По типам
grouped-by = Группировка: { $grouping }
group-pinned = Закреплённые
group-kindless = Без типа
filter-none-about = { $jobsCount ->
    [one] Фильтр скрывает { $jobs } задачу.
    [few] Фильтр скрывает { $jobs } задачи.
    [many] Фильтр скрывает { $jobs } задач.
   *[other] Фильтр скрывает { $jobs } задачи.
}

## Signs on a row

usually = обычно { $duration }
usually-why = { $runsCount ->
    [one] Половина задач этого типа уложилась в { $median }, девять из десяти — в { $most } ({ $runs } запуск).
    [few] Половина задач этого типа уложилась в { $median }, девять из десяти — в { $most } ({ $runs } запуска).
    [many] Половина задач этого типа уложилась в { $median }, девять из десяти — в { $most } ({ $runs } запусков).
   *[other] Половина задач этого типа уложилась в { $median }, девять из десяти — в { $most } ({ $runs } запуска).
}
sign-watched = Под наблюдением
sign-muted = Без звука и оповещений
sign-pinned = Закреплена
owner-is = Владелец: { $owner }

## What can be done with a job

job-menu = Действия: { $title }
job-menu-open = Ещё
job-details = Подробности
job-details-close = Закрыть подробности
watch-job = Следить: сообщить, чем закончится
unwatch-job = Больше не следить
mute-job = Не оповещать об этой задаче ни при одном запуске
unmute-job = Снова оповещать об этой задаче
mute-kind = Не оповещать обо всех «{ $kind }» здесь
unmute-kind = Снова оповещать о «{ $kind }» здесь
pin-job = Закрепить наверху
unpin-job = Открепить
done-watched = { $title }: вы узнаете, чем закончится.
done-unwatched = { $title }: наблюдение снято.
done-muted = { $title }: оповещений не будет, только запись в уведомлениях.
done-unmuted = { $title }: оповещения снова включены.
done-kind-muted = «{ $kind }» на { $server }: оповещений не будет, только записи в уведомлениях.
done-kind-unmuted = «{ $kind }» на { $server }: оповещения снова включены.
done-pinned = { $title }: закреплена наверху.
done-unpinned = { $title }: откреплена.
done-pin-full = Больше закрепить нельзя. Сначала открепите одну из задач.
done-copied = Скопировано: { $id }
done-not-copied = Буфер обмена недоступен. Идентификатор виден в подробностях: выделите его там.
fact-owner = Владелец
fact-usual = Обычно
rates = Скорость
rates-percent = Скорость, в процентах
rates-of = Скорость задачи «{ $title }»: от { $low } до { $high }
rates-none = Кривой пока нет.
rates-peak = не более { $rate }

## The foot of the window

events-per-second = { $events } событий/с
quiet-off = Тихих часов нет
quiet-from = Тихо с { $clock }
quiet-until = Тихо до { $clock }
pause-alerts = Приостановить оповещения
pause-hour = На 1 час
pause-until = До { $clock }
pause-until-tomorrow = До завтра, { $clock }
pause-resume = Возобновить
alerts-paused = Оповещения приостановлены

## Keys

keys = Клавиатура
keys-about = Не действует, пока вы вводите текст в поле.
keys-group-window = Везде
keys-group-views = Разделы
keys-group-list = Списки
keys-group-job = Выбранная задача
keys-filter = Фильтр
keys-bell = Уведомления
keys-leave = Закрыть открытое, сбросить фильтр
keys-help = Этот список
keys-next = Следующая строка
keys-previous = Предыдущая строка
keys-ends = Первая и последняя строка
keys-open = Открыть или закрыть подробности
keys-menu = Меню задачи
keys-mute = Отключить или включить оповещения
keys-watch = Следить или перестать
keys-pin = Закрепить или открепить
key-escape = Esc
key-enter = Enter
key-home = Home
key-end = End
key-contextmenu = Меню
key-shift = Shift

### The first address, and adding a server all the same

address-not-one = Это не адрес. Введите адрес вида https://heron.example.
add-anyway = Всё равно добавить
add-anyway-ask = По этому адресу никого не удалось опросить. Его можно добавить всё равно: Vigie будет и дальше пытаться с ним связаться.
