//! Why something is as it is: reasons, failures, troubles.

use std::collections::BTreeMap;

use vigie_contract::{Failure, Reason, Trouble};

use crate::bundle::{Place, Words};

impl Words {
    /// Why a connection is as it is: what happened, what the person can do, what Vigie does.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        self.coded(&format!("reason-{}", reason.code.as_str()), &reason.args)
    }

    /// The same without what Vigie does, for where it will not try again by itself.
    #[must_use]
    pub fn reason_once(&self, reason: &Reason) -> String {
        self.coded(&format!("reason-{}.what", reason.code.as_str()), &reason.args)
    }

    /// Why a command was not carried out, and what the person can do.
    #[must_use]
    pub fn failure(&self, failure: &Failure) -> String {
        match &failure.reason {
            Some(reason) => self.reason_once(reason),
            None => self.coded(&format!("failure-{}", failure.code.as_str()), &failure.args),
        }
    }

    /// A standing trouble of Vigie itself, and what the person can do.
    #[must_use]
    pub fn trouble(&self, trouble: &Trouble) -> String {
        self.coded(&format!("trouble-{}", trouble.code.as_str()), &trouble.args)
    }

    fn coded(&self, id: &str, args: &BTreeMap<String, String>) -> String {
        let counts: Vec<(String, u64)> = args
            .iter()
            .filter(|(_, value)| !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()))
            .filter_map(|(name, value)| Some((format!("{name}Count"), value.parse().ok()?)))
            .collect();
        let mut places: Vec<(&str, Place)> = Vec::with_capacity(args.len() + counts.len());
        for (name, value) in args {
            let size = (name == "limit").then(|| value.parse().ok()).flatten().map(|bytes| self.size(bytes));
            places.push((name, size.map_or_else(|| sentence_part(value).into(), Place::from)));
        }
        places.extend(counts.iter().map(|(name, count)| (name.as_str(), Place::Number(*count))));
        self.say(id, &places)
    }
}

/// Without the full stop that the sentence around it has already.
fn sentence_part(value: &str) -> &str {
    let value = value.trim_end();
    value.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tongue;
    use vigie_contract::{FailureCode, ReasonCode, TroubleCode};

    #[test]
    fn a_reason_says_what_happened_what_to_do_and_what_vigie_does() {
        let reason =
            Reason::new(ReasonCode::ConnectionRefused).with("host", "heron.example").with("port", 8000);
        let en = Words::of(Tongue::En);
        assert_eq!(
            en.reason(&reason),
            "Nothing listens at heron.example, port 8000. Check the address, and that the server is running. \
             Vigie tries again by itself."
        );
        assert_eq!(
            en.failure(&Failure::connection(reason)),
            "Nothing listens at heron.example, port 8000. Check the address, and that the server is running."
        );
    }

    #[test]
    fn digits_choose_the_plural_and_are_printed_as_they_came() {
        let reason = |n: u32| Reason::new(ReasonCode::TooManyJobs).with("jobs", n).with("streamed", 40);
        let ru = Words::of(Tongue::Ru);
        assert!(ru.reason(&reason(121)).starts_with("Там выполняется 121 задача — больше"));
        assert!(ru.reason(&reason(122)).starts_with("Там выполняются 122 задачи — больше"));
        assert!(ru.reason(&reason(125)).starts_with("Там выполняется 125 задач — больше"));
    }

    #[test]
    fn what_was_found_instead_of_a_backend_is_named() {
        let found =
            |found: &str| Reason::new(ReasonCode::NotThisBackend).with("found", found).with("status", 404);
        let en = Words::of(Tongue::En);
        assert!(en.reason_once(&found("html")).starts_with("There is a web page at this address"));
        assert!(en.reason_once(&found("not-found")).contains("(status 404)"));
        assert!(en.reason_once(&found("gopher")).starts_with("What answers at this address is not"));
    }

    #[test]
    fn a_limit_is_a_size() {
        let reason = Reason::new(ReasonCode::TooLarge).with("limit", 1 << 20);
        assert!(Words::of(Tongue::Fr).reason(&reason).contains("dépassait 1\u{a0}Mio,"));
    }

    #[test]
    fn a_detail_with_a_full_stop_does_not_double_it() {
        let failure = Failure::new(FailureCode::Internal).with("detail", "No luck.");
        assert_eq!(
            Words::of(Tongue::En).failure(&failure),
            "Something went wrong inside Vigie: No luck. It is in the log; try again."
        );
    }

    #[test]
    fn a_trouble_names_its_file() {
        let trouble = Trouble::new(TroubleCode::SettingsBroken)
            .with("file", "/home/u/vigie.toml")
            .with("line", 3)
            .with("detail", "expected `=`");
        assert!(Words::of(Tongue::En).trouble(&trouble).starts_with(
            "The settings file /home/u/vigie.toml has an error in line 3: expected `=`. Vigie uses"
        ));
    }
}
