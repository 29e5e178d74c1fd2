//! Which job an event is about: the one whose position moved.

use std::collections::HashMap;

use super::channel::{Channel, event_id, named_positions, parse_event_id};

/// The positions one connection has reached.
///
/// The payload names no job; `id:` lists every channel of the request, and
/// one position is one further than in the id before. So the first event can
/// be told only when the connection began at known positions: it always does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Positions(HashMap<Channel, u64>);

/// What an id says about its event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attributed {
    /// The event is the one at this position of this channel.
    To(Channel, u64),
    /// No position moved: something already told.
    Nothing,
    /// Several moved: it cannot be said which job it is about; all of these should be asked for.
    Several(Vec<Channel>),
    /// The id is not a list of positions.
    NotPositions,
}

impl Positions {
    /// Positions a connection is opened at.
    #[must_use]
    pub fn starting(at: impl IntoIterator<Item = (Channel, u64)>) -> Self {
        Self(at.into_iter().collect())
    }

    /// The position reached in a channel.
    #[must_use]
    pub fn of(&self, channel: &Channel) -> Option<u64> {
        self.0.get(channel).copied()
    }

    /// The channels, in no order.
    pub fn channels(&self) -> impl Iterator<Item = &Channel> {
        self.0.keys()
    }

    /// The value for `Last-Event-ID`, in a stable order.
    #[must_use]
    pub fn event_id(&self) -> String {
        let mut all: Vec<_> = self.0.iter().map(|(channel, position)| (channel, *position)).collect();
        all.sort_unstable();
        event_id(all)
    }

    /// Tells which channel an event with this id belongs to, and moves there.
    pub fn attribute(&mut self, id: &str) -> Attributed {
        let Some(listed) = named_positions(id) else { return Attributed::NotPositions };
        let mut moved: Vec<(Channel, u64)> = Vec::with_capacity(1);
        for (name, position) in listed {
            // Of ten channels nine stand where they stood: nothing is made for those.
            let before = match self.0.get_mut(&*name) {
                Some(known) if *known == position => continue,
                Some(known) => Some(std::mem::replace(known, position)),
                None => None,
            };
            let Some(channel) = Channel::named(&name) else { continue };
            if before.is_none() {
                self.0.insert(channel.clone(), position);
            }
            // A position that fell back is not this event's: only the way forward counts.
            if before.is_none_or(|before| position > before) {
                moved.push((channel, position));
            }
        }
        match moved.len() {
            0 => Attributed::Nothing,
            1 => {
                let (channel, position) = moved.swap_remove(0);
                Attributed::To(channel, position)
            }
            _ => Attributed::Several(moved.into_iter().map(|(channel, _)| channel).collect()),
        }
    }

    /// Takes over the positions of an id as they are (after a `stream-reset`).
    pub fn reset(&mut self, id: &str) {
        if let Some(listed) = parse_event_id(id) {
            self.0.extend(listed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(pairs: &[(&str, u64)]) -> Positions {
        Positions::starting(pairs.iter().map(|(job, position)| (Channel::of_job(job), *position)))
    }

    #[test]
    fn the_position_that_moved_names_the_job() {
        let mut here = at(&[("m1", 0), ("m2", 0)]);
        assert_eq!(here.attribute("progress-m2:0,progress-m1:1"), Attributed::To(Channel::of_job("m1"), 1));
        assert_eq!(here.attribute("progress-m2:1,progress-m1:1"), Attributed::To(Channel::of_job("m2"), 1));
        assert_eq!(here.attribute("progress-m1:1,progress-m2:1"), Attributed::Nothing);
        assert_eq!(here.attribute("progress-m1:5,progress-m2:1"), Attributed::To(Channel::of_job("m1"), 5));
    }

    #[test]
    fn what_cannot_be_told_is_said_to_be_so() {
        let mut here = at(&[("a", 1), ("b", 1)]);
        let Attributed::Several(both) = here.attribute("progress-a:2,progress-b:2") else {
            panic!("two moved")
        };
        assert_eq!(both.len(), 2);
        assert_eq!(here.attribute("error"), Attributed::NotPositions);
    }

    #[test]
    fn a_channel_that_was_not_there_is_news_and_a_broken_id_moves_nothing() {
        let mut here = at(&[("a", 1)]);
        let new = Channel::of_job("été 1,2");
        assert_eq!(
            here.attribute("progress-a:1,progress-%C3%A9t%C3%A9%201%2C2:4"),
            Attributed::To(new.clone(), 4)
        );
        assert_eq!(here.attribute("progress-a:1,progress-%C3%A9t%C3%A9%201%2C2:4"), Attributed::Nothing);
        assert_eq!(here.attribute("progress-a:9,other:1"), Attributed::NotPositions);
        assert_eq!(here.attribute("progress-a:0"), Attributed::Nothing);
        assert_eq!((here.of(&Channel::of_job("a")), here.of(&new)), (Some(0), Some(4)));
    }

    #[test]
    fn a_reset_moves_without_an_event() {
        let mut here = at(&[("r1", 2)]);
        here.reset("progress-r1:7");
        assert_eq!(here.of(&Channel::of_job("r1")), Some(7));
        assert_eq!(here.event_id(), "progress-r1:7");
    }
}
