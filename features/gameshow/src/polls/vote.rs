//! Gửi phiếu: what a device gives is handed to the writer, and acknowledged when it is on the disk. A form, so that it needs no script.
use super::model::Unfit;
use super::phone::{self, Typed};
use super::snapshot;
use super::store::ballots::Of;
use super::write::{self, Give, Refused, What};
use super::{room, store};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, Result};
use ui::Frame;
use uuid::Uuid;

type Pairs = axum::Form<Vec<(String, String)>>;

fn all(pairs: &[(String, String)], name: &str) -> Vec<String> {
    pairs.iter().filter(|(n, _)| n == name).map(|(_, value)| value.clone()).collect()
}

fn first(pairs: &[(String, String)], name: &str) -> String {
    all(pairs, name).into_iter().next().unwrap_or_default()
}

/// `POST …/tham-gia/{poll}`: `round` and `a`, once or more: places or words.
pub(super) async fn vote(frame: Frame, Path(keys): Path<(Uuid, Uuid)>, headers: HeaderMap, axum::Form(pairs): Pairs) -> Result<Response> {
    let typed: Vec<String> = all(&pairs, "a").into_iter().filter(|a| !a.trim().is_empty()).collect();
    give(&frame, keys, &headers, &pairs, Give::Vote(typed), "").await
}

/// `POST …/tham-gia/{poll}/hoi`: `round` and `q`, a question.
pub(super) async fn ask(frame: Frame, Path(keys): Path<(Uuid, Uuid)>, headers: HeaderMap, axum::Form(pairs): Pairs) -> Result<Response> {
    give(&frame, keys, &headers, &pairs, Give::Ask(first(&pairs, "q")), "").await
}

/// `POST …/tham-gia/{poll}/ung-ho`: `round`, `q`, the key of a question, and `on`: 1, or 0 to take the vote back.
pub(super) async fn upvote(frame: Frame, Path(keys): Path<(Uuid, Uuid)>, headers: HeaderMap, axum::Form(pairs): Pairs) -> Result<Response> {
    let question: Uuid = first(&pairs, "q").parse().map_err(|_| Error::NotFound)?;
    let on = first(&pairs, "on") != "0";
    give(&frame, keys, &headers, &pairs, Give::Upvote(question, on), &format!("#hoi-{question}")).await
}

async fn give(frame: &Frame, (id, poll): (Uuid, Uuid), headers: &HeaderMap, pairs: &[(String, String)], give: Give, at: &str) -> Result<Response> {
    let session = store::session(&mut frame.site.db.reader(), id).await?;
    let back = phone::path(id);
    let Some(voter) = phone::device(headers, &session.secret, id) else {
        return Ok(ui::warned(&back, &frame.t("gameshow-polls-no-device")));
    };
    room::rooms(&frame.site)?.pace.pass(voter, frame.site.clock.now_ms())?;
    let of = Of { poll, round: first(pairs, "round").parse().unwrap_or(0), voter };
    match write::write(&frame.site, id, What::Ballot(of, give.clone())).await? {
        Ok(()) => Ok(match give {
            Give::Upvote(..) => Redirect::to(&format!("{back}{at}")).into_response(),
            Give::Ask(_) => ui::done(&back, &frame.t("gameshow-polls-asked")),
            Give::Vote(_) => Redirect::to(&back).into_response(),
        }),
        Err(Refused::Unfit(unfit)) => {
            let snapshot = snapshot::load(&mut frame.site.db.reader(), id).await?;
            let asked = matches!(give, Give::Ask(_));
            let words = match give {
                Give::Vote(words) => words,
                Give::Ask(text) => vec![text],
                Give::Upvote(..) => Vec::new(),
            };
            let most = snapshot.poll(poll).and_then(|(_, c)| c.body().most());
            let message = match (unfit, most) {
                (Unfit::Many, Some((kind, most))) => frame.t1(&format!("gameshow-polls-no-many-{kind}"), "n", most),
                _ => frame.t(&format!("gameshow-polls-{}-{}", if asked { "no-question" } else { "no" }, unfit.code())),
            };
            phone::page(frame, &snapshot, voter, Some(&Typed { poll, words, message })).await
        }
        Err(refused) => Ok(ui::warned(&back, &frame.t(&format!("gameshow-polls-no-{}", refused.code())))),
    }
}
