//! Phones without script: no page goes away under a form that is filled in; games are entered by PIN only; who was sent out has a way.
use super::support::{ask, features, game_of, host, join, settings, step};
use crate::live::Act;
use axum::http::StatusCode;
use base::testing::{Answer, TestSite, each_database};
use quiz::Question;
use quiz::question::{Kind, Number};

/// After how many seconds a page reloads by itself.
fn reloads(page: &str) -> u32 {
    let after = page.split("http-equiv=\"refresh\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
    after.and_then(|seconds| seconds.parse().ok()).expect("a page that reloads")
}

/// What the next page says of a form.
fn flash(answer: &Answer) -> String {
    answer.headers.get_all("set-cookie").iter().filter_map(|c| c.to_str().ok()).collect()
}

fn says(t: &TestSite, answer: &Answer, key: &str) -> bool {
    flash(answer).contains(&ui::page::encode(&t.site.catalog.text(base::Lang::Vi, key, &[])))
}

fn estimate() -> Question {
    let number = |n| Number::whole(n).expect("a number");
    let kind = Kind::Estimate { value: number(1300), min: number(100), max: number(5000), unit: "xã".into() };
    Question { text: "Bao nhiêu xã?".into(), kind, weight: 1000, ..Question::default() }
}

#[tokio::test]
async fn a_form_stays_until_its_time_is_over_and_says_what_is_wrong() {
    each_database(features, async |t| {
        let id = game_of(&t, settings(), vec![estimate(), estimate()]).await;
        let (play, send) = (format!("/dau-truong/{id}/choi"), format!("/dau-truong/{id}/tra-loi"));
        let (_, an) = join(&t, id, "Lê An").await;
        let (_, binh) = join(&t, id, "Trần Bình").await;
        let n = ask(&t, id).await;
        let page = t.get(&play, &an).await.text;
        assert!((10..=21).contains(&reloads(&page)), "not while somebody types: {page}");
        let wrong = t.post(&send, &an, &format!("n={n}&a=9")).await;
        assert!(says(&t, &wrong, "gameshow-no-range") && wrong.location() == format!("{play}?a=9"), "{}", flash(&wrong));
        assert!(t.get(wrong.location(), &an).await.text.contains("value=\"9\""), "what was typed comes back");
        host(&t, id, Act::Pause).await;
        let page = t.get(&play, &an).await.text;
        assert!(page.contains("id=\"a\"") && page.contains(" disabled") && reloads(&page) == 4, "time stands, the field stays: {page}");
        assert!(says(&t, &t.post(&send, &an, &format!("n={n}&a=200")).await, "gameshow-no-paused"));
        host(&t, id, Act::Pause).await;
        assert!(says(&t, &t.post(&send, &an, &format!("n={n}&a=1%2C250")).await, "gameshow-acked"), "1,250 is 1.250 where 1,25 cannot be");
        assert!(t.get(&play, &an).await.text.contains("1.250 xã"));
        step(&t, id).await;
        step(&t, id).await;
        step(&t, id).await;
        ask(&t, id).await;
        let late = t.post(&send, &binh, &format!("n={n}&a=200")).await;
        assert!(says(&t, &late, "gameshow-no-late"), "the question before: {}", flash(&late));
    })
    .await;
}

#[tokio::test]
async fn no_public_page_leads_past_the_pin_and_who_was_sent_out_may_come_again() {
    each_database(features, async |t| {
        let id = game_of(&t, settings(), vec![estimate()]).await;
        let home = t.get("/dau-truong", "").await.text;
        assert!(home.contains("Ván thử") && !home.contains(&id.to_string()), "{home}");
        let (play, door) = (format!("/dau-truong/{id}/choi"), format!("/dau-truong/{id}/vao"));
        let (p, cookie) = join(&t, id, "Lê An").await;
        assert_eq!(t.get(&door, &cookie).await.location(), play);
        host(&t, id, Act::Kick(p)).await;
        let page = t.get(&play, &cookie).await.text;
        assert!(page.contains(&format!("href=\"{door}\"")), "a way on: {page}");
        assert_eq!(t.get(&door, &cookie).await.status, StatusCode::OK);
        let again = t.post(&door, &cookie, "name=H%E1%BB%93ng").await;
        assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, play.as_str()));
        let anew = again.headers["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
        let page = t.get(&play, &anew).await.text;
        assert!(page.contains("Hồng") && page.contains("Bạn đã vào!"), "somebody new: {page}");
    })
    .await;
}
