//! One stream: what the subscription tells is posted to the callback address, counted.

use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;
use url::Url;
use vigie_engine::transport::bounds::BLOCK_LIMIT_MOST;
use vigie_engine::transport::{
    BackoffOptions, ClientOptions, EmptyData, End, Incident, Subscription, SubscriptionOptions, client,
};

/// Redirects followed before a stream is given up.
const HOPS: usize = 10;

/// What the suite wants of a stream.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    stream_url: Url,
    callback_url: String,
    initial_delay_ms: Option<u64>,
    read_timeout_ms: Option<u64>,
    last_event_id: Option<String>,
    #[serde(default)]
    headers: HashMap<String, String>,
    method: Option<String>,
    body: Option<String>,
}

/// The work of one stream, or nothing where it cannot be wanted so.
pub fn relay(
    wanted: Wanted,
    restarts: UnboundedReceiver<()>,
) -> Result<impl Future<Output = ()> + Send, &'static str> {
    let client = client(&ClientOptions::new(&wanted.stream_url)).map_err(|_| "no client")?;
    let method = wanted.method.as_deref().unwrap_or("GET");
    let target = Target {
        client: client.clone(),
        method: Method::from_bytes(method.as_bytes()).map_err(|_| "method")?,
        url: wanted.stream_url,
        headers: headers(&wanted.headers).ok_or("headers")?,
        body: wanted.body,
    };
    let mut options = SubscriptionOptions {
        initial_id: wanted.last_event_id,
        silence_limit: wanted.read_timeout_ms.map(Duration::from_millis),
        // The suite sends messages of 10 MiB, which the default limit would skip.
        block_limit: BLOCK_LIMIT_MOST,
        empty_data: EmptyData::Event,
        comments: true,
        ..Default::default()
    };
    if let Some(delay) = wanted.initial_delay_ms {
        options.backoff = BackoffOptions { first: Duration::from_millis(delay), ..Default::default() };
    }
    let callback = Callback { client, base: wanted.callback_url, count: 0 };
    Ok(run(target, options, callback, restarts))
}

async fn run(
    mut target: Target,
    options: SubscriptionOptions,
    mut callback: Callback,
    mut restarts: UnboundedReceiver<()>,
) {
    let mut subscription = target.subscribe(options.clone());
    let mut hops = HOPS;
    loop {
        let incident = tokio::select! {
            Some(()) = restarts.recv() => {
                subscription.restart();
                continue;
            }
            incident = subscription.next() => incident,
        };
        match incident {
            Some(Incident::Event(event)) => {
                let event =
                    json!({ "type": event.name, "data": event.data, "id": event.id.unwrap_or_default() });
                callback.tell(json!({ "kind": "event", "event": event })).await;
            }
            Some(Incident::Comment(text)) => {
                callback.tell(json!({ "kind": "comment", "comment": text })).await;
            }
            // The suite does not count an orderly end among errors.
            Some(Incident::Lost { clean: true, .. } | Incident::Opened { .. } | Incident::Beat(_)) => {}
            Some(Incident::Lost { reason, .. }) => callback.fail(reason.code.as_str()).await,
            Some(Incident::Oversized { .. }) => callback.fail("oversized").await,
            Some(Incident::Ended(end)) => match target.redirected(&end).filter(|_| hops > 0) {
                // Which redirects are followed is the caller's choice: here those of one origin.
                Some(url) => {
                    hops -= 1;
                    target.url = url;
                    subscription = target.subscribe(options.clone());
                }
                None => return callback.fail(&format!("{end:?}")).await,
            },
            None => return,
        }
    }
}

#[derive(Clone)]
struct Target {
    client: Client,
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<String>,
}

impl Target {
    fn subscribe(&self, options: SubscriptionOptions) -> Subscription {
        let target = self.clone();
        let request = move |_: Option<&str>| {
            let request = target
                .client
                .request(target.method.clone(), target.url.clone())
                .headers(target.headers.clone());
            match &target.body {
                Some(body) => request.body(body.clone()),
                None => request,
            }
        };
        Subscription::new(request, options)
    }

    fn redirected(&self, end: &End) -> Option<Url> {
        let End::Refused { status: 300..=399, location: Some(location), .. } = end else { return None };
        let url = self.url.join(location).ok()?;
        (url.origin() == self.url.origin()).then_some(url)
    }
}

fn headers(wanted: &HashMap<String, String>) -> Option<HeaderMap> {
    let pair = |(name, value): (&String, &String)| {
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
    };
    wanted.iter().map(pair).collect()
}

struct Callback {
    client: Client,
    base: String,
    count: u64,
}

impl Callback {
    async fn fail(&mut self, error: &str) {
        self.tell(json!({ "kind": "error", "error": error })).await;
    }

    async fn tell(&mut self, message: Value) {
        self.count += 1;
        let address = format!("{}/{}", self.base, self.count);
        if let Err(error) = self.client.post(address).json(&message).send().await {
            eprintln!("the suite takes no callback: {}", error.without_url());
        }
    }
}
