//! The demo's own control, for tests that cannot call Rust. Only there when it is asked for.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::House;
use crate::counters::Counters;
use crate::dialect::Dialect;
use crate::door::Order;
use crate::faults::{Cut, FaultOrder};
use crate::spec::JobSpec;
use crate::trouble::Trouble;
use crate::world::CHANNEL;

pub(super) async fn faults(State(house): State<House>, Json(order): Json<FaultOrder>) -> Json<Value> {
    if let Some(faults) = order.set {
        house.set_faults(faults);
    }
    if order.drop_sessions {
        house.accounts.drop_sessions();
    }
    if order.trim_history {
        house.world().trim(None);
    }
    if let Some(cut) = order.cut {
        house.cut(cut.into());
    }
    // The door does these after this answer has left.
    let (done, _) = oneshot::channel();
    if let Some(ms) = order.restart_ms {
        let _ = house.door.try_send(Order::Restart { away: Duration::from_millis(ms), done });
    } else if let Some(ms) = order.refuse_ms {
        let _ = house.door.try_send(Order::Refuse { lasting: Duration::from_millis(ms), done });
    }
    let faults = house.faults.borrow().clone();
    Json(json!({"faults": faults}))
}

pub(super) async fn create(State(house): State<House>, Json(spec): Json<JobSpec>) -> Json<Value> {
    let id = house.change(|world, now| world.create(&spec, now));
    Json(json!({"job_id": id, "channel": format!("{CHANNEL}{id}")}))
}

/// What to do to a job.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Move {
    Start,
    Progress(i64),
    Warn(String),
    Fail(String),
    Complete,
    UpdateRestOnly(i64),
    Forget,
}

pub(super) async fn drive(
    State(house): State<House>,
    Path(id): Path<String>,
    Json(step): Json<Move>,
) -> StatusCode {
    house.change(|world, now| {
        if world.job(&id).is_none() {
            return StatusCode::NOT_FOUND;
        }
        match &step {
            Move::Start => world.start(&id, now),
            Move::Progress(done) => world.progress(&id, *done),
            Move::Warn(text) => world.warn(&id, text),
            Move::Fail(text) => world.fail(&id, text, now),
            Move::Complete => world.complete(&id, now),
            Move::UpdateRestOnly(done) => world.progress_quietly(&id, *done),
            Move::Forget => world.forget(&id),
        }
        StatusCode::NO_CONTENT
    })
}

/// What to set for one dialect for good, and what to do once.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DialectOrder {
    set: Option<Trouble>,
    cut: Option<Cut>,
    sign_out: bool,
}

pub(super) async fn dialect(
    State(house): State<House>,
    Path(dialect): Path<Dialect>,
    Json(order): Json<DialectOrder>,
) -> Json<Value> {
    if let Some(trouble) = order.set {
        house.set_trouble(dialect, trouble);
    }
    if order.sign_out {
        house.sign_out(dialect);
    }
    if let Some(cut) = order.cut {
        house.cut_dialect(dialect, cut.into());
    }
    Json(json!({"trouble": house.gates.of(dialect).trouble()}))
}

#[derive(Deserialize)]
pub(super) struct Step {
    ms: u64,
}

pub(super) async fn step(State(house): State<House>, Json(step): Json<Step>) -> StatusCode {
    house.clock.step(Duration::from_millis(step.ms));
    house.catch_up().await;
    StatusCode::NO_CONTENT
}

pub(super) async fn counters(State(house): State<House>) -> Json<Counters> {
    Json(house.counters())
}
