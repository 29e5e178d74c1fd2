use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use vigie_contract::{Millis, QuietHours, QuietSpan};

use super::*;

/// Rules of summer time are given as such: the machine may have no list of zones.
const PARIS: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
const ZONES: &[&str] =
    &["UTC0", PARIS, "EST5EDT,M3.2.0,M11.1.0", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "<-03>3", "IST-5:30"];
const MINUTE: i64 = 60_000;

fn zone(rule: &str) -> TimeZone {
    TimeZone::posix(rule).expect("the zones of the tests are well written")
}

fn hours(spans: Vec<QuietSpan>) -> QuietHours {
    QuietHours { on: true, spans, failures_come_through: false }
}

fn span(days: &[u8], from: u16, to: u16) -> QuietSpan {
    QuietSpan { days: days.to_vec(), from, to }
}

fn millis(at: Timestamp) -> Millis {
    Millis::try_from(at.as_millisecond()).expect("after 1970")
}

/// The first time the clock in Paris shows this.
fn paris(at: DateTime) -> Millis {
    millis(zone(PARIS).to_ambiguous_timestamp(at).compatible().expect("in range"))
}

#[track_caller]
fn until(hours: &QuietHours, now: DateTime, wanted: Option<DateTime>) {
    assert_eq!(quiet_until(hours, paris(now), &zone(PARIS)), wanted.map(paris), "{now}");
}

#[test]
fn nights_and_weekends() {
    // 2026-03-02 is a Monday.
    let at = |day: i8, hour, minute| date(2026, 3, day).at(hour, minute, 0, 0);
    let nights = hours(vec![span(&[1, 2, 3, 4, 5], 22 * 60, 7 * 60), span(&[6, 7], 0, 0)]);
    until(&nights, at(2, 21, 59), None);
    until(&nights, at(2, 22, 0), Some(at(3, 7, 0)));
    until(&nights, at(3, 6, 59), Some(at(3, 7, 0)));
    until(&nights, at(3, 7, 0), None);
    // Friday's night, and the whole weekend after it.
    until(&nights, at(6, 23, 0), Some(at(9, 0, 0)));
    until(&nights, at(9, 0, 0), None);
    until(&QuietHours { on: false, ..nights }, at(2, 23, 0), None);
    until(&hours(vec![]), at(2, 23, 0), None);
}

#[test]
fn an_hour_that_summer_time_skips_or_repeats() {
    // 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00.
    let spring = |hour, minute| date(2026, 3, 29).at(hour, minute, 0, 0);
    let every_day = |from, to| hours(vec![span(&[1, 2, 3, 4, 5, 6, 7], from, to)]);
    until(&every_day(60, 150), spring(1, 30), Some(spring(3, 0)));
    until(&every_day(150, 240), spring(3, 0), Some(spring(4, 0)));
    let autumn = |hour, minute| date(2026, 10, 25).at(hour, minute, 0, 0);
    let short = every_day(60, 150);
    until(&short, autumn(1, 30), Some(autumn(2, 30)));
    // The second 02:10 comes after the end at the first 02:30.
    assert_eq!(quiet_until(&short, paris(autumn(2, 10)) + 3_600_000, &zone(PARIS)), None);
}

#[test]
fn a_week_that_is_all_quiet_has_an_end_all_the_same() {
    let always = hours(vec![span(&[1, 2, 3, 4, 5, 6, 7], 0, 0)]);
    let now = paris(date(2026, 3, 2).at(12, 0, 0, 0));
    let until = quiet_until(&always, now, &zone(PARIS)).expect("quiet");
    assert!(until > now + 7 * 24 * 3_600_000, "{until}");
    for wrong in [0, u64::MAX] {
        // The ends of time are no reason to panic.
        let _ = quiet_until(&always, wrong, &zone(PARIS));
    }
}

/// Walks the clock minute by minute: a span begins at the first minute that shows its beginning or a later one,
/// and ends at the first that shows its end or a later one.
fn naive(hours: &QuietHours, now: i64, zone: &TimeZone) -> bool {
    let start = now - 3 * 24 * 60 * MINUTE;
    let shown = |at: i64| zone.to_datetime(Timestamp::from_millisecond(at).expect("in range"));
    let clock: Vec<DateTime> = (0..=5 * 24 * 60).map(|minute| shown(start + minute * MINUTE)).collect();
    let first = |wanted: DateTime| clock.iter().position(|shown| *shown >= wanted);
    let here = 3 * 24 * 60;
    let begins = shown(now).date();
    let days = (-2..=1).map(|days: i64| begins.checked_add(days.days()).expect("in range"));
    days.into_iter().any(|day| {
        hours.spans.iter().any(|span| {
            let weekday = u8::try_from(day.weekday().to_monday_one_offset()).expect("1 to 7");
            let of = |day: jiff::civil::Date, minute: u16| {
                let (hour, minute) = (minute / 60, minute % 60);
                day.at(i8::try_from(hour).expect("< 24"), i8::try_from(minute).expect("< 60"), 0, 0)
            };
            let last = if span.to > span.from { day } else { day.tomorrow().expect("in range") };
            span.days.contains(&weekday)
                && first(of(day, span.from)).is_some_and(|from| from <= here)
                && first(of(last, span.to)).is_none_or(|to| here < to)
        })
    })
}

fn a_span() -> impl Strategy<Value = QuietSpan> {
    let minute = || prop_oneof![0_u16..1_440, 0_u16..240];
    (prop::collection::vec(1_u8..=7, 1..5), minute(), minute()).prop_map(|(days, from, to)| QuietSpan {
        days,
        from,
        to,
    })
}

/// A minute of 2026, often one of the days around a change of clocks.
fn a_minute() -> impl Strategy<Value = i64> {
    let year = 1_767_225_600_000_i64;
    let within = move |days: std::ops::Range<i64>| {
        (days.start * 1_440..days.end * 1_440).prop_map(move |minute| year + minute * MINUTE)
    };
    prop_oneof![within(4..360), within(65..90), within(90..97), within(275..306)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]
    #[test]
    fn it_is_quiet_when_the_minutes_say_so(
        spans in prop::collection::vec(a_span(), 0..4),
        now in a_minute(),
        place in 0..ZONES.len(),
    ) {
        let (hours, zone) = (hours(spans), zone(ZONES[place]));
        let now_millis = Millis::try_from(now).expect("after 1970");
        let until = quiet_until(&hours, now_millis, &zone);
        prop_assert_eq!(until.is_some(), naive(&hours, now, &zone));
        if let Some(until) = until.and_then(|until| i64::try_from(until).ok()) {
            // Just before the end it is quiet, and from it on it is not, unless all of the week is.
            prop_assert!(until > now && naive(&hours, until - MINUTE, &zone));
            let week = until - now > 7 * 24 * 60 * MINUTE;
            prop_assert!(week || !naive(&hours, until, &zone));
        }
    }
}
