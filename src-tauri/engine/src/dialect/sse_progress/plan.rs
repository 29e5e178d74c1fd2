//! Which streams to open: as few as the channels-a-request limit allows.

use std::collections::BTreeSet;

use super::channel::Channel;

/// One thing to do with the streams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Open a stream for these channels; once it stands, close those that it takes over from.
    Open {
        /// Channels to name, at most the limit.
        channels: Vec<Channel>,
        /// Streams (by their place in the input) that it replaces.
        replaces: Vec<usize>,
    },
    /// Close this stream: nothing in it is wanted any more.
    Close(usize),
}

/// What to do, in order.
pub type Plan = Vec<Step>;

/// Compares the streams there are with the channels that are wanted.
///
/// A stream that carries channels no longer wanted stays as it is while it is
/// not in the way: reopening costs the server more than an idle channel. The
/// number of streams, once the plan is carried out, is `ceil(wanted / limit)`.
#[must_use]
pub fn plan(streams: &[BTreeSet<Channel>], wanted: &BTreeSet<Channel>, limit: usize) -> Plan {
    let limit = limit.max(1);
    let needed = wanted.len().div_ceil(limit);
    let mut plan = Plan::new();
    let mut covered = BTreeSet::new();
    // Place in `streams`, and what of it is still wanted and not in a stream before it.
    let mut kept: Vec<(usize, Vec<Channel>)> = Vec::new();
    for (place, stream) in streams.iter().enumerate() {
        let useful: Vec<_> = stream.intersection(wanted).filter(|c| !covered.contains(*c)).cloned().collect();
        if useful.is_empty() {
            plan.push(Step::Close(place));
        } else {
            covered.extend(useful.iter().cloned());
            kept.push((place, useful));
        }
    }
    let mut homeless: Vec<Channel> = wanted.difference(&covered).cloned().collect();
    // Too many streams: the emptiest give theirs away. Fullest first, so that they are at the end.
    kept.sort_by_key(|(place, useful)| (std::cmp::Reverse(useful.len()), *place));
    let mut given_away = Vec::new();
    while kept.len() > needed
        && let Some((place, useful)) = kept.pop()
    {
        homeless.extend(useful);
        given_away.push(place);
    }
    // New streams take as much as they can; what is left goes where there is most room.
    let mut opened: Vec<(Vec<Channel>, Vec<usize>)> = Vec::new();
    for _ in kept.len()..needed {
        let take = homeless.len().min(limit);
        if take > 0 {
            opened.push((homeless.drain(..take).collect(), Vec::new()));
        }
    }
    while !homeless.is_empty()
        && let Some((place, mut useful)) = kept.pop()
    {
        let room = limit.saturating_sub(useful.len()).min(homeless.len());
        if room > 0 {
            useful.extend(homeless.drain(..room));
            opened.push((useful, vec![place]));
        }
    }
    // A stream that gave its channels away is closed only when all its heirs stand: name it in each.
    for (_, replaces) in &mut opened {
        replaces.extend(&given_away);
    }
    plan.extend(opened.into_iter().map(|(channels, replaces)| Step::Open { channels, replaces }));
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(ids: impl IntoIterator<Item = u32>) -> BTreeSet<Channel> {
        ids.into_iter().map(|n| Channel::of_job(&format!("{n:03}"))).collect()
    }

    /// Carries a plan out.
    fn after(streams: &[BTreeSet<Channel>], plan: &Plan) -> Vec<BTreeSet<Channel>> {
        let mut gone = BTreeSet::new();
        let mut new = Vec::new();
        for step in plan {
            match step {
                Step::Open { channels, replaces } => {
                    gone.extend(replaces.iter().copied());
                    new.push(channels.iter().cloned().collect());
                }
                Step::Close(place) => {
                    gone.insert(*place);
                }
            }
        }
        let stay =
            streams.iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, s)| s.clone());
        stay.chain(new).collect()
    }

    #[test]
    fn twenty_five_jobs_are_three_streams() {
        let wanted = set(0..25);
        let streams = after(&[], &plan(&[], &wanted, 10));
        assert_eq!(streams.iter().map(BTreeSet::len).collect::<Vec<_>>(), [10, 10, 5]);
    }

    #[test]
    fn a_new_job_joins_the_stream_with_room_and_touches_no_other() {
        let streams = [set(0..10), set(10..13)];
        let steps = plan(&streams, &set(0..14), 10);
        assert_eq!(steps, [Step::Open { channels: set(10..14).into_iter().collect(), replaces: vec![1] }]);
    }

    #[test]
    fn an_ended_job_stays_in_its_stream_until_that_saves_a_connection() {
        let streams = [set(0..10), set(10..15)];
        assert_eq!(plan(&streams, &set(0..12), 10), []);
        let fewer = set((0..4).chain(10..12));
        assert_eq!(after(&streams, &plan(&streams, &fewer, 10)).len(), 1);
        assert_eq!(plan(&streams, &set([]), 10), [Step::Close(0), Step::Close(1)]);
    }

    proptest! {
        #[test]
        fn always_covers_all_with_as_few_as_possible(
            before in prop::collection::vec(prop::collection::btree_set(0u32..60, 0..10), 0..6),
            wanted in prop::collection::btree_set(0u32..60, 0..60),
            limit in 1usize..=10,
        ) {
            let streams: Vec<_> = before.into_iter().map(|s| s.into_iter().take(limit)).map(set).collect();
            let wanted = set(wanted);
            let plan = plan(&streams, &wanted, limit);
            let after = after(&streams, &plan);
            let covered: BTreeSet<_> = after.iter().flatten().cloned().collect();
            prop_assert!(wanted.is_subset(&covered));
            prop_assert_eq!(after.len(), wanted.len().div_ceil(limit));
            prop_assert!(after.iter().all(|s| s.len() <= limit));
        }
    }
}
