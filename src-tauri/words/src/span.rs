//! Durations and time left, in words.

use vigie_contract::Millis;

use crate::bundle::Words;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Below this, the time left is a few seconds.
const FEW_SECONDS: u64 = 10 * SECOND;
/// Steps that the time left is told in: below a minute, ten minutes, 90 minutes, beyond.
const STEP_SECONDS: u64 = 10 * SECOND;
const STEP_MINUTES: u64 = 5 * MINUTE;
const STEP_HOURS: u64 = 30 * MINUTE;

impl Words {
    /// How long something took or lasts: `45 s`, `1 min 33`, `2 h 05`, `3 d 4 h`.
    #[must_use]
    pub fn duration(&self, ms: Millis) -> String {
        let say = |id: &str, names: [&str; 2], values: [String; 2]| {
            let [first, second] = values;
            self.say(id, &[(names[0], first.into()), (names[1], second.into())])
        };
        let (days, hours, minutes, seconds) =
            (ms / DAY, ms % DAY / HOUR, ms % HOUR / MINUTE, ms % MINUTE / SECOND);
        match (days, hours, minutes, seconds) {
            (0, 0, 0, 0) => self.text("duration-under-second"),
            (0, 0, 0, s) => self.say("duration-seconds", &[("seconds", s.to_string().into())]),
            (0, 0, m, 0) => self.say("duration-minutes", &[("minutes", m.to_string().into())]),
            (0, 0, m, s) => {
                say("duration-minutes-seconds", ["minutes", "seconds"], [m.to_string(), format!("{s:02}")])
            }
            (0, h, 0, _) => self.say("duration-hours", &[("hours", h.to_string().into())]),
            (0, h, m, _) => {
                say("duration-hours-minutes", ["hours", "minutes"], [h.to_string(), format!("{m:02}")])
            }
            (d, 0, _, _) => self.say("duration-days", &[("days", self.number(d).into())]),
            (d, h, _, _) => say("duration-days-hours", ["days", "hours"], [self.number(d), h.to_string()]),
        }
    }

    /// The time left: a range until it is sure, never finer than means something.
    #[must_use]
    pub fn eta(&self, eta_ms: [Millis; 2]) -> String {
        let [low, high] = [eta_ms[0].min(eta_ms[1]), eta_ms[0].max(eta_ms[1])];
        if high < FEW_SECONDS {
            return self.text("eta-seconds");
        }
        let step = match high {
            0..MINUTE => STEP_SECONDS,
            MINUTE..600_000 => MINUTE,
            600_000..5_400_000 => STEP_MINUTES,
            5_400_000..DAY => STEP_HOURS,
            _ => HOUR,
        };
        let rounded = |ms: u64| (ms.saturating_add(step / 2) / step).max(1).saturating_mul(step);
        let (low, high) = (rounded(low), rounded(high));
        let high_text = self.duration(high);
        if low == high {
            return self.say("eta-about", &[("duration", high_text.into())]);
        }
        self.say("eta-range", &[("low", self.low_end(low, high).into()), ("high", high_text.into())])
    }

    /// The low end of a range, without its unit where that is the high end's.
    fn low_end(&self, low: u64, high: u64) -> String {
        for unit in [SECOND, MINUTE, HOUR] {
            let alone = |ms: u64| ms.is_multiple_of(unit) && ms / unit < 60 && ms < DAY;
            if alone(low) && alone(high) {
                return (low / unit).to_string();
            }
        }
        self.duration(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tongue;

    fn plain_spaces(text: &str) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn a_duration_has_one_or_two_units() {
        let [en, fr, ru] = Tongue::ALL.map(Words::of);
        for (ms, in_en, in_fr, in_ru) in [
            (0, "under 1 s", "moins de 1 s", "доли секунды"),
            (999, "under 1 s", "moins de 1 s", "доли секунды"),
            (45_900, "45 s", "45 s", "45 с"),
            (93_000, "1 min 33", "1 min 33", "1 мин 33 с"),
            (65_000, "1 min 05", "1 min 05", "1 мин 05 с"),
            (240_000, "4 min", "4 min", "4 мин"),
            (HOUR, "1 h", "1 h", "1 ч"),
            (HOUR + 30 * MINUTE, "1 h 30", "1 h 30", "1 ч 30 мин"),
            (2 * DAY + 3 * HOUR, "2 d 3 h", "2 j 3 h", "2 д 3 ч"),
            (1_000 * DAY, "1,000 d", "1 000 j", "1 000 д"),
        ] {
            assert_eq!(plain_spaces(&en.duration(ms)), in_en);
            assert_eq!(plain_spaces(&fr.duration(ms)), in_fr);
            assert_eq!(plain_spaces(&ru.duration(ms)), in_ru);
        }
    }

    #[test]
    fn the_time_left_is_a_range_until_it_is_sure() {
        let en = Words::of(Tongue::En);
        for (eta, said) in [
            ([0, 3_000], "a few seconds"),
            ([22_000, 41_000], "20–40 s"),
            ([36_000, 41_000], "about 40 s"),
            ([40_000, 59_999], "40 s–1 min"),
            ([118_000, 123_200], "about 2 min"),
            ([123_200, 250_000], "2–4 min"),
            ([250_000, 123_200], "2–4 min"),
            ([5_000, 130_000], "1–2 min"),
            ([1_700_000, 2_400_000], "30–40 min"),
            ([3_000_000, 6_000_000], "1 h–1 h 30"),
            ([2 * HOUR, 4 * HOUR], "2–4 h"),
            ([DAY, 3 * DAY], "1 d–3 d"),
            ([0, u64::MAX], "1 h–213,503,982,334 d 14 h"),
        ] {
            assert_eq!(plain_spaces(&en.eta(eta)), said, "{eta:?}");
        }
    }

    #[test]
    fn the_time_left_has_words_in_every_language() {
        assert_eq!(plain_spaces(&Words::of(Tongue::Fr).eta([118_000, 122_000])), "environ 2 min");
        assert_eq!(plain_spaces(&Words::of(Tongue::Ru).eta([118_000, 222_000])), "2–4 мин");
    }
}
