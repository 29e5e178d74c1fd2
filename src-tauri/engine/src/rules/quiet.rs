//! When it is quiet, by the clock on the wall.
//!
//! A span begins the first time the clock shows its beginning on its day, and ends the first time the clock
//! shows its end. Where summer time skips that minute, the clock has shown it as soon as it shows a later one.

use jiff::civil::{Date, DateTime, time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use vigie_contract::{Millis, QuietHours, QuietSpan};

/// Spans that follow each other are taken for one as often as this: more than a week of them.
const SPANS_IN_A_ROW: usize = 20;

/// Until when it is quiet, if it is quiet now. Where every hour of the week is, that is more than a week away,
/// and further with each look.
#[must_use]
pub fn quiet_until(hours: &QuietHours, now: Millis, zone: &TimeZone) -> Option<Millis> {
    let now = Timestamp::from_millisecond(i64::try_from(now).ok()?).ok().filter(|_| hours.on)?;
    let mut until = end_of_span(hours, now, zone)?;
    for _ in 0..SPANS_IN_A_ROW {
        match end_of_span(hours, until, zone) {
            Some(end) => until = end,
            None => break,
        }
    }
    Millis::try_from(until.as_millisecond()).ok()
}

/// When the longest of the spans ends that hold at this moment.
fn end_of_span(hours: &QuietHours, at: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let today = zone.to_datetime(at).date();
    // The day before yesterday and tomorrow: clocks that are set back do so around midnight as well.
    let dates = (-2..=1).filter_map(|days: i64| today.checked_add(days.days()).ok());
    let spans = dates.flat_map(|date| {
        let begins = move |span: &&QuietSpan| {
            span.days.iter().any(|day| i64::from(*day) == i64::from(date.weekday().to_monday_one_offset()))
        };
        hours.spans.iter().filter(begins).filter_map(move |span| bounds(span, date, zone))
    });
    spans.filter(|(from, to)| *from <= at && at < *to).map(|(_, to)| to).max()
}

fn bounds(span: &QuietSpan, date: Date, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let last = if span.to > span.from { date } else { date.tomorrow().ok()? };
    Some((first(at_minute(date, span.from)?, zone)?, first(at_minute(last, span.to)?, zone)?))
}

fn at_minute(date: Date, minute: u16) -> Option<DateTime> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    (hour < 24).then(|| date.to_datetime(time(hour, minute, 0, 0)))
}

/// The first moment at which the clock shows this, or has passed it over.
fn first(shown: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let moment = zone.to_ambiguous_timestamp(shown);
    let is_gap = matches!(moment.offset(), AmbiguousOffset::Gap { .. });
    let earlier = moment.earlier().ok()?;
    if is_gap { zone.following(earlier).next().map(|change| change.timestamp()) } else { Some(earlier) }
}
