//! The pages that look at duties as a whole: leaders' screen, timeline, calendar, comparison. Only their list of routes and queries.
use crate::{OVERVIEW, VIEW, calendar, compare, leader, timeline};
use base::{Routes, Who};

/// Their routes.
pub fn routes() -> Routes {
    let view = Who::Can(VIEW);
    Routes::new()
        .get("/nhiem-vu/lanh-dao", Who::Can(OVERVIEW), leader::show)
        .get("/nhiem-vu/tien-do", view, timeline::show)
        .get("/nhiem-vu/so-sanh", view, compare::show)
        .get("/nhiem-vu/lich", view, calendar::show)
        .post("/nhiem-vu/lich/dia-chi", view, calendar::create)
        .post("/nhiem-vu/lich/dia-chi/{id}/huy", view, calendar::revoke)
        .get("/nhiem-vu/lich/{file}", Who::Public, calendar::feed)
}

/// Their queries.
pub const QUERIES: [&[(&str, &str)]; 4] = [leader::store::QUERIES, compare::store::QUERIES, timeline::store::QUERIES, calendar::store::QUERIES];
