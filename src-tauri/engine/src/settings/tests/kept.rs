//! Whatever is edited, what the person and other programs wrote stays.

use proptest::prelude::*;
use proptest::sample::select;
use vigie_contract::{Closing, Language, Preferences, Theme};

use super::*;

#[test]
fn comments_order_and_unknown_keys_stay() {
    let text = r#"# Heading

plugin_color = "blue"   # not ours
# how long
alerts_paused_until = 2026-03-01T12:00:00Z # a nap

[[servers]] # first
url = "heron.example"   # home
x-note = { a = 1 }
# the user
user = "ana"

# --- all below is the lab's ---

# about grebe
[[servers]]
id = "grebe"
url = "grebe.example"

[plugin.deep]
key = [1, 2] # kept

[preferences]
# my eyes
theme = "light" # by day
sound = "none"
# the end
"#;
    let place = Place::with(text);
    let (mut file, settings, _) = place.open();
    file.update_server(&settings.servers[0].id, |server| server.user = None).unwrap();
    file.pause_alerts_until(None).unwrap();
    file.set_preferences(&Preferences {
        theme: Theme::Dark,
        language: Language::Fr,
        closing: Closing::Ask,
        ..Preferences::default()
    })
    .unwrap();
    file.remove_server("grebe").unwrap();
    let added = ServerSettings { id: "teal".into(), ..server("teal.example") };
    file.add_server(added).unwrap();
    let id = &settings.servers[0].id;
    let wanted = format!(
        r#"# Heading

plugin_color = "blue"   # not ours
# how long
version = 1

[[servers]] # first
url = "heron.example"   # home
x-note = {{ a = 1 }}
id = "{id}"

[[servers]]
id = "teal"
name = "teal.example"
url = "https://teal.example/"
kind = "sse-progress"

[plugin.deep]
key = [1, 2] # kept

[preferences]
# my eyes
theme = "dark" # by day
sound = "none"
language = "fr"
# the end

# --- all below is the lab's ---
"#
    );
    let text = place.text();
    // The user's own comment goes to a neighbour: where, is not promised.
    assert!(text.contains("# the user\n"), "{text}");
    assert_eq!(text.replace("# the user\n", ""), wanted);
}

#[derive(Debug, Clone)]
enum Edit {
    Add(u8),
    Remove(usize),
    Rename(usize, String),
    User(usize, Option<String>),
    Move(usize, u8),
    Poll(usize, u32),
    Stalled(usize, Option<u32>),
    Enable(usize, bool),
    Prefer(Language, Theme),
    Pause(Option<u32>),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = || 0..4usize;
    let edit = prop_oneof![
        any::<u8>().prop_map(Edit::Add),
        at().prop_map(Edit::Remove),
        (at(), "[ -~é\"'#\\[\\]=]{0,12}").prop_map(|(at, name)| Edit::Rename(at, name)),
        (at(), proptest::option::of("[a-z@\"#]{0,6}")).prop_map(|(at, user)| Edit::User(at, user)),
        (at(), any::<u8>()).prop_map(|(at, n)| Edit::Move(at, n)),
        (at(), 1..3600u32).prop_map(|(at, n)| Edit::Poll(at, n)),
        (at(), proptest::option::of(5..600u32)).prop_map(|(at, n)| Edit::Stalled(at, n)),
        (at(), any::<bool>()).prop_map(|(at, on)| Edit::Enable(at, on)),
        (select(vec![Language::System, Language::Fr]), select(vec![Theme::Dark, Theme::System]))
            .prop_map(|(language, theme)| Edit::Prefer(language, theme)),
        proptest::option::of(any::<u32>()).prop_map(Edit::Pause),
    ];
    proptest::collection::vec(edit, 1..12)
}

/// A file as a person may have left it: each line is ours, unknown, bad, or a comment, in any mixture.
/// Unknown keys and comments carry a number each, `#` is replaced by it.
fn files() -> impl Strategy<Value = String> {
    let lines = |known: &'static [&'static str]| {
        let any_line = prop_oneof![
            select(known).prop_map(str::to_owned),
            Just("x-# = { a = [#, 2] } # comment #\n".to_owned()),
            Just("\n# comment #\n".to_owned()),
        ];
        proptest::collection::vec(any_line, 0..5)
    };
    let root =
        lines(&["version = 1 # comment #\n", "alerts_paused_until = 2026-03-01T12:00:00Z # comment #\n"]);
    let preferences =
        lines(&["theme = \"light\" # comment #\n", "language = \"tlh\"\n", "closing = 'keep'\n"]);
    let server = lines(&[
        "name = \"\"\"A\nB\"\"\"\n",
        "id = 5 # comment #\n",
        "user = 'ana' # comment #\n",
        "enabled = false\n",
        "poll_seconds = 'x' # comment #\n",
        "stalled_seconds = 9\n",
        "kind = 'sse-progress'\n",
    ]);
    let servers = proptest::collection::vec((server, any::<bool>()), 0..4);
    (root, preferences, servers, any::<bool>()).prop_map(|(root, preferences, servers, last)| {
        let section = |title: &str, lines: &[String]| {
            let mut seen = std::collections::HashSet::new();
            let once = lines
                .iter()
                .filter(|l| !l.contains(" = ") || l.starts_with('x') || seen.insert(l[..4].to_owned()));
            format!("{title}{}", once.map(String::as_str).collect::<String>())
        };
        let preferences = section("\n[preferences]\n", &preferences);
        let mut text = section("# comment #\n\n", &root) + "x-# = #\n";
        if !last {
            text += &preferences;
        }
        for (n, (lines, good)) in servers.iter().enumerate() {
            let url = if *good {
                format!("url = \"h{n}.example/#\" # comment #\n").replace("/#", "")
            } else {
                String::new()
            };
            text += &section(&format!("\n[[servers]]\n{url}"), lines);
        }
        text += "\n[x-#.y]\nx-# = #\n";
        if last {
            text += &preferences;
        }
        let mut number = 0;
        text.split_inclusive('\n')
            .map(|line| {
                number += 1;
                // A comment's own sign stays one.
                line.replace("# c", "\u{1}c").replace('#', &number.to_string()).replace('\u{1}', "#")
            })
            .collect()
    })
}

/// The numbered things of a text that are not within an entry of `[[servers]]`, or within any at all.
fn marks(text: &str, within_servers: bool) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.starts_with("[[servers]]");
        }
        if inside && !within_servers {
            continue;
        }
        if let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| key.starts_with("x-")) {
            found.push(key.to_owned());
        }
        if let Some(at) = line.find("# comment ") {
            found.push(line[at..].to_owned());
        }
    }
    found
}

fn apply(file: &mut SettingsFile, edit: &Edit) -> Result<Settings, SettingsError> {
    let id = |at: &usize| {
        let servers = &file.settings().servers;
        if servers.is_empty() { "nobody".to_owned() } else { servers[at % servers.len()].id.clone() }
    };
    match edit.clone() {
        Edit::Add(n) => file.add_server(server(&format!("new{n}.example"))),
        Edit::Remove(at) => file.remove_server(&id(&at)),
        Edit::Rename(at, name) => file.update_server(&id(&at), |s| s.name = name),
        Edit::User(at, user) => file.update_server(&id(&at), |s| s.user = user),
        Edit::Move(at, n) => {
            file.update_server(&id(&at), |s| s.url = format!("https://moved{n}.example/").parse().unwrap())
        }
        Edit::Poll(at, n) => file.update_server(&id(&at), |s| s.poll_seconds = n),
        Edit::Stalled(at, n) => file.update_server(&id(&at), |s| s.stalled_seconds = n),
        Edit::Enable(at, on) => file.set_enabled(&id(&at), on),
        Edit::Prefer(language, theme) => {
            file.set_preferences(&Preferences { language, theme, ..file.settings().preferences.clone() })
        }
        Edit::Pause(until) => file.pause_alerts_until(until.map(|seconds| u64::from(seconds) * 1000)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_edit_of_any_file_loses_what_is_not_its_own(text in files(), edits in edits()) {
        let place = Place::with(&text);
        let (mut file, _, troubles) = place.open();
        prop_assert!(!codes(&troubles).contains(&TroubleCode::SettingsBroken), "{text}\n{troubles:?}");
        for edit in &edits {
            let before = place.text();
            match apply(&mut file, edit) {
                Ok(settings) => {
                    let after = place.text();
                    prop_assert_eq!(&place.open().1, &settings, "{}", after);
                    // What a removed entry held goes with it.
                    let removes = matches!(edit, Edit::Remove(_));
                    let now = marks(&after, true);
                    for mark in marks(&before, !removes) {
                        prop_assert!(now.contains(&mark), "{mark} lost by {edit:?}:\n{before}\n---\n{after}");
                    }
                }
                Err(SettingsError::ServerExists { .. } | SettingsError::ServerUnknown) => {
                    prop_assert_eq!(place.text(), before);
                }
                Err(error) => prop_assert!(false, "{edit:?}: {error}\n{before}"),
            }
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}|([a-z\\[\\]={}\"'.#\n 0-9-]{0,80})") {
        let place = Place::with(&text);
        let (mut file, ..) = place.open();
        let _ = file.add_server(server("heron.example"));
    }
}
