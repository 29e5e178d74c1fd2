//! What a person reads of a notice.

use vigie_contract::{Notice, NoticeKind};

use crate::{Tongue, Words};

fn notice(kind: NoticeKind, title: &str) -> Notice {
    Notice {
        id: "1".into(),
        server: "s1".into(),
        server_name: "heron.example".into(),
        kind,
        job: Some("j1".into()),
        run: Some(1),
        title: title.into(),
        at: 0,
        read: false,
        done: None,
        failed: None,
        total: None,
        percent: None,
        warnings: 0,
        duration_ms: None,
        text: None,
        inferred: false,
        values: std::collections::BTreeMap::new(),
    }
}

/// Title and body with ordinary spaces, as they are easier to read here.
fn said(tongue: Tongue, notice: &Notice) -> [String; 2] {
    let (title, body) = Words::of(tongue).notice(notice);
    [title, body].map(|text| text.replace(['\u{a0}', '\u{202f}'], " "))
}

#[test]
fn a_completed_job_says_how_many_and_how_long() {
    let notice = Notice {
        done: Some(8_211),
        total: Some(8_211),
        failed: Some(0),
        duration_ms: Some(93_000),
        percent: Some(100.0),
        text: Some("Import finished".into()),
        ..notice(NoticeKind::Completed, "Accounting export · X3")
    };
    assert_eq!(
        said(Tongue::En, &notice),
        ["Accounting export · X3 completed", "8,211 items in 1 min 33 · heron.example"]
    );
    assert_eq!(
        said(Tongue::Fr, &notice),
        ["Accounting export · X3 : tâche terminée", "8 211 éléments en 1 min 33 · heron.example"]
    );
    assert_eq!(
        said(Tongue::Ru, &notice),
        ["Accounting export · X3: задача завершена", "8 211 элементов за 1 мин 33 с · heron.example"]
    );
}

#[test]
fn what_is_not_known_is_not_said() {
    let mut notice = notice(NoticeKind::Completed, "Scan");
    assert_eq!(said(Tongue::En, &notice), ["Scan completed", "heron.example"]);
    notice.total = Some(0);
    notice.duration_ms = Some(4_000);
    assert_eq!(said(Tongue::En, &notice)[1], "Took 4 s · heron.example");
    notice.text = Some("All good".into());
    assert_eq!(said(Tongue::En, &notice)[1], "All good · Took 4 s · heron.example");
    notice.done = Some(1);
    notice.duration_ms = None;
    assert_eq!(said(Tongue::En, &notice)[1], "1 item · heron.example");
}

#[test]
fn a_success_with_failed_items_and_warnings_says_so() {
    let notice = Notice {
        done: Some(50),
        total: Some(50),
        failed: Some(3),
        warnings: 1,
        ..notice(NoticeKind::Completed, "Import")
    };
    assert_eq!(said(Tongue::En, &notice)[1], "50 items · 3 failed · 1 warning · heron.example");
}

#[test]
fn a_failed_job_says_where_and_why() {
    let mut notice = Notice {
        done: Some(1_850),
        total: Some(5_000),
        percent: Some(37.0),
        duration_ms: Some(120_000),
        text: Some("Connection to supplier lost".into()),
        ..notice(NoticeKind::Failed, "EDI import · INVOIC")
    };
    assert_eq!(
        said(Tongue::En, &notice),
        [
            "EDI import · INVOIC failed at 37 %",
            "Connection to supplier lost · 1,850 of 5,000 items in 2 min · heron.example"
        ]
    );
    notice.percent = None;
    assert_eq!(said(Tongue::En, &notice)[0], "EDI import · INVOIC failed");
    assert_eq!(said(Tongue::Ru, &notice)[0], "EDI import · INVOIC: сбой");
}

#[test]
fn a_warning_says_how_many_and_the_newest() {
    let notice = Notice {
        warnings: 2,
        text: Some("Line 3 114: unknown article 88-120".into()),
        ..notice(NoticeKind::Warning, "EDI import · ORDERS")
    };
    assert_eq!(
        said(Tongue::En, &notice),
        ["EDI import · ORDERS: 2 warnings", "Line 3 114: unknown article 88-120 · heron.example"]
    );
    assert_eq!(said(Tongue::Fr, &notice)[0], "EDI import · ORDERS : 2 avertissements");
    assert_eq!(said(Tongue::Ru, &notice)[0], "EDI import · ORDERS: 2 предупреждения");
}

#[test]
fn silences_have_words_of_their_own() {
    let mut stalled = Notice { duration_ms: Some(240_000), ..notice(NoticeKind::Stalled, "Report") };
    assert_eq!(said(Tongue::En, &stalled), ["Report stalled", "No update for 4 min · heron.example"]);
    stalled.duration_ms = None;
    assert_eq!(said(Tongue::En, &stalled)[1], "No update for a while · heron.example");
    assert_eq!(
        said(Tongue::En, &notice(NoticeKind::Vanished, "Report")),
        ["Report is gone", "The server no longer knows it; how it ended is unknown · heron.example"]
    );
    assert_eq!(
        said(Tongue::En, &notice(NoticeKind::SignedOut, "")),
        ["heron.example wants you to sign in", "Its jobs are not watched until you sign in again"]
    );
}

#[test]
fn an_end_that_was_inferred_says_so() {
    let mut notice = notice(NoticeKind::Completed, "Scan");
    notice.inferred = true;
    assert_eq!(said(Tongue::En, &notice)[0], "Scan completed (inferred)");
    assert_eq!(said(Tongue::Fr, &notice)[0], "Scan : tâche terminée (déduit)");
    assert_eq!(said(Tongue::Ru, &notice)[0], "Scan: задача завершена (по косвенным признакам)");
}

#[test]
fn a_server_that_is_not_reached_says_how_many_jobs_are_unknown() {
    let of =
        |kind, jobs| Notice { total: Some(jobs), duration_ms: Some(90_000), job: None, ..notice(kind, "") };
    let lost = |jobs| of(NoticeKind::Unreachable, jobs);
    assert_eq!(
        said(Tongue::En, &lost(12)),
        ["heron.example unreachable, 12 jobs unknown", "Not heard for 1 min 30"]
    );
    assert_eq!(said(Tongue::En, &lost(0))[0], "heron.example unreachable");
    assert_eq!(said(Tongue::Fr, &lost(1))[0], "heron.example injoignable, état inconnu pour 1 tâche");
    for (jobs, words) in [(1, "1 задачи"), (3, "3 задач"), (12, "12 задач"), (21, "21 задачи")]
    {
        assert_eq!(
            said(Tongue::Ru, &lost(jobs))[0],
            format!("heron.example недоступен, неизвестно состояние {words}")
        );
    }
    let back = |jobs| of(NoticeKind::Restored, jobs);
    assert_eq!(
        said(Tongue::En, &back(1)),
        ["heron.example reachable again", "After 1 min 30; 1 job is open there"]
    );
    assert_eq!(said(Tongue::Ru, &back(5))[1], "Связи не было 1 мин 30 с; не завершено 5 задач");
    assert_eq!(said(Tongue::Fr, &back(0))[1], "Au bout de 1 min 30");
}

#[test]
fn a_server_that_is_back_says_what_ended_meanwhile() {
    let back = |jobs, ended: &[(&str, &str)]| Notice {
        total: Some(jobs),
        duration_ms: Some(720_000),
        job: None,
        values: ended.iter().map(|(kind, number)| ((*kind).to_owned(), (*number).to_owned())).collect(),
        ..notice(NoticeKind::Restored, "")
    };
    let some = back(8, &[("completed", "3"), ("failed", "1")]);
    assert_eq!(said(Tongue::En, &some)[1], "After 12 min: 3 completed, 1 failed; 8 jobs are open there");
    assert_eq!(
        said(Tongue::Fr, &some)[1],
        "Au bout de 12 min : 3 terminées, 1 échec ; 8 tâches y sont ouvertes"
    );
    assert_eq!(
        said(Tongue::Ru, &some)[1],
        "Связи не было 12 мин, за это время: 3 завершено, 1 сбой; не завершено 8 задач"
    );
    let all = back(0, &[("vanished", "1")]);
    assert_eq!(said(Tongue::En, &all)[1], "After 12 min: 1 gone");
    assert_eq!(said(Tongue::Fr, &all)[1], "Au bout de 12 min : 1 disparue");
    assert_eq!(said(Tongue::Ru, &all)[1], "Связи не было 12 мин, за это время: 1 исчезла");
    let odd = back(1, &[("completed", "many"), ("failed", "0"), ("by", "Anna")]);
    assert_eq!(said(Tongue::En, &odd)[1], "After 12 min; 1 job is open there");
}

#[test]
fn a_servers_own_message_is_in_its_own_words() {
    let mut message =
        Notice { text: Some("Lesson 3 moved to Friday".into()), ..notice(NoticeKind::Message, "Planning") };
    assert_eq!(said(Tongue::Fr, &message), ["Planning", "Lesson 3 moved to Friday · heron.example"]);
    (message.title, message.text) = (String::new(), None);
    assert_eq!(said(Tongue::Fr, &message), ["Message de heron.example", "heron.example"]);
}

#[test]
fn a_record_says_what_happened_by_whom_and_where() {
    let values =
        [("model", "estimate"), ("record", "7"), ("action", "created"), ("by", "Anna"), ("project", "Quay")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let mut record = Notice { values, job: None, ..notice(NoticeKind::Record, "Смета_12") };
    assert_eq!(
        said(Tongue::En, &record),
        ["Estimate Смета_12 created", "By Anna · Project Quay · heron.example"]
    );
    assert_eq!(said(Tongue::Fr, &record)[0], "Estimate Смета_12 : création");
    assert_eq!(
        said(Tongue::Ru, &record),
        ["Estimate Смета_12: запись создана", "Автор: Anna · Проект: Quay · heron.example"]
    );
    record.title = String::new();
    record.values.retain(|name, _| name != "by" && name != "project");
    assert_eq!(said(Tongue::En, &record), ["Estimate 7 created", "heron.example"]);
}

#[test]
fn a_backlog_is_one_line() {
    let backlog = |count| Notice { done: Some(count), job: None, ..notice(NoticeKind::Backlog, "") };
    assert_eq!(said(Tongue::En, &backlog(1))[0], "1 message was waiting");
    assert_eq!(said(Tongue::Fr, &backlog(52))[0], "52 messages en attente");
    assert_eq!(said(Tongue::Ru, &backlog(52))[0], "52 сообщения ждали вас");
    let body = "They came while Vigie was not connected; you find each under the bell · heron.example";
    assert_eq!(said(Tongue::En, &backlog(52))[1], body);
}

#[test]
fn twenty_at_once_are_one() {
    let mut many = vec![notice(NoticeKind::Completed, "a"); 17];
    many.extend(vec![notice(NoticeKind::Failed, "b"); 3]);
    let summary = |tongue| Words::of(tongue).notices_summary(&many);
    assert_eq!(summary(Tongue::En), ("20 notifications".into(), "17 completed, 3 failed".into()));
    assert_eq!(summary(Tongue::Fr), ("20 notifications".into(), "17 terminées, 3 échecs".into()));
    assert_eq!(summary(Tongue::Ru), ("20 уведомлений".into(), "17 завершено, 3 сбоя".into()));
}

#[test]
fn hostile_titles_and_texts_stay_on_their_line() {
    let notice = Notice {
        text: Some("\u{1b}]0;pwned\u{7}<script>\n{ $title }\u{202e}".into()),
        ..notice(NoticeKind::Failed, &"é".repeat(10_000))
    };
    let [title, body] = said(Tongue::En, &notice);
    assert_eq!(title.chars().count(), 120 + " failed".len());
    assert_eq!(body, "]0;pwned<script> { $title } · heron.example");
}

#[test]
fn a_share_that_failed_is_no_number_of_warnings() {
    let notice = Notice {
        done: Some(110),
        total: Some(1_000),
        failed: Some(6),
        percent: Some(11.0),
        values: [("above".to_owned(), "5".to_owned())].into(),
        ..notice(NoticeKind::Warning, "Import")
    };
    let table = [
        (Tongue::En, ["Import: more than 5 % failed", "110 of 1,000 items · 6 failed · heron.example"]),
        (
            Tongue::Fr,
            ["Import : plus de 5 % en échec", "110 éléments sur 1 000 · 6 en échec · heron.example"],
        ),
        (Tongue::Ru, ["Import: с ошибкой более 5 %", "110 из 1 000 элементов · 6 с ошибкой · heron.example"]),
    ];
    for (tongue, wanted) in table {
        assert_eq!(said(tongue, &notice), wanted);
    }
}
