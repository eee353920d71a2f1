//! Trạng thái công khai (public state): what the plan's and the portal's public pages may say of each line: how many agencies stand where,
//! and the deadlines. It must never tell a person's name, nor call anybody overdue before the deadline has passed.
use crate::model::State;
use crate::scope::Scope;
use crate::store::seen;
use base::feature::BoxFuture;
use base::{Result, Site, args};
use plan::door::{Desk, Known};
use std::collections::HashMap;
use uuid::Uuid;

base::queries! {
    KNOWN = concat!("select d.assignment, s.state, count(*) as n, min(s.deadline) as first_due, max(s.deadline) as last_due,
        sum(case when s.state = 'confirmed' and s.finished_on > s.deadline then 1 else 0 end) as late
        from duty d join duty_standing s on s.duty = d.id and s.to_at is null
        where ", seen!(), " and d.campaign = $2 and s.state <> 'withdrawn' group by d.assignment, s.state");
    IN_USE = "select count(*) from (select 1 from duty d join duty_standing s on s.duty = d.id
        where d.campaign = $1 and s.state not in ('assigned', 'withdrawn') limit 1) used";
}

/// From the start hook: the public pages ask the desk from now on.
pub fn start(site: &Site) {
    Desk::provide(site, known);
}

/// What is known of a campaign's lines, over these agencies or all. Nothing before any agency has answered: then nobody uses the desk.
fn known<'a>(site: &'a Site, campaign: Uuid, agencies: Option<&'a [Uuid]>) -> BoxFuture<'a, Result<HashMap<Uuid, Known>>> {
    Box::pin(async move {
        let mut db = site.db.reader();
        if base::feature::count(&mut db, IN_USE, args![campaign]).await? == 0 {
            return Ok(HashMap::new());
        }
        let scope = agencies.map_or_else(|| Scope::all(campaign), |own| Scope::only(campaign, own.to_vec()));
        type Row = (Uuid, String, i64, Option<String>, Option<String>, i64);
        let rows: Vec<Row> = base::Fetch::all(&mut db, KNOWN, args![&scope.agencies, campaign]).await?;
        let mut lines: HashMap<Uuid, Known> = HashMap::new();
        for (line, state, n, first, last, late) in rows {
            let Some(state) = State::of(&state) else { continue };
            let (first, last) = (plan::door::day(first.as_deref()), plan::door::day(last.as_deref()));
            let line = lines.entry(line).or_default();
            line.agencies += n;
            line.last = line.last.max(last);
            match state {
                State::Reported => line.reported += n,
                State::Confirmed => (line.confirmed, line.late) = (line.confirmed + n, line.late + late),
                open => {
                    *(if matches!(open, State::Accepted | State::Working) { &mut line.working } else { &mut line.silent }) += n;
                    line.first_open = [line.first_open, first].into_iter().flatten().min();
                }
            }
        }
        Ok(lines)
    })
}
