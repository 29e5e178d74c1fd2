//! What can be chosen about a subscription.

use std::time::Duration;

use super::backoff::BackoffOptions;
use super::bounds;

/// What an event with a data line that is empty counts as. The standard dispatches it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EmptyData {
    /// [`Incident::Beat`] with the event's name: there is nothing in it to decode. Backends send
    /// their keep-alives and greetings so.
    #[default]
    Beat,
    /// [`Incident::Event`], as the standard has it.
    Event,
}

/// What to choose about a subscription.
#[derive(Debug, Clone)]
pub struct SubscriptionOptions {
    /// Bytes one event block may have, up to [`bounds::BLOCK_LIMIT_MOST`].
    pub block_limit: usize,
    /// How long to wait for headers, connecting included; `None`: for ever, for servers that send
    /// them with the first event.
    pub headers_within: Option<Duration>,
    /// A stream without a single byte for so long is lost; comments are bytes.
    pub silence_limit: Option<Duration>,
    /// Pauses between connections.
    pub backoff: BackoffOptions,
    /// The last event id to begin with.
    pub initial_id: Option<String>,
    /// Remember ids, hand the last one to the request, and send it as `Last-Event-ID`. Otherwise
    /// ids are only reported.
    pub keep_id: bool,
    /// Content types read as event streams.
    pub accept_types: Vec<String>,
    /// Statuses of 4xx and 5xx that end the subscription, beside 401 and 403.
    pub final_statuses: Vec<u16>,
    /// What empty data counts as.
    pub empty_data: EmptyData,
    /// Tell the text of comments ([`Incident::Comment`]) rather than a beat.
    pub comments: bool,
}

impl Default for SubscriptionOptions {
    fn default() -> Self {
        Self {
            block_limit: bounds::BLOCK_LIMIT,
            headers_within: None,
            silence_limit: None,
            backoff: BackoffOptions::default(),
            initial_id: None,
            keep_id: true,
            accept_types: vec!["text/event-stream".to_owned()],
            final_statuses: Vec::new(),
            empty_data: EmptyData::default(),
            comments: false,
        }
    }
}
