//! The rules, found by what they are about.

use std::collections::HashMap;

use vigie_contract::{AlertRules, NoticeKind, Rule, RuleScope, Telling, WarningRule};

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// The server's id in Vigie.
    pub server: &'a str,
    /// The kind of job, where it is about a job whose kind is known.
    pub kind: Option<&'a str>,
    /// The job's id, where it is about one.
    pub job: Option<&'a str>,
}

/// All rules. Looking them up takes the same time however many there are.
#[derive(Debug, Clone, Default)]
pub struct Rulebook {
    all: AlertRules,
    everything: Option<usize>,
    kinds: HashMap<String, usize>,
    servers: HashMap<String, OfServer>,
}

#[derive(Debug, Clone, Default)]
struct OfServer {
    whole: Option<usize>,
    kinds: HashMap<String, usize>,
    jobs: HashMap<String, usize>,
}

impl Rulebook {
    /// Of rules that were checked. Of two with one scope the later one holds.
    #[must_use]
    pub fn new(all: AlertRules) -> Self {
        let mut book = Self::default();
        for (at, rule) in all.rules.iter().enumerate() {
            match rule.scope.clone() {
                RuleScope::Everything => book.everything = Some(at),
                RuleScope::Server { server } => book.of(server).whole = Some(at),
                RuleScope::Kind { server: None, kind } => {
                    book.kinds.insert(kind, at);
                }
                RuleScope::Kind { server: Some(server), kind } => {
                    book.of(server).kinds.insert(kind, at);
                }
                RuleScope::Job { server, id } => {
                    book.of(server).jobs.insert(id, at);
                }
            }
        }
        Self { all, ..book }
    }

    fn of(&mut self, server: String) -> &mut OfServer {
        self.servers.entry(server).or_default()
    }

    /// The rules as they were settled.
    #[must_use]
    pub fn all(&self) -> &AlertRules {
        &self.all
    }

    /// What is settled for something.
    #[must_use]
    pub fn about(&self, about: About<'_>) -> Settled<'_> {
        let of = self.servers.get(about.server);
        let nearest_first = [
            about.job.and_then(|id| of?.jobs.get(id)),
            about.kind.and_then(|kind| of?.kinds.get(kind)),
            about.kind.and_then(|kind| self.kinds.get(kind)),
            of.and_then(|of| of.whole.as_ref()),
            self.everything.as_ref(),
        ];
        Settled(nearest_first.map(|at| self.all.rules.get(*at?)))
    }
}

/// The rules about one thing, the nearest first. Each setting is that of the first that has one.
#[derive(Debug, Clone, Copy)]
pub struct Settled<'a>([Option<&'a Rule>; 5]);

impl Settled<'_> {
    fn first<T>(&self, setting: impl Fn(&Rule) -> Option<T>) -> Option<T> {
        self.0.iter().flatten().find_map(|rule| setting(rule))
    }

    /// Where a kind of event is told.
    #[must_use]
    pub fn telling(&self, kind: NoticeKind) -> Telling {
        self.first(|rule| rule.events.get(&kind).copied()).unwrap_or_else(|| Telling::of(kind))
    }

    /// Whether it is muted.
    #[must_use]
    pub fn muted(&self) -> bool {
        self.first(|rule| rule.muted).unwrap_or_default()
    }

    /// Whether its end is waited for.
    #[must_use]
    pub fn watched(&self) -> bool {
        self.first(|rule| rule.watched).unwrap_or_default()
    }

    /// Whether other people's jobs are muted.
    #[must_use]
    pub fn only_mine(&self) -> bool {
        self.first(|rule| rule.only_mine).unwrap_or_default()
    }

    /// A good end of a shorter job is no alert; 0: of none.
    #[must_use]
    pub fn at_least_seconds(&self) -> u32 {
        self.first(|rule| rule.at_least_seconds).unwrap_or_default()
    }

    /// Which warnings are told.
    #[must_use]
    pub fn warnings(&self) -> WarningRule {
        self.first(|rule| rule.warnings).unwrap_or_default()
    }
}
