//! The list of jobs, one job, and its deletion.

use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;

use super::reply::json;
use super::{House, csrf_holds, pages, refused_method, visitor};
use crate::accounts::Visitor;
use crate::json::Object;

pub(super) async fn list(
    State(house): State<House>,
    method: Method,
    uri: OriginalUri,
    headers: HeaderMap,
) -> Response {
    jobs(&house, &method, &uri, &headers, false)
}

pub(super) async fn active(
    State(house): State<House>,
    method: Method,
    uri: OriginalUri,
    headers: HeaderMap,
) -> Response {
    jobs(&house, &method, &uri, &headers, true)
}

fn jobs(house: &House, method: &Method, uri: &OriginalUri, headers: &HeaderMap, active: bool) -> Response {
    if let Some(refused) = refused_method(house, method, &[Method::GET, Method::HEAD]) {
        return refused;
    }
    let visitor = visitor(house, headers);
    if visitor == Visitor::Anonymous {
        return pages::to_login(house, uri);
    }
    let faults = house.faults.borrow().clone();
    let now = house.clock.now();
    let (count, rows) = {
        let world = house.world();
        if let Some(odd) = &world.odd_list {
            let odd = odd.clone();
            drop(world);
            return json(house, StatusCode::OK, odd);
        }
        let mut count = 0;
        let mut rows = String::from("[");
        for job in world.newest_first() {
            let shown = visitor.may_see(job.owner.as_deref())
                && (!active || job.status.is_active())
                && !faults.omitted.contains(&job.id);
            if shown {
                if count > 0 {
                    rows.push_str(", ");
                }
                job.print(&mut rows, now);
                count += 1;
            }
        }
        rows.push(']');
        (count, rows)
    };
    let mut body = String::with_capacity(rows.len() + 64);
    let mut object = Object::open(&mut body);
    object.raw("success", "true").integer("count", count).raw("jobs", &rows);
    object.close();
    json(house, StatusCode::OK, body)
}

pub(super) async fn detail(
    State(house): State<House>,
    method: Method,
    Path(id): Path<String>,
    uri: OriginalUri,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = refused_method(&house, &method, &[Method::GET, Method::HEAD]) {
        return refused;
    }
    let visitor = visitor(&house, &headers);
    if visitor == Visitor::Anonymous {
        return pages::to_login(&house, &uri);
    }
    let now = house.clock.now();
    let found = house.world().job(&id).filter(|job| visitor.may_see(job.owner.as_deref())).map(|job| {
        let mut body = String::new();
        job.print(&mut body, now);
        body
    });
    match found {
        Some(body) => json(&house, StatusCode::OK, body),
        None => pages::no_such_job(&house),
    }
}

pub(super) async fn delete(
    State(house): State<House>,
    method: Method,
    Path(id): Path<String>,
    uri: OriginalUri,
    headers: HeaderMap,
) -> Response {
    // Django looks at the token before the view looks at anything.
    if !method.is_safe() && !csrf_holds(&headers, None) {
        return pages::csrf_refused(&house);
    }
    if let Some(refused) = refused_method(&house, &method, &[Method::DELETE]) {
        return refused;
    }
    let visitor = visitor(&house, &headers);
    if visitor == Visitor::Anonymous {
        return pages::to_login(&house, &uri);
    }
    let status =
        house.world().job(&id).filter(|job| visitor.may_see(job.owner.as_deref())).map(|job| job.status);
    match status {
        None => pages::no_such_job(&house),
        Some(status) if status.is_active() => {
            let body = said(false, "error", "Impossible de supprimer un job en cours");
            json(&house, StatusCode::BAD_REQUEST, body)
        }
        Some(_) => {
            house.world().forget(&id);
            json(&house, StatusCode::OK, said(true, "message", "Job supprimé"))
        }
    }
}

/// `{"success": …, "error" or "message": …}`
pub(super) fn said(success: bool, name: &str, text: &str) -> String {
    let mut body = String::new();
    let mut object = Object::open(&mut body);
    object.raw("success", if success { "true" } else { "false" }).text(name, text);
    object.close();
    body
}
