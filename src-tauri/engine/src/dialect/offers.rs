//! What each kind of server offers, as its own document says (docs/protocols.md).

use vigie_contract::{Offer, ServerKind};

use super::Options;
use super::custom::State;

/// What a server of this kind offers, read so; nothing while its kind is not known.
#[must_use]
pub fn offers(kind: ServerKind, options: &Options) -> Vec<Offer> {
    let offers: &[Offer] = match kind {
        ServerKind::SseProgress => &[Offer::Resume, Offer::Discovery, Offer::Ends, Offer::Delete],
        // Of soniquebay, jobs are heard of as they move; it never says how one ended, and keeps nothing.
        ServerKind::Auto | ServerKind::SoniqueBay => &[],
        ServerKind::Estimates => &[Offer::Records, Offer::Stats],
        ServerKind::Postes => &[Offer::Discovery, Offer::Ends, Offer::Stats, Offer::Actions],
        // Its messages go on from their number; changes of records do not, so it is no resuming stream.
        ServerKind::SoliLms => &[Offer::Records, Offer::Messages],
        ServerKind::Custom => return custom(options),
    };
    offers.to_vec()
}

/// As its mapping says.
fn custom(options: &Options) -> Vec<Offer> {
    let Some(mapping) = &options.mapping else { return Vec::new() };
    let ends = |state: &State| matches!(state, State::Completed | State::Failed);
    let says_ends = mapping.rules.iter().any(|rule| {
        let words = !mapping.states.completed.is_empty() || !mapping.states.failed.is_empty();
        rule.outcome.as_ref().is_some_and(ends) || (rule.state.is_some() && words)
    });
    let resumes = mapping.last_event_id.then_some(Offer::Resume);
    resumes.into_iter().chain(says_ends.then_some(Offer::Ends)).collect()
}
