# Vigie, fr. Shared by the window and the Rust side (desktop alerts, tray, terminal).
#
# Conventions, the same in the three files:
#
# * A place that is printed, such as $items, holds text that the caller has formatted already (window: Intl;
#   Rust: vigie-words). Where the plural depends on it, the raw number stands beside it as $itemsCount, which
#   only selects a form and is never printed. No message formats a number itself.
# * A value that is not known is never printed as 0: the caller chooses a variant by $known, or leaves the
#   part out.
# * The value of a place is plain text, often from a server: never markup, in no language.
# * Args of reasons, failures and troubles are passed as they come, as text. One that is all digits is passed
#   a second time as $<name>Count (number). $limit is a size: bytes in digits are first written by size-….
# * The text of a notice is made of parts joined by part-separator, in this order:
#     1. the server's words, for failed and warning (for completed only where the count of items is unknown);
#     2. notice-<kind>-body, left out where it says nothing: completed, failed and warning without any known
#        value. $work is items-of-total (completed: items, when done is the total) or items, or not known;
#     3. failed-items and warnings where they are more than 0 (completed and failed only);
#     4. the server's name (but for signed_out, unreachable and restored, whose title says it).
#   The titles of completed and restored and the bodies of unreachable and restored choose by $known as well.
#   message: the body is the server's text. record: $action is the action, $model begins with a capital, $title
#   is the id where the record has no name, and $facts are record-by, record-project and record-status, joined.
#   backlog: $messages are done. unreachable, restored: $jobs are total.
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
sum-trouble = { $jobs } en difficulté
sum-warned = { $jobs } avec avertissements
sum-next = prochaine fin dans { $duration }
filter = Filtrer…{ "  " }{ $keys }
filter-label = Filtrer par titre, type, serveur, identifiant, propriétaire, message ou métadonnées
filter-none = Aucune tâche ne correspond à « { $filter } ».
filter-clear = Effacer le filtre
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
connect-now = Se connecter
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
sign-in-none-wanted = Il ne demande pas d’identification.
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
alerts-pause = Suspendre les alertes 1 h
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
mute-job = Mettre cette tâche en sourdine
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
