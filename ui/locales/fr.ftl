# Vigie, fr. Shared by the window and the Rust side (desktop alerts, tray, terminal).
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

state-pending = En attente
state-running = En cours
state-completed = Terminée
state-completed-inferred = Terminée (déduit)
state-failed = Échec
state-stalled = Figée
state-stale = Contact perdu
state-vanished = Disparue

## States of a connection

link-connecting = Connexion
link-live = En direct
link-polling = Par interrogation
link-waiting = En attente
link-signed_out = Non connecté
link-stopped = Arrêté

## Why a connection is as it is
# .what says what happened and what the person can do: it stands alone where Vigie will not try again by
# itself (test of a server, a command that failed). The whole message adds what Vigie does about it.

reason-tries-again = Vigie réessaie d’elle-même.
reason-tries-later = Vigie réessaie de temps en temps.
reason-waits-for-you = Vigie vous attend.

reason-host-unknown = { reason-host-unknown.what } { reason-tries-again }
    .what = L’hôte { $host } est introuvable. Vérifiez l’orthographe de l’adresse, ainsi que votre réseau ou votre VPN.
reason-connection-refused = { reason-connection-refused.what } { reason-tries-again }
    .what = Rien n’écoute sur { $host }, port { $port }. Vérifiez l’adresse, et assurez-vous que le serveur est démarré.
reason-no-answer = { reason-no-answer.what } { reason-tries-again }
    .what = Le serveur n’a pas répondu en { $seconds } s. Il est peut-être surchargé, ou un pare-feu fait obstacle.
reason-connection-lost = { reason-connection-lost.what } Vigie se reconnecte d’elle-même et rattrape son retard.
    .what = La connexion a été rompue : { $detail }. Si cela se répète, vérifiez votre réseau ou adressez-vous à la personne qui administre le serveur.
reason-tls-failed = { reason-tls-failed.what } { reason-tries-again }
    .what = La connexion sécurisée n’a pas pu être établie : { $detail }. Vérifiez le certificat du serveur et la date de cet ordinateur.
reason-certificate-expired = { reason-certificate-expired.what } { reason-tries-again }
    .what = Le certificat de ce serveur vaut du { $not_before } au { $not_after }, et nous n’y sommes pas. Vérifiez la date de cet ordinateur, ou demandez à la personne qui administre le serveur de le renouveler. Si vous l’acceptez tel quel, comparez d’abord son empreinte : { $fingerprint }
reason-certificate-name = { reason-certificate-name.what } { reason-tries-again }
    .what = Le certificat de ce serveur n’est pas pour { $host } mais pour { $names }. Vérifiez l’adresse. Si vous l’acceptez tel quel, comparez d’abord son empreinte : { $fingerprint }
reason-certificate-unknown = { reason-certificate-unknown.what } { reason-tries-again }
    .what = Aucune autorité connue de cet ordinateur n’a signé le certificat de ce serveur, qui désigne { $issuer } comme émetteur. Choisissez le fichier de cette autorité dans les réglages du serveur, ou acceptez ce seul certificat après avoir comparé son empreinte : { $fingerprint }
reason-certificate-changed = { reason-certificate-changed.what } { reason-tries-again }
    .what = Ce n’est pas le certificat que vous avez accepté pour ce serveur. Soit il a été renouvelé, soit quelqu’un s’est placé entre vous et le serveur : adressez-vous à la personne qui l’administre. Le nouveau désigne { $issuer } comme émetteur ; son empreinte : { $fingerprint }
reason-file-unreadable = { reason-file-unreadable.what } { reason-waits-for-you }
    .what = Le fichier { $file } est inutilisable : { $detail }. Choisissez-en un autre dans les réglages du serveur.
reason-proxy-failed = { reason-proxy-failed.what } { reason-tries-again }
    .what = Le proxy { $proxy } n’a pas établi la connexion à ce serveur : { $detail }. Vérifiez le proxy, son nom d’utilisateur et son mot de passe.
reason-silent = { reason-silent.what } Vigie se reconnecte d’elle-même.
    .what = Rien n’a été reçu depuis { $seconds } s, pas même un signe de vie. Si cela se répète, quelque chose retient les données en chemin.
reason-stream-ended = { reason-stream-ended.what } Vigie se reconnecte d’elle-même et rattrape son retard.
    .what = Le serveur a fermé le flux proprement, comme lorsqu’il redémarre. Si cela se répète, adressez-vous à la personne qui l’administre.
reason-http-status = { reason-http-status.what } { reason-tries-again }
    .what = Le serveur a répondu par une erreur (statut { $status }). Si cela persiste, adressez-vous à la personne qui l’administre.
reason-server-busy = { reason-server-busy.what } Vigie attend le temps demandé, puis réessaie.
    .what = Le serveur est occupé et demande de patienter (statut { $status }). Si cela persiste, adressez-vous à la personne qui l’administre.
reason-not-this-backend = { reason-not-this-backend.what } { reason-tries-later }
    .what = { $found ->
        [html] Cette adresse est celle d’une page web, et non ce qu’envoie ce type de serveur.
        [json] Les données de cette adresse ne sont pas celles qu’envoie ce type de serveur.
        [not-found] Ce serveur n’a pas ce que possède ce type de serveur (statut { $status }).
       *[other] Ce qui répond à cette adresse n’est pas ce type de serveur.
    } Vérifiez l’adresse : c’est celle du serveur lui-même, sans le chemin d’une page. Si elle est juste, choisissez un autre type de serveur.
reason-sign-in-needed = { reason-sign-in-needed.what } { reason-waits-for-you }
    .what = Le serveur demande une identification. Saisissez un nom d’utilisateur et un mot de passe, ou le jeton ou le cookie qu’il accepte.
reason-sign-in-refused = { reason-sign-in-refused.what } Vigie ne réessaie pas d’elle-même, pour que votre compte ne soit pas bloqué.
    .what = Le serveur n’a pas accepté votre identification. Vérifiez le nom d’utilisateur et le mot de passe, ou le jeton ou le cookie.
reason-sign-in-form-unknown = { reason-sign-in-form-unknown.what } { reason-waits-for-you }
    .what = Vigie ne comprend pas la page d’identification de ce serveur. Vérifiez l’adresse ou adressez-vous à la personne qui l’administre.
reason-cleartext-refused = { reason-cleartext-refused.what } { reason-waits-for-you }
    .what = Vos identifiants traverseraient le réseau jusqu’à { $host } en clair (http), lisibles par tous en chemin. Saisissez l’adresse en https ; si ce serveur n’en a pas et que vous faites confiance au réseau, autorisez-le dans les réglages de ce serveur.
reason-forbidden = { reason-forbidden.what } { reason-tries-later }
    .what = Le serveur ne permet pas à ce compte de voir ce que vous voulez surveiller. Identifiez-vous sous un autre nom, ou demandez l’accès à la personne qui l’administre.
reason-redirected-elsewhere = { reason-redirected-elsewhere.what } { reason-tries-later }
    .what = Le serveur renvoie vers un autre hôte, { $host }. Vigie ne suit pas ce renvoi, pour que votre mot de passe reste à sa place. Si cet hôte est le bon, saisissez plutôt son adresse.
reason-redirect-loop = { reason-redirect-loop.what } { reason-tries-later }
    .what = Le serveur renvoie de page en page sans jamais arriver. Ouvrez son adresse dans un navigateur : si cela y tourne aussi en rond, adressez-vous à la personne qui l’administre ; sinon, saisissez l’adresse à laquelle vous arrivez.
reason-client-certificate-wanted = { reason-client-certificate-wanted.what } { reason-tries-later }
    .what = Ce serveur n’admet que ceux qui lui présentent un certificat, et le vôtre manque ou n’a pas été accepté : { $detail }. Choisissez les fichiers de votre certificat et de sa clé dans les réglages du serveur, ou demandez-les à la personne qui l’administre.
reason-finite-stream = { reason-finite-stream.what } À défaut, Vigie demande des nouvelles à quelques secondes d’intervalle.
    .what = Le serveur termine chaque flux aussitôt : aucun proxy ne le garde ouvert. Pour des jauges en direct, demandez à la personne qui l’administre de placer son proxy GRIP devant lui.
reason-stream-deaf = { reason-stream-deaf.what } En attendant, Vigie demande des nouvelles à quelques secondes d’intervalle.
    .what = Les flux restent ouverts mais n’apportent rien, alors que les tâches avancent. Si cela dure, demandez à la personne qui administre le serveur de le redémarrer.
reason-too-many-jobs = { reason-too-many-jobs.what } Vigie demande des nouvelles des autres à quelques secondes d’intervalle : vous n’avez rien à faire.
    .what = { $jobsCount ->
        [one] { $jobs } tâche y est en cours
       *[other] { $jobs } tâches y sont en cours
    }, plus que Vigie ne peut en suivre en direct : { $streamed }.
reason-told-to-stop = { reason-told-to-stop.what } Vigie s’est arrêtée et vous attend.
    .what = Le serveur a demandé de ne plus être appelé (statut 204). Reconnectez-vous quand vous saurez qu’il est prêt.
reason-disabled = { reason-disabled.what } En attendant, Vigie ne s’y connecte pas.
    .what = Ce serveur est désactivé. Activez-le pour le surveiller de nouveau.
reason-too-large = { reason-too-large.what } { reason-tries-again }
    .what = La réponse du serveur dépassait { $limit }, le maximum que Vigie accepte. Si cela persiste, adressez-vous à la personne qui l’administre.
reason-proxy-buffering = { reason-proxy-buffering.what } En attendant, Vigie demande des nouvelles de temps en temps.
    .what = Un proxy retient ce flux : ce que le serveur envoie arrive en retard ou n’arrive pas. Demandez à la personne qui l’administre de désactiver cette mise en tampon, par exemple avec proxy_buffering off dans nginx.
reason-nothing-yet = { reason-nothing-yet.what } Vigie reste à l’écoute : vous n’avez rien à faire.
    .what = Le serveur retient sa réponse tant qu’il n’a rien à dire : la connexion est établie, rien n’a encore été reçu.
reason-kind-unknown = { reason-kind-unknown.what } { reason-tries-later }
    .what = Vigie ne reconnaît pas le type de ce serveur. Vérifiez l’adresse ou choisissez le type vous-même.
reason-mapping-missing = { reason-mapping-missing.what } { reason-waits-for-you }
    .what = Les réglages ne disent pas ce que signifient les messages de ce serveur. Décrivez-les dans le fichier de réglages, dans la partie « custom » de ce serveur.
reason-sign-in-form-refused = { reason-sign-in-form-refused.what } { reason-waits-for-you }
    .what = Le serveur a refusé la forme de la demande d’identification (statut { $status }), et non le nom d’utilisateur ou le mot de passe. Identifiez-vous une fois dans un navigateur : si cela y réussit, reconnectez-vous ici ; sinon, adressez-vous à la personne qui l’administre.

## What could not be done

failure-address-empty = L’adresse est vide. Saisissez celle du serveur, par exemple https://heron.example.
failure-address-invalid = Cette adresse est illisible : { $detail }. Saisissez-en une comme https://heron.example.
failure-address-scheme = Vigie connaît http et https, pas { $scheme }. Saisissez une adresse comme https://heron.example.
failure-server-exists = { $name } a déjà cette adresse et cet utilisateur. Modifiez ce serveur ou saisissez un autre utilisateur.
failure-server-unknown = Ce serveur n’existe plus.
failure-job-unknown = Cette tâche n’existe plus.
failure-server-said = Le serveur a refusé : { $detail }
# Where the reason of the connection is known, its .what is shown instead.
failure-connection = La connexion au serveur a échoué. Réessayez dans un instant.
failure-settings-not-written = Le fichier de réglages n’a pas pu être écrit : { $detail }. Vérifiez que le disque a de la place et que vous pouvez écrire dans ce fichier, puis réessayez.
failure-settings-refused = Les réglages sont restés tels quels : { $detail }.
failure-store-trouble = L’historique n’a pas pu être lu ou écrit : { $detail }. Vérifiez que le disque a de la place, puis réessayez.
failure-link-refused = Ce lien n’a pas été ouvert : Vigie n’ouvre que les liens http et https.
failure-not-offered = Ce type de serveur ne sait pas faire cela.
failure-value-unknown = Vigie ne connaît pas { $value }. Valeurs possibles : { $known }.
failure-rule-refused = Cette règle ne convient pas : { $detail }. Rien n’a été modifié ; corrigez-la et réessayez.
failure-import-unreadable = Ce fichier ne peut pas être repris : { $detail }. Choisissez un fichier exporté par Vigie.
failure-file-not-written = Impossible d’écrire { $file } : { $detail }. Vérifiez que le dossier existe et qu’il reste de la place, puis réessayez.
failure-desktop-refused = Le bureau a refusé : { $detail }.
failure-stopping = Vigie est en train de s’arrêter.
failure-internal = Une erreur s’est produite dans Vigie : { $detail }. Elle figure dans le journal ; réessayez.

## Standing troubles of Vigie itself

trouble-settings-broken = Le fichier de réglages { $file } contient une erreur à la ligne { $line } : { $detail }. Vigie utilise la dernière bonne copie et ne touche pas au fichier. Corrigez la ligne pour retrouver vos réglages.
trouble-settings-value = À la ligne { $line } du fichier de réglages { $file }, { $key } ne convient pas : { $detail }. Vigie s’en passe et ne touche pas au fichier. Corrigez la ligne pour qu’elle soit prise en compte.
trouble-settings-newer = Le fichier de réglages { $file } a été écrit par une Vigie plus récente (version { $found } ; celle-ci lit { $known }). Vigie n’y touche pas. Installez la version plus récente pour l’utiliser.
trouble-store-set-aside = L’historique était endommagé. Vigie l’a mis de côté sous le nom { $file } et en a commencé un nouveau. Vous pouvez supprimer ce fichier, ou le garder pour qui saurait le réparer.
trouble-store-newer = L’historique { $file } a été écrit par une Vigie plus récente (version { $found } ; celle-ci lit { $known }). Vigie n’y touche pas et n’enregistre rien cette fois-ci. Installez la version plus récente pour l’utiliser.
trouble-store-not-saving = L’historique et les notifications ne sont pas enregistrés : { $detail }. Vigie continue de surveiller. Vérifiez que le disque a de la place.
trouble-no-keyring = Aucun trousseau n’est accessible ({ $detail }). Les mots de passe restent en mémoire et seront oubliés à la fermeture de Vigie. Démarrez ou déverrouillez le trousseau de votre bureau, puis saisissez-les de nouveau.
trouble-no-desktop-alerts = Le bureau n’accepte pas les notifications ({ $detail }). Vous les trouverez sous la cloche. Vérifiez que les notifications de votre bureau sont activées.

## Notices

notice-completed-title = { $known ->
    [inferred] { $title } : tâche terminée (déduit)
   *[nothing] { $title } : tâche terminée
}
notice-completed-body = { $known ->
    [work] { $work }
    [duration] En { $duration }
   *[both] { $work } en { $duration }
}
notice-failed-title = { $known ->
    [percent] { $title } : échec à { $percent }
   *[nothing] { $title } : échec
}
notice-failed-body = { $known ->
    [work] { $work }
    [duration] Après { $duration }
   *[both] { $work } en { $duration }
}
notice-warning-title = { $title } : { $warningsCount ->
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}
notice-warning-body = { $work }
notice-stalled-title = { $title } : tâche figée
notice-stalled-body = { $known ->
    [duration] Aucune nouvelle depuis { $duration }
   *[nothing] Aucune nouvelle depuis un moment
}
notice-vanished-title = { $title } : tâche disparue
notice-vanished-body = Le serveur ne la connaît plus ; on ignore comment elle s’est terminée
notice-signed_out-title = { $server } : identification requise
notice-signed_out-body = Ses tâches ne sont plus surveillées tant que vous ne vous identifiez pas de nouveau
notice-message-title = { $known ->
    [title] { $title }
   *[nothing] Message de { $server }
}
notice-message-body = { $text }
notice-record-title = { $action ->
    [created] { $model } { $title } : création
    [updated] { $model } { $title } : modification
   *[deleted] { $model } { $title } : suppression
}
notice-record-body = { $facts }
record-by = Par { $by }
record-project = Projet { $project }
record-status = Statut { $status }
notice-backlog-title = { $messagesCount ->
    [one] { $messages } message en attente
   *[other] { $messages } messages en attente
}
notice-backlog-body = Arrivés pendant que Vigie n’était pas connectée ; vous les trouverez sous la cloche
notice-unreachable-title = { $known ->
    [jobs] { $server } injoignable, état inconnu pour { $jobsCount ->
        [one] { $jobs } tâche
       *[other] { $jobs } tâches
    }
   *[nothing] { $server } injoignable
}
notice-unreachable-body = Aucune nouvelle depuis { $duration }
notice-restored-title = { $server } de nouveau joignable
notice-restored-body = { $known ->
    [both] Au bout de { $duration } : { $ended } ; { $jobsCount ->
        [one] { $jobs } tâche y est ouverte
       *[other] { $jobs } tâches y sont ouvertes
    }
    [ended] Au bout de { $duration } : { $ended }
    [jobs] Au bout de { $duration } ; { $jobsCount ->
        [one] { $jobs } tâche y est ouverte
       *[other] { $jobs } tâches y sont ouvertes
    }
   *[nothing] Au bout de { $duration }
}
notice-longer-title = { $title } dure plus longtemps que d’habitude
notice-longer-body = { $known ->
    [both] En cours depuis { $duration }, { $usual } d’habitude
   *[duration] En cours depuis { $duration }
}

# Many desktop alerts at once become one: the body is a list of alert-many-<kind>.
alert-many-title = { $alertsCount ->
    [one] { $alerts } notification
   *[other] { $alerts } notifications
}
alert-many-body = { $list }
alert-many-completed = { $numberCount ->
    [one] { $number } terminée
   *[other] { $number } terminées
}
alert-many-failed = { $numberCount ->
    [one] { $number } échec
   *[other] { $number } échecs
}
alert-many-warning = { $numberCount ->
    [one] { $number } avertissement
   *[other] { $number } avertissements
}
alert-many-stalled = { $numberCount ->
    [one] { $number } figée
   *[other] { $number } figées
}
alert-many-vanished = { $numberCount ->
    [one] { $number } disparue
   *[other] { $number } disparues
}
alert-many-signed_out = { $numberCount ->
    [one] { $number } identification requise
   *[other] { $number } identifications requises
}
alert-many-message = { $numberCount ->
    [one] { $number } message
   *[other] { $number } messages
}
alert-many-record = { $numberCount ->
    [one] { $number } fiche modifiée
   *[other] { $number } fiches modifiées
}
alert-many-backlog = { $numberCount ->
    [one] { $number } lot de messages
   *[other] { $number } lots de messages
}
alert-many-unreachable = { $numberCount ->
    [one] { $number } serveur injoignable
   *[other] { $number } serveurs injoignables
}
alert-many-restored = { $numberCount ->
    [one] { $number } serveur de nouveau joignable
   *[other] { $number } serveurs de nouveau joignables
}
alert-many-longer = { $numberCount ->
    [one] { $number } dure plus longtemps que d’habitude
   *[other] { $number } durent plus longtemps que d’habitude
}

## Counts

part-separator = { " · " }
list-separator = { ", " }
items = { $itemsCount ->
    [one] { $items } élément
   *[other] { $items } éléments
}
# $itemsCount is the number of $total.
items-of-total = { $itemsCount ->
    [one] { $done } élément sur { $total }
   *[other] { $done } éléments sur { $total }
}
time-of-total = { $done } sur { $total }
failed-items = { $failed } en échec
warnings = { $warningsCount ->
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}
jobs = { $jobsCount ->
    [one] { $jobs } tâche
   *[other] { $jobs } tâches
}
percent = { $value } %
rate-per-second = { $value } /s
rate-per-minute = { $value } /min
size-bytes = { $value } octets
size-kib = { $value } Kio
size-mib = { $value } Mio

## Durations
# One or two units, the smaller one in two digits where it has no unit of its own.

duration-under-second = moins de 1 s
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-minutes-seconds = { $minutes } min { $seconds }
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes }
duration-days = { $days } j
duration-days-hours = { $days } j { $hours } h

## Time left
# $low is a bare number where it has the unit of $high.

eta-seconds = quelques secondes
eta-about = environ { $duration }
eta-range = { $low }–{ $high }
eta-overdue = plus long que d’habitude


### Window

## The frame of the window

sidebar = Barre latérale
views = Vues
view-jobs = Tâches
view-activity = Activité
view-boards = Tableaux
view-history = Historique
view-servers = Serveurs
view-settings = Réglages
menu = Menu
close = Fermer
cancel = Annuler
dismiss = Masquer
try-again = Réessayer
optional = (facultatif)
never = jamais
ago = il y a { $duration }
engine-silent = La fenêtre ne parvient pas à joindre le reste de Vigie. Elle continue d’essayer.

## Jobs: the header line

sum-running = { $jobs } en cours
sum-failed = { $jobs } en échec
sum-trouble = { $jobs } en difficulté
sum-warned = { $jobs } avec avertissements
sum-next = prochaine fin dans { $duration }
filter = Filtrer…{ "  " }{ $keys }
filter-label = Filtrer par titre, type, serveur, identifiant, propriétaire, message ou métadonnées
filter-none = Aucune tâche ne correspond à « { $filter } ».
filter-clear = Effacer le filtre
group-attention = À surveiller
group-running = En cours
group-finished = Terminées
no-jobs-now = en direct, aucune tâche en cours

## Jobs: one row

job-done-of-total = { $done } / { $total }
job-no-update = rien depuis { $duration }
job-last-heard = vue il y a { $duration }
job-left = restant
eta-under = < { $duration }
countdown = décompte
countdown-used-of = sur { $total }
countdown-over = temps écoulé
about-to-end = Bientôt la fin
inferred = déduite
inferred-why = Ce serveur n’annonce pas les fins. Vigie tient la tâche pour terminée parce que le compte y est et que plus rien n’en a été reçu.

## Jobs: details

details-of = Détails de { $title }
fact-server = Serveur
fact-kind = Type
fact-step = Étape
fact-created = Création
fact-started = Début
fact-finished = Fin
fact-took = Durée
fact-running-for = En cours depuis
fact-silent-since = Silencieuse depuis
fact-heard = Dernier signe
fact-items = Éléments
fact-failed = Éléments en échec
fact-warnings = Avertissements
fact-rate = Débit
fact-server-percent = Selon le serveur
fact-run = Exécution n°
fact-ends = Fin
fact-used = Temps utilisé
text-error = Erreur
text-warning = Dernier avertissement
text-message = Dernier message
timeline = Chronologie
timeline-empty = Rien n’a encore été noté.
event-started = Début
event-message = Message
event-warning = Avertissement
event-completed = Terminée
event-failed = Échec
event-stalled = Figée
event-resumed = Reprise
event-vanished = Disparue
event-stage = Étape
event-gap = Rien reçu entre { $from } et { $to }
event-extended = { $known ->
    [by] { $duration } de plus, accordé par { $by }
   *[nothing] { $duration } de plus
}
metadata = Métadonnées
job-id = Identifiant
copy-id = Copier l’identifiant
copied = Copié
open-on-server = Ouvrir sur le serveur
delete-on-server = Supprimer sur le serveur
delete-job-title = Supprimer cette tâche ?
delete-job-about = { $title } sera supprimée sur { $server }. Cette action est irréversible.

## Servers

servers = Serveurs
servers-live = { $liveCount ->
    [one] { $live } serveur joignable sur { $servers }
   *[other] { $live } serveurs joignables sur { $servers }
}
servers-gone = { $serversCount ->
    [one] { $servers } serveur est injoignable
   *[other] { $servers } serveurs sont injoignables
}
more-servers-gone = { $serversCount ->
    [one] et { $servers } autre serveur est injoignable
   *[other] et { $servers } autres serveurs sont injoignables
}
jobs-running = { $jobsCount ->
    [one] { $jobs } tâche en cours
   *[other] { $jobs } tâches en cours
}
latency = { $ms } ms
link-off = désactivé
link-back-in = nouvel essai dans { $duration }
link-back-now = essai en cours
link-sign-in = s’identifier
last-heard = dernier signe il y a { $duration }
last-heard-at = { $ago } ({ $clock })
sign-in = S’identifier
connect-now = Réessayer maintenant
add-server = Ajouter un serveur
add = Ajouter
save = Enregistrer
remove = Retirer
server-address = Adresse
server-name = Nom
server-user = Utilisateur
server-password = Mot de passe
password-show = Afficher le mot de passe
password-unchanged = inchangé
server-in-the-open = http n’est pas chiffré : le mot de passe circulerait en clair. Utilisez https si le serveur le propose.
server-linked = Cette adresse vient d’un lien. Vigie n’y a encore rien demandé : regardez ce qui s’y trouve, ou testez-la.
server-cleartext-allow = Y envoyer quand même mots de passe et jetons sans chiffrement
server-edit = Modifier
server-disable = Désactiver
server-enable = Activer
remove-server = Retirer de Vigie
remove-server-ask = Retirer { $name } ? Vigie oublie son adresse et son mot de passe. Rien ne change sur le serveur lui-même.
end-demo = Arrêter la démonstration
remove-demo-ask = Arrêter la démonstration ? Tous ses serveurs et ce qu’ils montrent disparaissent. Vous pourrez la relancer à tout moment.
demo-about = Ce serveur fait partie de Vigie et montre des données inventées. Il disparaît à la fermeture de Vigie.
secret-none = aucun
secret-keyring = dans le trousseau
secret-memory = en mémoire, jusqu’à la fermeture de Vigie
fact-streams = Flux ouverts
fact-events = Événements reçus
fact-reconnects = Reconnexions
fact-oddities = Anomalies
fact-oddities-why = Ce qui a été reçu sans être compris
test = Tester
test-running = Essai de connexion…
test-cancel = Arrêter l’essai
test-worked = Tout fonctionne
test-failed = L’essai a échoué
test-streams = flux en direct
test-polls = par interrogation régulière
test-polls-why = Aucun flux n’a pu être maintenu : Vigie demandera des nouvelles à quelques secondes d’intervalle.

## Servers: what they speak, how one signs in

kind-auto = Pas encore connu
kind-find-out = À découvrir
kind-sse-progress = SSE Progress
kind-soniquebay = SoniqueBay
kind-estimates = Estimates
kind-postes = Postes
kind-solilms = SoliLMS
kind-custom = Correspondance propre
sign-in-auto = Selon son type
sign-in-none = Aucune
sign-in-session = Utilisateur et mot de passe (formulaire)
sign-in-basic = Utilisateur et mot de passe (Basic)
sign-in-url-token = Jeton dans l’adresse
sign-in-bearer = Jeton (Bearer)
sign-in-cookie = Cookie
sign-in-auto-wanted = On n’a pas vu comment il veut être abordé.
sign-in-session-wanted = Il demande un utilisateur et un mot de passe.
sign-in-basic-wanted = Il demande un utilisateur et un mot de passe.
sign-in-url-token-wanted = Il demande un jeton.
sign-in-bearer-wanted = Il demande un jeton.
sign-in-cookie-wanted = Il demande le cookie d’un navigateur identifié.
sign-in-not-needed = Aucune identification nécessaire
server-kind = Type
server-sign-in = Identification
server-secret = Secret
server-token = Jeton
token-show = Afficher le jeton
server-cookie = Cookie
cookie-show = Afficher le cookie
server-cookie-about = Tel que votre navigateur l’affiche pour ce serveur, une fois identifié.
server-options = Plus d’options
server-watch = Sessions ou tâches à surveiller
server-watch-about = Leurs identifiants, pour un serveur qui n’en donne pas la liste.
server-headers = En-têtes supplémentaires
header-name = Nom
header-value = Valeur
header-value-show = Afficher la valeur
header-remove = Retirer cet en-tête
header-add = Ajouter un en-tête
look = Regarder
looking = Vigie regarde ce qui s’y trouve…
found-kind = { $kind } reconnu
found-nobody = Personne n’a pu être interrogé
found-certificate = Son certificat n’inspire pas confiance
found-unsure = Vigie hésite sur ce que c’est
found-nothing = Vigie n’y a rien reconnu
found-choose = Que parle ce serveur ?
found-possible = probable
found-saw = Ce qui a été vu
found-no-answer = pas de réponse
found-redirect = mène à { $location }
found-speaks-for = évoque { $kind }
certificate = Le certificat du serveur
certificate-why-expired = Il n’est pas dans sa période de validité.
certificate-why-name = Il n’est pas établi pour { $host }.
certificate-why-unknown = Personne en qui cet ordinateur ait confiance ne l’a émis.
certificate-why-changed = Ce n’est pas celui que vous avez accepté pour ce serveur.
certificate-names = Établi pour
certificate-issuer = Émis par
certificate-valid = Validité
certificate-from-to = du { $from } au { $to }
certificate-fingerprint = Empreinte (SHA-256)
certificate-compare = Comparez l’empreinte avec celle que vous donne, au téléphone par exemple, la personne qui administre le serveur. Vigie acceptera alors ce seul certificat, et aucun autre.
certificate-accept = Accepter ce certificat
certificate-accepted = Ce seul certificat sera accepté.
certificate-undo = Ne pas l’accepter

## Activity: records and messages

activity-about = ce qui change sur vos serveurs
activity-filter-label = Filtrer par modèle, serveur, action, personne ou contenu
activity-filter-none = Rien ici ne correspond à « { $filter } ».
activity-gap = Sans nouvelles de { $server } ({ $between }) : des changements peuvent manquer ici.
activity-empty = Rien n’a encore changé
activity-empty-about = Quand un serveur annonce la création, la modification ou la suppression d’un enregistrement, ou vous envoie un message, vous le voyez ici aussitôt.
activity-new = { $changesCount ->
    [one] { $changes } nouveauté
   *[other] { $changes } nouveautés
}
all-changes = Tous les changements
tables = Tables
changes-skipped = { $changesCount ->
    [one] { $changes } changement arrivé trop vite n’est pas listé ici ; il est dans les tables.
   *[other] { $changes } changements arrivés trop vite ne sont pas listés ici ; ils sont dans les tables.
}
table-rows = { $rowsCount ->
    [one] { $rows } enregistrement
   *[other] { $rows } enregistrements
}
table-changed = dernier changement : { $when }
table-gap = a pu changer pendant la déconnexion ({ $between })
table-loading = Chargement…
column-record = Enregistrement
column-changed = Changement
record-created = Création
record-updated = Modification
record-deleted = Suppression
record-id = N° { $id }
record-no-fields = Le serveur n’a envoyé aucun champ.
record-show-table = Afficher la table
by-whom = par { $by }
field-is = { $name } : { $value }
field-yes = oui
field-no = non
field-empty = vide
field-changed = modifié

## Boards: the numbers of a server

boards-about = les chiffres que publient vos serveurs
boards-empty = Pas encore de chiffres
boards-empty-about = Certains serveurs publient des chiffres : utilisateurs, sessions, postes… Ils s’affichent ici, chacun avec la courbe de sa dernière heure.
board-empty = Il n’a encore transmis aucun chiffre.
as-of = relevé : { $when }
not-heard = pas encore de nouvelles
not-heard-since = dernier signe : { $when }
stat-group-all = Ensemble
stat-group-utilisateurs = Utilisateurs
stat-group-sessions = Sessions
stat-group-postes = Postes
stat-group-users = Connexions par utilisateur
stat-utilisateurs-total = Total
stat-utilisateurs-actifs = Actifs
stat-utilisateurs-nouveaux_mois = Nouveaux ce mois‑ci
stat-sessions-total = Total
stat-sessions-actives = Actives
stat-sessions-en_attente = En attente
stat-sessions-terminees_aujourd_hui = Terminées aujourd’hui
stat-postes-total = Total
stat-postes-disponibles = Disponibles
stat-postes-occupes = Occupés
stat-postes-hors_ligne = Hors ligne
stat-total_users = Utilisateurs connectés
stat-total_connections = Connexions
stat-user = Utilisateur { $id }
curve-open = { $name } : { $value }. Afficher sa courbe
curve-hour-of = { $name } depuis une heure : de { $low } à { $high }
curve-of = Courbe de { $name } : de { $low } à { $high }
curve-none = Pas encore de courbe.
curve-span = Période
curve-hour = Dernière heure
curve-week = 7 derniers jours
curve-range = entre { $low } et { $high }
curve-flat = toujours { $value }

## What a server may be asked to do

validate-code = Valider un code
validate-code-about = { $server } dira si un code d’accès ouvre une session. Vigie ne garde pas le code.
validate-code-do = Valider
access-code = Code d’accès
station-address = Adresse IP du poste
start-session = Démarrer une session
start-session-about = { $server } démarrera une session en attente.
start-session-do = Démarrer
start-this-session = Démarrer cette session
show-session = Afficher la session
session-id = Identifiant de la session
sessions-waiting = En attente :
action-running = Demande au serveur…
action-accepted = Le serveur a dit oui
action-refused = Le serveur a dit non

## No server yet

empty-title = Que doit surveiller Vigie ?
empty-about = Collez l’adresse d’un serveur : ses tâches s’affichent ici avec leur avancement.
empty-watch = Surveiller
empty-or = ou
try-demo = Essayer la démonstration
try-demo-about = Cinq serveurs inventés : tâches, enregistrements, chiffres et sessions.

## The bell

notifications = Notifications
bell = { $unreadCount ->
    [0] Notifications
    [one] Notifications, { $unread } non lue
   *[other] Notifications, { $unread } non lues
}
unread-count = { $unreadCount ->
    [one] { $unread } non lue
   *[other] { $unread } non lues
}
unread = Non lue
mark-read = Marquer comme lue
mark-read-of = Marquer comme lue : { $title }
mark-all-read = Tout marquer comme lu
notice-filter = Quelles notifications
notice-filter-all = Toutes
notice-filter-failed = Échecs
notice-filter-warnings = Avertissements
notice-filter-done = Terminées
notice-filter-news = Nouvelles
notices-none = Rien pour l’instant. Ce qui se termine, échoue ou avertit est noté ici.
notices-none-of-kind = Aucune de ce type ici.
notices-new = { $noticesCount ->
    [one] { $notices } nouvelle notification
   *[other] { $notices } nouvelles notifications
}
load-more = Afficher la suite
toasts = Nouvelles notifications
toasts-more = { $noticesCount ->
    [one] et { $notices } autre
   *[other] et { $notices } autres
}

## Preferences

language = Langue
theme = Thème
theme-light = Clair
theme-dark = Sombre
like-the-system = Comme le système
alerts-resume = Reprendre les alertes
alerts-paused-until = Alertes suspendues jusqu’à { $clock }
closing = À la fermeture de la fenêtre

## Closing without a tray

closing-title = Continuer à surveiller ?
closing-about = Ce bureau n’a pas de zone de notification où loger Vigie. Sans sa fenêtre, elle peut continuer à surveiller et à vous alerter ; relancez Vigie pour la revoir.
closing-remembered = Vigie retient votre réponse ; vous pourrez la changer dans les préférences.
closing-keep = Continuer à surveiller
closing-quit = Quitter
closing-ask = Demander


### Tray

tray-show = Afficher Vigie
tray-running = { $jobsCount ->
    [one] { $jobs } tâche en cours
   *[other] { $jobs } tâches en cours
}
tray-idle = Aucune tâche en cours
tray-job = { $known ->
    [percent] { $title } · { $percent }
    [work] { $title } · { $work }
   *[nothing] { $title }
}
tray-job-in-trouble = { $job } · { $state }
tray-more = { $jobsCount ->
    [one] et { $jobs } autre
   *[other] et { $jobs } autres
}
tray-pause = Suspendre les alertes pendant 1 h
tray-resume = Reprendre les alertes
tray-quit = Quitter
tray-tooltip = Vigie : { $state }
tray-state-trouble = { $jobsCount ->
    [one] { $jobs } tâche en difficulté
   *[other] { $jobs } tâches en difficulté
}
tray-state-unreachable = { $serversCount ->
    [one] { $servers } serveur injoignable
   *[other] { $servers } serveurs injoignables
}
tray-state-paused = alertes suspendues
tray-state-idle = aucune tâche en cours
# What clicking a desktop alert does.
alert-open = Ouvrir

### Terminal

terminal-server = { $server } : { $state }
terminal-server-why = { $server } : { $state }. { $why }
terminal-next-try = prochain essai dans { $duration }
terminal-silent = aucune nouvelle depuis { $duration }
terminal-took = en { $duration }
terminal-more-jobs = { $jobsCount ->
    [one] et { $jobs } autre tâche
   *[other] et { $jobs } autres tâches
}
terminal-no-jobs = Aucune tâche n’est en cours.
terminal-no-servers = Aucun serveur n’est configuré. Ajoutez-en un avec « vigiectl servers add ADRESSE », ou essayez « vigiectl demo --watch ».
terminal-failed = { $server } : { $why }
terminal-nothing = rien n’y est en cours
terminal-running = { $jobs } en cours
terminal-password = Mot de passe de { $user } pour { $server } :{" "}
terminal-password-missing = Aucun mot de passe n’a été donné. Saisissez-le à l’invite ou passez-le par --password-stdin.
terminal-user-missing = Un mot de passe demande un nom d’utilisateur : ajoutez --user NOM.
terminal-demo-runs = La démonstration tourne sur { $address }. Suivez-la avec « vigiectl watch { $address } ». Ctrl-C l’arrête.
terminal-demo-failed = La démonstration n’a pas pu démarrer : { $detail }.
terminal-server-added = { $server } a été ajouté : { $address }
terminal-server-removed = { $server } a été retiré.
terminal-server-not-added = { $server } n’a pas été ajouté. Pour l’ajouter malgré tout, utilisez --untested.
terminal-server-ambiguous = Plusieurs serveurs portent ce nom. Utilisez l’identifiant de l’un d’eux : { $list }
terminal-server-not-named = Aucun serveur ne s’appelle { $server }. « vigiectl servers list » les affiche.
terminal-server-off = désactivé
terminal-server-user = utilisateur { $user }
terminal-password-in-keyring = mot de passe dans le trousseau
terminal-password-in-memory = mot de passe non conservé
terminal-test-works = { $server } fonctionne : { $found }
terminal-test-live = en direct
terminal-test-polled = interrogé à quelques secondes d’intervalle, car aucun flux ne tient
terminal-test-latency = répond en { $milliseconds } ms
terminal-password-not-kept = Aucun trousseau n’est accessible : le mot de passe n’a pas été conservé et sera de nouveau demandé.
terminal-cannot-start = Vigie n’a pas pu démarrer : { $why }
terminal-left = encore { $left } sur { $total }
terminal-time-up = temps écoulé ({ $total })
terminal-gap = { $server } : plus rien n’a été entendu pendant { $duration } ; ce qui a changé entre-temps manque peut-être ici
terminal-records-skipped = { $changesCount ->
    [one] { $changes } changement de fiche est arrivé trop vite et n’est pas affiché.
   *[other] { $changes } changements de fiches sont arrivés trop vite et ne sont pas affichés.
}
terminal-input-missing = { $option } : l’entrée standard n’avait pas de ligne pour cela.
terminal-header = Valeur de l’en-tête { $name } pour { $server } :{" "}
terminal-option-refused = { $option } : { $detail }.
terminal-secret-in-keyring = secret dans le trousseau
terminal-secret-in-memory = secret non conservé
terminal-secret-not-kept = Aucun trousseau n’est accessible : ce qui sert à s’identifier n’a pas été conservé et sera de nouveau demandé.
terminal-detected = { $address } parle { $kind }
terminal-detected-not = { $address } : ce que parle ce serveur n’a pas été reconnu
terminal-detected-one-of = { $address } : ce que parle ce serveur n’est pas sûr ; sont possibles { $list }. Précisez avec --kind.
terminal-detected-sign-in = identification { $signIn }
terminal-detected-cleartext = Mots de passe et jetons iraient en clair (http) jusqu’à { $address }. Pour les envoyer malgré tout, utilisez --allow-cleartext.
terminal-sight-silent = pas de réponse
terminal-sight-leads = mène à { $location }
terminal-sight-speaks = indique { $kind }
terminal-mapping-missing = { $server } n’est pas de type custom ou n’a pas de table [servers.custom] : il n’y a rien à essayer avec l’échantillon.
terminal-sample-empty = L’échantillon ne contient aucun message.
terminal-action-accepted = { $server } a dit oui
terminal-action-refused = { $server } a dit non

### Alert rules

notice-warning-above-title = { $title } : plus de { $percent } en échec

### Window: history, pages of servers, the small window

## What ended

history-filter-label = Chercher dans les titres, types, serveurs, identifiants, messages, erreurs et métadonnées
history-found = { $jobsCount ->
    [one] { $jobs } tâche terminée
   *[other] { $jobs } tâches terminées
}
past-filters = Quelles tâches
past-any-outcome = Toute issue
past-any-server = Tous les serveurs
past-any-kind = Tous les types
past-period = Période
past-period-today = Aujourd’hui
past-period-week = 7 derniers jours
past-period-month = 30 derniers jours
past-period-all = Depuis le début
past-filters-clear = Tout afficher
past-column-outcome = Issue
past-column-job = Tâche
past-column-took = Durée
past-missed = Constatée absente
# $times is how many times the usual it took.
past-usual = { $known ->
    [longer] { $times } × l’habituel
   *[shorter] plus court que d’habitude
}
past-usual-whole = { $known ->
    [longer] { $times } fois la durée habituelle : { $usual }
    [shorter] Plus court que d’habitude : { $usual }
   *[as] À peu près la durée habituelle : { $usual }
} ({ $runsCount ->
    [one] { $runs } exécution
   *[other] { $runs } exécutions
})
past-fresh = { $jobsCount ->
    [one] { $jobs } nouvelle — afficher
   *[other] { $jobs } nouvelles — afficher
}
past-none = Aucune tâche passée ne correspond.
past-empty = Rien ne s’est encore terminé
past-empty-about = Chaque tâche qui se termine sur un de vos serveurs est notée ici : son issue, sa durée, et si celle-ci est habituelle. Vous pouvez y chercher et l’emporter sous forme de fichier.
past-show-kind = Afficher toutes celles de ce type
past-export = Exporter
past-export-csv = En tableau (CSV)
past-export-json = En données (JSON)
past-saved = { $rowsCount ->
    [one] { $rows } ligne enregistrée dans { $path }
   *[other] { $rows } lignes enregistrées dans { $path }
}
show-in-folder = Afficher dans le dossier

## A server's own page

all-servers = Tous les serveurs
tab-overview = Vue d’ensemble
tab-messages = Messages
tab-connection = Connexion
server-jobs = Ses tâches
server-past = Son historique
link-about-connecting = Vigie se connecte.
link-about-live = Vigie apprend les nouvelles à l’instant où elles arrivent.
link-about-polling = Vigie demande des nouvelles à quelques secondes d’intervalle.
link-about-waiting = Vigie réessaie d’elle-même.
link-about-signed_out = Vigie attend que vous vous connectiez.
link-about-stopped = Vigie s’est arrêtée et vous attend.
link-about-off = Ce serveur est désactivé. En attendant, Vigie ne s’y connecte pas.
fact-latency = Latence
fact-events-rate = Événements par seconde
fact-jobs = Tâches en cours
offers = Ce qu’il offre
not-offered = non proposé
offers-none = Il n’offre rien de tout cela :
offers-unknown = Ce qu’il offre sera connu dès que son type le sera.
offer-resume = Reprend là où il en était
    .about = Après une coupure, il envoie ce qui a été manqué.
offer-discovery = Énumère ses tâches
    .about = Les tâches déjà en cours sont connues aussitôt.
offer-ends = Dit comment une tâche se termine
    .about = Sans cela, Vigie déduit la fin de comptes complets, et le dit.
offer-delete = Supprime les tâches terminées
    .about = Vous pouvez les supprimer d’ici ; Vigie demande confirmation.
offer-records = Annonce les fiches modifiées
    .about = Vous les voyez sous Activité, avec une table par modèle.
offer-stats = Publie des chiffres
    .about = Vous les voyez sous Tableaux, avec leurs courbes.
offer-messages = Garde des messages pour vous
    .about = Ceux qui sont arrivés en l’absence de Vigie sont récupérés.
offer-actions = Peut agir à votre demande
    .about = Par exemple valider un code ou démarrer une session.
offer-owners = Dit à qui est une tâche
    .about = Vous pouvez ainsi n’être alerté que de vos propres tâches.
oddities = Ce qui n’a pas été compris
oddities-about = Du plus récent au plus ancien. Rien d’autre n’en est perdu.
moment-since = depuis { $duration }
moment-lasted = pendant { $duration }
moments-none = Aucune connexion n’a encore été établie.
frames-about = Les 500 derniers messages, du plus récent au plus ancien. Les secrets sont masqués.
frames-filter = Filtrer…
frames-filter-label = Filtrer les messages
frames-filter-none = Aucun message ne correspond.
frames-none = Aucun message n’est encore arrivé. Ils apparaissent ici au fur et à mesure.
frames-odd-only = Seulement les anormaux
frames-pause = Suspendre
frames-resume = Reprendre
frames-paused = { $messagesCount ->
    [one] Suspendu ; { $messages } message est arrivé depuis
   *[other] Suspendu ; { $messages } messages sont arrivés depuis
}
frames-skipped = { $messagesCount ->
    [one] { $messages } message est passé sans être affiché
   *[other] { $messages } messages sont passés sans être affichés
}
frame-odd = anormal
frame-odd-why = Quelque chose dans ce message n’a pas été compris par Vigie.
frame-content = Contenu du message
frame-cut = Il était plus long ; sa fin n’a pas été gardée.
frame-copy = Copier

## Servers: how they are reached

server-network = Réseau
server-ca_file = Autorité de certification
    .about = Un fichier PEM d’autorités reconnues en plus de celles du système.
server-client_cert_file = Votre certificat
    .about = Un fichier PEM, pour un serveur qui ne laisse entrer que ceux qui lui en présentent un.
server-client_key_file = Sa clé
    .about = Un fichier PEM, si la clé n’est pas dans le fichier du certificat.
server-proxy = Proxy
    .about = Une adresse, avec utilisateur et mot de passe s’il en veut ; « system » pour celui du système, « none » pour aucun.
server-events_path = Chemin des événements
    .about = Où se trouve le flux, sous l’adresse ; vide : à l’endroit prévu par ce type de serveur.
field-take-away = Enlever
field-taken-away = sera enlevé
field-leave = Laisser tel quel
certificate-take-back = Ne plus accepter le certificat accepté pour ce serveur

## The small window

mini-open = Petite fenêtre, toujours au premier plan
mini-back = Afficher la fenêtre principale
mini-none = Aucune tâche en cours.

### Window: settings, alert rules, the bell, while you were away

## Settings: general

settings-general = Général
settings-alerts = Alertes
settings-quiet = Heures calmes
settings-sounds = Sons
settings-data = Données
settings-about = À propos
general-looks = Langue et apparence
general-life = Démarrage, fermeture, conservation
density = Lignes
density-comfortable = Aérées
density-compact = Serrées
time-format = Heure
time-format-24h = Sur 24 heures
time-format-12h = Sur 12 heures
time-format-example = Par exemple { $example }
start-at-login = Démarrer à l’ouverture de session
start-at-login-about = Vigie démarre dans la zone de notification, sans sa fenêtre, et surveille.
keep-in-tray = Rester dans la zone de notification
keep-in-tray-about = Une fois sa fenêtre fermée, Vigie continue de surveiller. Sinon, elle s’arrête.
closing-where = Là où le bureau n’a pas de zone de notification.
away-after = « Pendant votre absence » au bout de
away-after-about = Quand personne n’a regardé la fenêtre pendant ce temps, elle s’ouvre sur ce qui s’est passé.
history-kept = Garder les tâches terminées
history-kept-about = Les plus anciennes quittent l’historique.
unit-minutes = min
unit-days = { $daysCount ->
    [one] jour
   *[other] jours
}
number-wrong = Saisissez un nombre entier de { $least } à { $most }.
take-back = Annuler
choose-one = Choisir…
any-server = Tous les serveurs

## Settings: alert rules

scopes = Ce que concernent les règles
scope-everything = Tout
scope-everything-about = Vaut partout où aucune exception ne dit autre chose
scope-server-about = Tout ce serveur
scope-server-gone = Un serveur qui n’est plus dans Vigie
scope-kind-about = Type de tâche, sur tous les serveurs
scope-kind-on = Type de tâche sur { $server }
scope-job-on = Une tâche sur { $server }, à chaque exécution
scope-phrase-kind-on = { $kind } sur { $server }
exceptions-none = Aucune exception : tout est annoncé de la même façon.
exceptions-count = { $exceptionsCount ->
    [one] ({ $exceptions } exception pour l’instant)
   *[other] ({ $exceptions } exceptions pour l’instant)
}
exception-add = Ajouter une exception
exception-for = Pour
exception-for-server = un serveur
exception-for-kind = un type de tâche
exception-no-kinds = Aucun type n’est encore connu
exception-jobs = Pour une seule tâche, rendez-la muette ou suivez-la depuis son menu, parmi les tâches ; elle apparaîtra alors ici.
exception-remove = Retirer cette exception
exception-remove-of = Retirer l’exception pour { $name }
exception-removed = L’exception pour { $name } est retirée.
rule-sum-muted = en sourdine
rule-sum-not-muted = pas en sourdine
rule-sum-watched = avec suivi
rule-sum-not-watched = sans suivi
rule-sum-only-mine = seulement les miennes
rule-sum-all-owners = celles de tout le monde
rule-sum-any-length = même très courtes
rule-sum-at-least = à partir de { $duration }
rule-sum-events = { $eventsCount ->
    [one] { $events } type d’événement
   *[other] { $events } types d’événement
}
rule-sum-nothing = rien de réglé pour l’instant
rule-clear = Tout hériter
rule-defaults = Revenir aux réglages d’origine
rule-muted-note = Muet : ni bureau ni son, quoi qu’indiquent les cases. La cloche le garde, comme lu.
sounds-off-note = Tous les sons sont coupés pour l’instant.
origin-here = Réglé ici
origin-changed = Modifié
origin-none = Réglage d’origine
origin-from = Hérité de { $scope }
origin-back = Hériter de nouveau
origin-back-of = Hériter de nouveau : { $setting }
origin-default = Revenir au réglage d’origine
origin-default-of = Revenir au réglage d’origine : { $setting }
events-table = Ce qui est annoncé, et où
events-what = Ce qui arrive
events-cell = { $event } : { $way }
way-bell = Cloche
way-desktop = Bureau
way-sound = Son
event-group-jobs = Tâches
event-group-servers = Serveurs
event-group-news = Nouvelles
event-kind-failed = Échec
event-kind-completed = Tâche terminée
event-kind-warning = Avertissement
event-kind-stalled = Tâche figée
event-kind-longer = Plus longue que d’habitude
event-kind-vanished = Disparue sans fin connue
event-kind-unreachable = Serveur injoignable
event-kind-restored = Serveur de nouveau joignable
event-kind-signed_out = Identification requise
event-kind-message = Message d’un serveur
event-kind-record = Enregistrement créé, modifié, supprimé
event-kind-backlog = Messages restés en attente
rule-muted = Muet
rule-muted-about = Rien sur le bureau, aucun son ; la cloche le note comme lu.
rule-watched = Suivi
rule-watched-about = Chaque fin est annoncée sur le bureau, même muette, courte ou pendant les heures calmes.
rule-only_mine = Seulement les miennes
rule-only_mine-about = Seules les tâches de l’utilisateur sous lequel vous êtes identifié, quand le serveur dit à qui elles sont.
rule-at_least = Seulement les tâches d’au moins
rule-at_least-about = Une tâche plus courte qui finit bien est seulement notée sous la cloche.
rule-warnings = Quels avertissements
rule-warnings-about = Une tâche peut en donner beaucoup ; tous ne méritent pas une alerte.
duration-unit = { $setting } : unité
duration-unit-seconds = secondes
duration-unit-minutes = minutes
duration-unit-hours = heures
warnings-milestones = Le 1er, le 10e, le 100e…
warnings-first = Le premier seulement
warnings-every = Un sur plusieurs
warnings-above = Quand trop d’éléments échouent
warnings-nth = Au bout de combien d’avertissements vient une alerte
warnings-nth-unit = avertissements par alerte
warnings-percent = Pourcentage d’éléments en échec au-delà duquel vient une alerte
warnings-percent-unit = % en échec
warnings-milestones-short = avertissements 1, 10, 100…
warnings-first-short = premier avertissement seulement
warnings-every-short = un avertissement sur { $nth }
warnings-above-short = avertissement au-delà de { $percent } en échec
dry-run = Avec ces règles, vous auriez reçu { $alertsCount ->
    [0] zéro alerte
    [one] { $alerts } alerte
   *[other] { $alerts } alertes
} au cours { $daysCount ->
    [one] du dernier jour
   *[other] des { $days } derniers jours
}{ $known ->
    [quiet] {" "}(plus { $quiet } en attente pendant les heures calmes).
   *[nothing] .
}
dry-run-now = Avec les règles en vigueur : { $alertsCount ->
    [0] aucune
    [one] { $alerts } alerte
   *[other] { $alerts } alertes
}.
dry-run-empty = { $daysCount ->
    [one] Rien n’a été noté depuis { $days } jour
   *[other] Rien n’a été noté depuis { $days } jours
} : il n’y a encore rien sur quoi essayer les règles.
dry-run-wait = Essai des règles sur les derniers jours…
rules-unsaved = Les règles modifiées ne sont pas encore enregistrées
rules-saved = Les règles d’alerte sont enregistrées.
rules-discarded = Les modifications sont abandonnées.
rules-discard = Abandonner
rules-look = Les revoir

## Settings: quiet hours and pause

pause-title = Une pause maintenant
pause-about = Ni alertes sur le bureau ni sons pendant un moment. La cloche continue.
pause-not = Les alertes sont actives.
quiet-about = À ces heures-là, ni alertes sur le bureau ni sons. La cloche continue.
quiet-on = Respecter des heures calmes
quiet-span = Plage calme { $number }
quiet-days = Ces jours-là
quiet-span-from = De
quiet-span-to = à
quiet-same-day = Jusqu’à { $end } le même jour : { $duration }
quiet-next-day = Jusqu’à { $end } le lendemain : { $duration }
quiet-no-day = Choisissez au moins un jour.
quiet-days-wanted = Une plage calme n’a pas encore de jour : choisissez-en un, ou retirez cette plage.
quiet-add = Ajouter une plage
quiet-remove = Retirer cette plage
quiet-remove-of = Retirer la plage calme { $number }
quiet-off-note = Désactivé : ces plages sont sans effet.
quiet-failures = Laisser passer les échecs
quiet-failures-about = Les tâches en échec et les serveurs injoignables sont annoncés malgré tout.
quiet-dnd = Respecter « Ne pas déranger »
quiet-dnd-about = Tant que le bureau le demande, Vigie se tait aussi.
time-wrong = Saisissez une heure, par exemple { $example }.

## Settings: sounds, data, about

sounds-about = Trois sons brefs et doux. Ce qui s’entend, et quand, se choisit sous « Alertes ».
sounds-on = Jouer les sons
sound-done = Terminé
sound-done-about = Quelque chose s’est bien terminé
sound-failed = Échec
sound-failed-about = Quelque chose a échoué ou est injoignable
sound-attention = Attention
sound-attention-about = Quelque chose mérite un coup d’œil
sound-play = Écouter
sound-play-of = Écouter : { $sound }
saved-as = Enregistré sous
saved-show = Afficher dans le dossier
export-title = Exporter
export-about = Serveurs, règles d’alerte et heures calmes dans un seul fichier, pour un autre ordinateur ou un collègue. Ni mots de passe ni jetons.
export-do = Exporter
export-servers = { $serversCount ->
    [one] { $servers } serveur
   *[other] { $servers } serveurs
}
import-title = Importer
import-about = Reprend les serveurs et les règles d’un tel fichier. Vous voyez d’abord ce qu’il apporterait.
import-file = Fichier à importer
import-choose = Choisir un fichier…
import-too-large = { $name } est trop gros pour être un fichier exporté par Vigie. Choisissez-en un autre.
import-of = Ce qu’apporte { $name }
import-would = { $name } apporterait :
import-done = Repris de { $name } :
import-added = Nouveaux serveurs
import-rules = Règles
import-rules-count = { $rulesCount ->
    [one] { $rules } règle nouvelle ou différente
   *[other] { $rules } règles nouvelles ou différentes
}
import-known = Déjà là, laissés tels quels
import-refused = Ne peuvent pas être repris
import-refused-why = { $server } : { $why }
import-sign-in = Demanderont une identification
import-nothing = Il n’apporte rien de nouveau.
import-apply = Reprendre
diagnostics = Diagnostic
diagnostics-about = Versions, réglages sans secrets, dernières lignes du journal et historique des connexions, pour la personne qui vous aide.
diagnostics-show = Lire et enregistrer…
diagnostics-read = Voici tout ce que contiendrait le fichier. Mots de passe et jetons en ont été retirés ; voyez si vous voulez partager le reste.
diagnostics-files = Fichiers
diagnostics-count = { $filesCount ->
    [one] { $files } fichier
   *[other] { $files } fichiers
}
about-vigie = Surveille les longues tâches de vos serveurs
about-version = Version
about-licence = Licence
about-help = Quelque chose ne marche pas ? À transmettre à la personne qui vous aide :

## The bell: clearing

notice-filter-unread = Non lues
notice-server = De quel serveur
clear-read = Effacer les lues
clear-notice = Effacer
notices-cleared = { $noticesCount ->
    [one] { $notices } notification effacée
   *[other] { $notices } notifications effacées
}

## While you were away

away-title = Pendant votre absence
away-about = Vous avez été absent { $duration } : { $list }.
away-mark-read = Les marquer comme lues
away-more = { $noticesCount ->
    [one] et { $notices } autre, sous la cloche
   *[other] et { $notices } autres, sous la cloche
}
### Shell

tray-mini = Mini-fenêtre
tray-pause-until-tomorrow = Suspendre les alertes jusqu’à demain
mini-title = Vigie, mini-fenêtre
### Window: jobs, navigation and keys

## Groups of jobs

group-by = Regrouper par
group-by-none = État
group-by-server = Serveur
group-by-kind = Type
grouped-by = Regroupées par : { $grouping }
group-pinned = Épinglées
group-kindless = Sans type
filter-none-about = { $jobsCount ->
    [one] Le filtre masque { $jobs } tâche.
   *[other] Le filtre masque { $jobs } tâches.
}

## Signs on a row

usually = d’ordinaire { $duration }
usually-why = { $runsCount ->
    [one] La moitié des tâches de ce type ont pris moins de { $median }, neuf sur dix moins de { $most } ({ $runs } exécution).
   *[other] La moitié des tâches de ce type ont pris moins de { $median }, neuf sur dix moins de { $most } ({ $runs } exécutions).
}
sign-watched = Suivie
sign-muted = En sourdine
sign-pinned = Épinglée
owner-is = Propriétaire : { $owner }

## What can be done with a job

job-menu = Actions pour { $title }
job-menu-open = Plus
job-details = Détails
job-details-close = Fermer les détails
watch-job = Suivre : me dire comment elle finit
unwatch-job = Ne plus suivre
mute-job = Mettre cette tâche en sourdine à chaque exécution
unmute-job = Rétablir les alertes de cette tâche
mute-kind = Mettre tous les « { $kind } » en sourdine ici
unmute-kind = Rétablir les alertes des « { $kind } » ici
pin-job = Épingler en haut
unpin-job = Désépingler
done-watched = { $title } est suivie : vous saurez comment elle finit.
done-unwatched = { $title } n’est plus suivie.
done-muted = { $title } est en sourdine : elle reste dans les notifications.
done-unmuted = { $title } n’est plus en sourdine.
done-kind-muted = Tous les « { $kind } » de { $server } sont en sourdine : ils restent dans les notifications.
done-kind-unmuted = Les « { $kind } » de { $server } ne sont plus en sourdine.
done-pinned = { $title } est épinglée en haut.
done-unpinned = { $title } n’est plus épinglée.
done-pin-full = Plus aucune tâche ne peut être épinglée. Désépinglez-en une d’abord.
done-copied = Copié : { $id }
done-not-copied = Le presse-papiers est inaccessible. Les détails montrent l’identifiant : sélectionnez-le là.
fact-owner = Propriétaire
fact-usual = D’ordinaire
rates = Débit
rates-percent = Débit, en pour cent
rates-of = Débit de { $title } : de { $low } à { $high }
rates-none = Il n’y a pas encore de courbe.
rates-peak = au plus { $rate }

## The foot of the window

events-per-second = { $events } événements/s
quiet-off = Pas d’heures calmes
quiet-from = Calme à partir de { $clock }
quiet-until = Calme jusqu’à { $clock }
pause-alerts = Suspendre les alertes
pause-hour = Pendant 1 heure
pause-until = Jusqu’à { $clock }
pause-until-tomorrow = Jusqu’à demain, { $clock }
pause-resume = Reprendre
alerts-paused = Alertes suspendues

## Keys

keys = Clavier
keys-about = Sauf pendant la saisie dans un champ.
keys-group-window = Partout
keys-group-views = Vues
keys-group-list = Listes
keys-group-job = La tâche sélectionnée
keys-filter = Filtrer
keys-bell = Notifications
keys-leave = Fermer ce qui est ouvert, effacer le filtre
keys-help = Cette liste
keys-next = Ligne suivante
keys-previous = Ligne précédente
keys-ends = Première et dernière ligne
keys-open = Ouvrir ou fermer les détails
keys-menu = Menu de la tâche
keys-mute = Sourdine, ou la lever
keys-watch = Suivre, ou ne plus suivre
keys-pin = Épingler, ou désépingler
key-escape = Échap
key-enter = Entrée
key-home = Début
key-end = Fin
key-contextmenu = Menu
key-shift = Maj

### The first address, and adding a server all the same

address-not-one = Ce n’est pas une adresse. Saisissez-en une comme https://heron.example.
add-anyway = Ajouter quand même
add-anyway-ask = Personne n’a pu être interrogé à cette adresse. Vous pouvez l’ajouter quand même : Vigie continuera alors d’essayer de l’atteindre.
