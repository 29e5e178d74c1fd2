//! The three files say the same things, and every code of the contract has its words.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use vigie_contract::{
    Failure, FailureCode, Gap, Job, JobState, JobUnit, LinkState, NoticeKind, Reason, ReasonCode, Record,
    RecordAction, Stats, Trouble, TroubleCode,
};
use vigie_words::{Place, Tongue, Words};

fn source(tongue: Tongue) -> String {
    let path = format!("{}/../../ui/locales/{}.ftl", env!("CARGO_MANIFEST_DIR"), tongue.code());
    std::fs::read_to_string(path).expect("the locale file is there")
}

/// What a message is made of, as far as it must not differ between languages.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    /// Keys of variants, of selections by text: plural forms may differ.
    variants: BTreeSet<String>,
}

/// Every message and attribute of a file, by `id` or `id.attribute`.
fn messages(tongue: Tongue) -> BTreeMap<String, Shape> {
    let text = source(tongue);
    let resource = match fluent_syntax::parser::parse(text.as_str()) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("{}.ftl cannot be read: {errors:?}", tongue.code()),
    };
    let mut found = BTreeMap::new();
    let mut add = |id: String, pattern: &Pattern<&str>| {
        let mut shape = Shape::default();
        visit(pattern, &mut shape);
        assert!(found.insert(id.clone(), shape).is_none(), "{id} is there twice in {}.ftl", tongue.code());
    };
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            if let Some(value) = &message.value {
                add(message.id.name.to_owned(), value);
            }
            for attribute in &message.attributes {
                add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
            }
        }
    }
    found
}

fn visit(pattern: &Pattern<&str>, shape: &mut Shape) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => visit_inline(inline, shape),
            Expression::Select { selector, variants } => {
                visit_inline(selector, shape);
                let by_count = matches!(
                    selector, InlineExpression::VariableReference { id } if id.name.ends_with("Count")
                );
                for variant in variants {
                    if !by_count && let fluent_syntax::ast::VariantKey::Identifier { name } = &variant.key {
                        shape.variants.insert((*name).to_owned());
                    }
                    visit(&variant.value, shape);
                }
            }
        }
    }
}

fn visit_inline(inline: &InlineExpression<&str>, shape: &mut Shape) {
    match inline {
        InlineExpression::VariableReference { id } => {
            shape.variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter().for_each(|argument| visit_inline(argument, shape));
        }
        InlineExpression::Placeable { expression } => match expression.as_ref() {
            Expression::Inline(inline) => visit_inline(inline, shape),
            Expression::Select { .. } => panic!("a selection inside a placeable is hard to read"),
        },
        _ => {}
    }
}

/// A `$…Count` only chooses a form: a language without plural forms need not look at it.
fn printed(shape: &Shape) -> BTreeSet<&String> {
    shape.variables.iter().filter(|name| !name.ends_with("Count")).collect()
}

#[test]
fn the_three_files_have_the_same_messages_places_and_variants() {
    let english = messages(Tongue::En);
    for tongue in [Tongue::Fr, Tongue::Ru] {
        let other = messages(tongue);
        let ids = |of: &BTreeMap<String, Shape>| of.keys().cloned().collect::<BTreeSet<_>>();
        let (ours, theirs) = (ids(&english), ids(&other));
        let missing: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(missing.is_empty(), "only in one of en.ftl and {}.ftl: {missing:?}", tongue.code());
        for (id, shape) in &english {
            assert_eq!(printed(shape), printed(&other[id]), "places of {id} in {}.ftl", tongue.code());
            assert_eq!(shape.variants, other[id].variants, "variants of {id} in {}.ftl", tongue.code());
        }
    }
}

#[test]
fn every_count_of_a_plural_stands_beside_its_text() {
    for tongue in Tongue::ALL {
        // A unit stands beside a field that holds its number.
        for (id, shape) in messages(tongue).iter().filter(|(id, _)| !id.starts_with("unit-")) {
            for count in shape.variables.iter().filter(|name| name.ends_with("Count")) {
                let text = count.trim_end_matches("Count");
                let known =
                    shape.variables.contains(text) || text == "items" && shape.variables.contains("total");
                assert!(
                    known,
                    "{id} in {}.ftl chooses by ${count} and does not print ${text}",
                    tongue.code()
                );
            }
        }
    }
}

#[test]
fn every_plural_of_russian_has_its_four_forms_or_says_the_same_in_several() {
    // `one` and `other` alone are enough where the noun does not follow the number (“завершено”).
    let text = source(Tongue::Ru);
    let few = text.matches("[few]").count();
    assert_eq!(few, text.matches("[many]").count(), "few and many come together");
    assert!(few > 10, "only {few}");
}

#[test]
fn every_message_resolves_in_every_language_with_the_places_it_names() {
    for tongue in Tongue::ALL {
        let words = Words::of(tongue);
        for (id, shape) in messages(tongue) {
            let places: Vec<(&str, Place)> = shape
                .variables
                .iter()
                .map(|name| {
                    let place =
                        if name.ends_with("Count") { Place::Number(2) } else { Place::Text("x".into()) };
                    (name.as_str(), place)
                })
                .collect();
            let said = words.say(&id, &places);
            // `{$…}` and `{…}` are what is printed for what could not be resolved.
            assert!(!said.is_empty() && !said.contains(['{', '}', '$']), "{id}: {said:?}");
        }
    }
}

/// Arguments as the contract documents them.
fn args() -> BTreeMap<String, String> {
    [
        ("host", "heron.example"),
        ("port", "8000"),
        ("seconds", "12"),
        ("detail", "unexpected end of file"),
        ("status", "503"),
        ("found", "html"),
        ("streamed", "40"),
        ("jobs", "57"),
        ("limit", "1048576"),
        ("scheme", "ftp"),
        ("name", "heron"),
        ("file", "/home/u/.config/vigie/vigie.toml"),
        ("line", "7"),
        ("known", "1"),
        ("fingerprint", "AB:CD:EF"),
        ("accepted", "12:34:56"),
        ("names", "egret.example, *.egret.example"),
        ("issuer", "Heron Works CA"),
        ("not_before", "2026-03-01"),
        ("not_after", "2027-02-28"),
        ("proxy", "proxy.example:3128"),
        ("value", "soap"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

#[test]
fn every_code_of_the_contract_has_its_words_in_every_language() {
    for tongue in Tongue::ALL {
        let words = Words::of(tongue);
        let mut said = Vec::new();
        said.extend(JobState::ALL.iter().map(|&state| words.state(state)));
        said.extend(LinkState::ALL.iter().map(|&state| words.link(state)));
        for &code in ReasonCode::ALL {
            let reason = Reason { code, args: args() };
            let (whole, once) = (words.reason(&reason), words.reason_once(&reason));
            assert!(whole.len() > once.len() && whole.starts_with(&once), "{whole}");
            assert_eq!(words.failure(&Failure::connection(reason)), once);
            said.extend([whole, once]);
        }
        said.extend(
            FailureCode::ALL.iter().map(|&code| words.failure(&Failure { code, reason: None, args: args() })),
        );
        said.extend(TroubleCode::ALL.iter().map(|&code| words.trouble(&Trouble { code, args: args() })));
        for kind in NoticeKind::ALL {
            for part in ["title", "body"] {
                said.push(words.text(&format!("notice-{}-{part}", kind.as_str())));
            }
            said.push(words.text(&format!("alert-many-{}", kind.as_str())));
        }
        for text in said {
            let is_an_id = text.contains("notice-")
                || text.contains("reason-")
                || text.contains("state-")
                || text.contains("link-");
            assert!(!text.is_empty() && !is_an_id && !text.contains(['{', '}', '$']), "{text}");
        }
    }
}

#[test]
fn no_reason_leaves_a_documented_place_empty() {
    for tongue in Tongue::ALL {
        let words = Words::of(tongue);
        for &code in ReasonCode::ALL {
            let said = words.reason(&Reason { code, args: args() });
            assert!(!said.contains('…'), "{code:?} asks for a place the contract does not name: {said}");
        }
    }
}

#[test]
fn sentences_of_french_keep_their_spaces() {
    for (number, line) in source(Tongue::Fr).lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        // What a message begins with has nothing before it to break from.
        let line = line.replacen(" = ", "=", 1);
        for sign in [" :", " ;", " !", " ?", " %", " »", "« "] {
            assert!(!line.contains(sign), "fr.ftl:{} breaks before {sign:?}: {line}", number + 1);
        }
        assert!(!line.contains('\''), "fr.ftl:{}: ’ and not ': {line}", number + 1);
    }
}

#[test]
fn the_tray_and_the_terminal_tell_a_job() {
    let mut job = Job {
        server: "s1".into(),
        id: "j".into(),
        run: 1,
        kind: None,
        title: "EDI import · ORDERS".into(),
        state: JobState::Running,
        inferred: false,
        unit: JobUnit::Items,
        ends_at: None,
        done: Some(36_120),
        failed: Some(52),
        total: Some(50_000),
        percent: Some(72.24),
        server_percent: None,
        step: None,
        message: Some("Line\n36 120".into()),
        error: None,
        warnings: 2,
        last_warning: None,
        rate: Some(214.0),
        eta_ms: Some([61_000, 68_000]),
        overdue: false,
        usual: None,
        longer: false,
        owner: None,
        created_at: None,
        started_at: Some(1_000),
        finished_at: None,
        heard_at: 100_000,
        silent_since: None,
        metadata: serde_json::Value::Null,
        page: None,
        can_delete: false,
    };
    let en = Words::of(Tongue::En);
    assert_eq!(en.tray_job(&job).replace('\u{a0}', " "), "EDI import · ORDERS · 72 %");
    assert_eq!(
        en.job_line(&job, 100_000).replace('\u{a0}', " "),
        "72 % · 36,120 of 50,000 items · 52 failed · 2 warnings · 214 /s · about 1 min · Line 36 120"
    );
    job.state = JobState::Stalled;
    job.silent_since = Some(100_000);
    (job.rate, job.eta_ms, job.message, job.failed, job.warnings) = (None, None, None, None, 0);
    assert_eq!(en.tray_job(&job).replace('\u{a0}', " "), "EDI import · ORDERS · 72 % · Stalled");
    assert_eq!(
        en.job_line(&job, 340_000).replace('\u{a0}', " "),
        "Stalled · no update for 4 min · 72 % · 36,120 of 50,000 items"
    );
    (job.state, job.finished_at, job.error) = (JobState::Failed, Some(94_000), Some("No route".into()));
    assert_eq!(
        en.job_line(&job, 340_000).replace('\u{a0}', " "),
        "Failed · 72 % · 36,120 of 50,000 items · took 1 min 33 · No route"
    );
    (job.percent, job.done, job.overdue) = (None, None, true);
    (job.state, job.finished_at) = (JobState::Running, None);
    assert_eq!(en.tray_job(&job), "EDI import · ORDERS");
    assert_eq!(en.job_line(&job, 340_000), "longer than usual");

    (job.state, job.inferred, job.overdue) = (JobState::Completed, true, false);
    (job.unit, job.done, job.total, job.finished_at) = (JobUnit::Seconds, Some(1_500), Some(3_600), None);
    assert_eq!(
        en.job_line(&job, 340_000).replace('\u{a0}', " "),
        "Completed (inferred) · 25 min of 1 h · No route"
    );

    (job.state, job.inferred, job.error) = (JobState::Running, false, None);
    (job.total, job.ends_at) = (Some(7_200), Some(340_000 + 42 * 60_000));
    assert_eq!(en.job_line(&job, 340_000).replace('\u{a0}', " "), "42 min left of 2 h");
    job.ends_at = Some(340_000);
    assert_eq!(en.bar_line(&job, 340_000).replace('\u{a0}', " "), "time is up (2 h)");
    job.ends_at = None;
    assert_eq!(en.bar_line(&job, 340_000).replace('\u{a0}', " "), "1 h 35 left of 2 h");
}

#[test]
fn the_terminal_tells_what_is_no_job() {
    let [en, fr, ru] = [Tongue::En, Tongue::Fr, Tongue::Ru].map(Words::of);
    let mut record = Record {
        server: "s1".into(),
        model: "estimate".into(),
        id: "7".into(),
        action: RecordAction::Updated,
        label: Some("Смета\n_7".into()),
        by: Some("Ana".into()),
        fields: serde_json::Map::new(),
        changed: vec!["status".into(), "total".into()],
        at: 1,
    };
    assert_eq!(
        en.record_line(&record, "heron"),
        "heron · Estimate Смета _7 changed · By Ana · status, total"
    );
    (record.action, record.label, record.by) = (RecordAction::Deleted, None, None);
    assert_eq!(en.record_line(&record, "heron"), "heron · Estimate 7 deleted");

    let values = [("sessions.actives".to_owned(), 3.0), ("postes.total".to_owned(), 1_200.5)].into();
    let stats = Stats { server: "s1".into(), at: 1, values };
    assert_eq!(en.stats_line(&stats, "heron"), "heron · postes.total 1,200.5 · sessions.actives 3");

    let gap = Gap { server: "s1".into(), from: 60_000, to: 180_000 };
    assert_eq!(
        en.gap_line(&gap, "heron").replace('\u{a0}', " "),
        "heron: nothing was heard for 2 min; what changed meanwhile may be missing here"
    );
    assert!(fr.records_skipped(1).starts_with("1 changement de fiche"), "{}", fr.records_skipped(1));
    assert!(ru.records_skipped(3).starts_with("3 изменения записей"), "{}", ru.records_skipped(3));
}
