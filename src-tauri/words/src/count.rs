//! Numbers in words.

use crate::bundle::Words;

/// Below this rate, a job is told by the minute.
const SLOW_PER_SECOND: f64 = 0.1;
/// From this rate on, the fraction says nothing.
const FAST_PER_SECOND: f64 = 10.0;
/// So that 29 of 100 is not 28.999… %.
const ROUNDING: f64 = 1e-9;

impl Words {
    /// A whole number with its groups: `8,211`.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() * 2);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(self.tongue().group());
            }
            out.push(digit);
        }
        out
    }

    /// A number with one digit after the point.
    fn tenths(&self, number: f64) -> String {
        let text = format!("{number:.1}");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
        let whole = self.number(whole.parse().unwrap_or(u64::MAX));
        if fraction == "0" { whole } else { format!("{whole}{}{fraction}", self.tongue().point()) }
    }

    /// A number of any kind, with two digits after the point at most; a dash for one that is none.
    #[must_use]
    pub fn figure(&self, number: f64) -> String {
        if !number.is_finite() {
            return "–".to_owned();
        }
        let text = format!("{:.2}", number.abs());
        let (all, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let (all, fraction) = (self.number(all.parse().unwrap_or(u64::MAX)), fraction.trim_end_matches('0'));
        let sign = if number < 0.0 && text != "0.00" { "−" } else { "" };
        let point = if fraction.is_empty() { String::new() } else { self.tongue().point().to_string() };
        format!("{sign}{all}{point}{fraction}")
    }

    /// `72 %`. Rounded down: a job is not at 100 % before it is.
    #[must_use]
    pub fn percent(&self, percent: f64) -> String {
        self.say("percent", &[("value", self.number(whole((percent + ROUNDING).floor())).into())])
    }

    /// Items per second, or per minute for a slow job; `None` where there is nothing to say.
    #[must_use]
    pub fn rate(&self, per_second: f64) -> Option<String> {
        if !per_second.is_finite() || per_second <= 0.0 {
            return None;
        }
        if per_second < SLOW_PER_SECOND {
            let per_minute = (per_second * 60.0).max(0.1);
            return Some(self.say("rate-per-minute", &[("value", self.tenths(per_minute).into())]));
        }
        let value = if per_second < FAST_PER_SECOND {
            self.tenths(per_second)
        } else {
            self.number(whole(per_second.round()))
        };
        Some(self.say("rate-per-second", &[("value", value.into())]))
    }

    /// `8,211 items`.
    #[must_use]
    pub fn items(&self, items: u64) -> String {
        self.say("items", &[("items", self.number(items).into()), ("itemsCount", items.into())])
    }

    /// `2 warnings`.
    #[must_use]
    pub fn warnings(&self, warnings: u32) -> String {
        let count = u64::from(warnings);
        self.say("warnings", &[("warnings", self.number(count).into()), ("warningsCount", count.into())])
    }

    /// `3 jobs`.
    #[must_use]
    pub fn jobs(&self, jobs: u64) -> String {
        self.say("jobs", &[("jobs", self.number(jobs).into()), ("jobsCount", jobs.into())])
    }

    /// `1,850 of 5,000 items`, or what of it is known. A total of 0 is not known.
    #[must_use]
    pub fn work(&self, done: Option<u64>, total: Option<u64>) -> Option<String> {
        match (done, total.filter(|&t| t > 0)) {
            (Some(done), Some(total)) if done != total => Some(self.say(
                "items-of-total",
                &[
                    ("done", self.number(done).into()),
                    ("total", self.number(total).into()),
                    ("itemsCount", total.into()),
                ],
            )),
            (Some(done), _) => Some(self.items(done)),
            (None, _) => None,
        }
    }

    /// A size in bytes: `1 MiB`.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        const KIB: u64 = 1 << 10;
        const MIB: u64 = 1 << 20;
        let (id, value) = match bytes {
            MIB.. => ("size-mib", bytes / MIB),
            KIB.. => ("size-kib", bytes / KIB),
            _ => ("size-bytes", bytes),
        };
        self.say(id, &[("value", self.number(value).into())])
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, which is wanted")]
fn whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tongue;

    #[test]
    fn a_figure_has_its_sign_its_groups_and_no_idle_digits() {
        let [en, fr, _] = words();
        for (number, said) in [
            (0.0, "0"),
            (-0.001, "0"),
            (12.0, "12"),
            (12_345.5, "12,345.5"),
            (-2.345_678, "−2.35"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(en.figure(number), said);
        }
        assert_eq!(fr.figure(1.25), "1,25");
    }

    fn words() -> [Words; 3] {
        Tongue::ALL.map(Words::of)
    }

    #[test]
    fn digits_are_grouped_as_the_language_does() {
        let [en, fr, ru] = words();
        assert_eq!(en.number(0), "0");
        assert_eq!(en.number(999), "999");
        assert_eq!(en.number(1_234), "1,234");
        assert_eq!(fr.number(1_234), "1\u{202f}234");
        assert_eq!(ru.number(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(en.number(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn a_percentage_is_not_complete_before_it_is() {
        let [en, fr, ru] = words();
        assert_eq!(en.percent(99.99), "99\u{a0}%");
        assert_eq!(en.percent(100.0), "100\u{a0}%");
        assert_eq!(en.percent(0.29 * 100.0), "29\u{a0}%");
        assert_eq!(fr.percent(37.0), "37\u{202f}%");
        assert_eq!(ru.percent(-1.0), "0\u{a0}%");
        assert_eq!(en.percent(f64::NAN), "0\u{a0}%");
    }

    #[test]
    fn a_rate_has_the_digits_that_mean_something() {
        let [en, fr, ru] = words();
        assert_eq!(en.rate(1_032.4).unwrap(), "1,032\u{a0}/s");
        assert_eq!(en.rate(9.84).unwrap(), "9.8\u{a0}/s");
        assert_eq!(fr.rate(3.12).unwrap(), "3,1\u{a0}/s");
        assert_eq!(ru.rate(0.05).unwrap(), "3\u{a0}/мин");
        assert_eq!(en.rate(0.0001).unwrap(), "0.1\u{a0}/min");
        assert_eq!(en.rate(0.0), None);
        assert_eq!(en.rate(f64::INFINITY), None);
    }

    #[test]
    fn what_is_not_known_of_the_work_is_not_said() {
        let [en, _, ru] = words();
        assert_eq!(en.work(Some(1_850), Some(5_000)).unwrap(), "1,850 of 5,000 items");
        assert_eq!(en.work(Some(8_211), Some(8_211)).unwrap(), "8,211 items");
        assert_eq!(en.work(Some(1), None).unwrap(), "1 item");
        assert_eq!(en.work(Some(7), Some(0)).unwrap(), "7 items");
        assert_eq!(en.work(None, Some(10)), None);
        assert_eq!(ru.work(Some(3), Some(21)).unwrap(), "3 из 21 элемента");
    }

    #[test]
    fn russian_has_its_forms() {
        let ru = Words::of(Tongue::Ru);
        for (n, items, warnings) in [
            (0, "0 элементов", "0 предупреждений"),
            (1, "1 элемент", "1 предупреждение"),
            (2, "2 элемента", "2 предупреждения"),
            (4, "4 элемента", "4 предупреждения"),
            (5, "5 элементов", "5 предупреждений"),
            (11, "11 элементов", "11 предупреждений"),
            (12, "12 элементов", "12 предупреждений"),
            (21, "21 элемент", "21 предупреждение"),
            (22, "22 элемента", "22 предупреждения"),
            (25, "25 элементов", "25 предупреждений"),
            (101, "101 элемент", "101 предупреждение"),
            (111, "111 элементов", "111 предупреждений"),
        ] {
            assert_eq!(ru.items(n), items);
            assert_eq!(ru.warnings(u32::try_from(n).unwrap()), warnings);
        }
    }

    #[test]
    fn french_counts_nothing_as_one() {
        let fr = Words::of(Tongue::Fr);
        assert_eq!(fr.items(0), "0 élément");
        assert_eq!(fr.items(1), "1 élément");
        assert_eq!(fr.items(2), "2 éléments");
    }

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        let [en, fr, _] = words();
        assert_eq!(en.size(512), "512\u{a0}bytes");
        assert_eq!(en.size(65_536), "64\u{a0}KiB");
        assert_eq!(fr.size(1 << 20), "1\u{a0}Mio");
    }
}
