//! What was sent up on the desks: answers come back to the agency until it has noted them, and wait by name for who decides.
use super::*;
use axum::http::StatusCode;
use base::testing::each_database;

const DESK: &str = "/nhiem-vu";

async fn settle(t: &TestSite, w: &World, matter: &str, words: &str) {
    assert_eq!(act(t, &w.office, matter, "tiep-nhan", &[]).await.status, StatusCode::SEE_OTHER);
    let typed = [("title", "Điện"), ("proposal", words), ("do", "settle")];
    assert_eq!(act(t, &w.office, matter, "de-xuat", &typed).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_answer_lies_on_the_desk_until_it_is_noted() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (slip, matter) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        assert!(!t.get(DESK, &w.one).await.text.contains("Trả lời và câu hỏi gửi cơ quan"), "nothing came back yet");
        settle(&t, &w, &matter, "Mượn máy ở bến").await;
        let desk = t.get(DESK, &w.one).await.text;
        assert!(desk.contains("Trả lời và câu hỏi gửi cơ quan · 1") && desk.contains("Mượn máy ở bến") && desk.contains(&slip), "{desk}");
        assert!(!t.get(DESK, &w.two).await.text.contains("Mượn máy ở bến"), "another agency's");
        let noted = t.post(&format!("{slip}/da-nhan"), &w.one, "ve=ban").await;
        assert_eq!((noted.status, noted.location()), (StatusCode::SEE_OTHER, DESK));
        assert_eq!(step(&t, &matter).await, "closed");
        assert!(!t.get(DESK, &w.one).await.text.contains("Mượn máy ở bến"));

        let (slip, matter) = file(&t, &w.one, w.health.agency, "Thiếu nước").await;
        assert_eq!(act(&t, &w.office, &matter, "tiep-nhan", &[]).await.status, StatusCode::SEE_OTHER);
        let asked = [("phieu", key(&slip).to_string()), ("hoi", "Mấy khối?".to_owned())];
        let asked: Vec<(&str, &str)> = asked.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(act(&t, &w.office, &matter, "hoi-lai", &asked).await.status, StatusCode::SEE_OTHER);
        let desk = t.get(DESK, &w.one).await.text;
        assert!(desk.contains("Mấy khối?") && !desk.contains(&format!("{slip}/da-nhan")), "a question is answered, not noted: {desk}");
        assert!(desk.contains("Mở để trả lời"), "{desk}");
    })
    .await;
}

#[tokio::test]
async fn a_decided_extension_lies_on_the_desk_until_it_is_noted() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let id = w.health.id.to_string();
        let asked = send(&t, &format!("{TIME}/moi"), &w.one, &[("nv", &id), ("ngay", "25/09/2024"), ("ly-do", "Chờ xe")]).await;
        let address = asked.location().to_owned();
        let (line,): (Uuid,) = t.site.db.reader().one("select id from extension_line where extension = $1", args![key(&address)]).await.unwrap();
        let office = t.get(DESK, &w.office).await.text;
        assert!(office.contains("Xin gia hạn · 1") && office.contains(&address) && office.contains("giờ hành chính"), "{office}");
        let r = revision(&t.get(&address, &w.office).await.text);
        let (line, day) = (line.to_string(), format!("ngay-{line}"));
        let granted = [("revision", r.as_str()), ("do", "approve"), ("y-kien", "Cố gắng sớm hơn"), ("viec", &line), (day.as_str(), "20/09/2024")];
        assert_eq!(t.post(&format!("{address}/xu-ly"), &w.office, &fields(&granted)).await.status, StatusCode::SEE_OTHER);
        assert!(!t.get(DESK, &w.office).await.text.contains("Xin gia hạn · 1"));
        let desk = t.get(DESK, &w.one).await.text;
        assert!(desk.contains("Đã duyệt") && desk.contains("hạn mới 20/09/2024") && desk.contains("Cố gắng sớm hơn"), "{desk}");
        assert_eq!(t.post(&format!("{address}/da-nhan"), &w.two, "ve=ban").await.status, StatusCode::NOT_FOUND, "another agency's");
        assert_eq!(t.post(&format!("{address}/da-nhan"), &w.office, &noted(&desk)).await.status, StatusCode::SEE_OTHER, "for the agency, by telephone");
        assert!(!t.get(DESK, &w.one).await.text.contains("Cố gắng sớm hơn"));
        assert_eq!(t.post(&format!("{address}/da-nhan"), &w.one, "ve=ban").await.location(), DESK, "a second time changes nothing");
        assert!(t.get(&address, &w.one).await.text.contains("Cơ quan đã nhận câu trả lời"));
    })
    .await;
}

/// What the button of the only answer on this desk sends.
fn noted(desk: &str) -> String {
    let seen = desk.split("name=\"den\" value=\"").nth(1).and_then(|s| s.split('"').next()).expect("the moment of what is shown");
    format!("ve=ban&den={seen}")
}

#[tokio::test]
async fn an_answer_that_came_meanwhile_is_not_noted_with_the_one_before() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        tx.exec("update duty set agency = $1 where id = $2", args![w.health.agency, w.police.id]).await.unwrap();
        tx.commit().await.unwrap();
        let (a, b) = (w.health.id.to_string(), w.police.id.to_string());
        let asked = send(&t, &format!("{TIME}/moi"), &w.one, &[("nv", &a), ("nv", &b), ("ngay", "25/10/2024"), ("ly-do", "Chờ xe")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
        let address = asked.location().to_owned();
        let decide = async |duty: Uuid, what: &str, words: &str| {
            let line = "select id from extension_line where extension = $1 and duty = $2";
            let (line,): (Uuid,) = t.site.db.reader().one(line, args![key(&address), duty]).await.unwrap();
            let r = revision(&t.get(&address, &w.office).await.text);
            let (line, day) = (line.to_string(), format!("ngay-{line}"));
            let typed = [("revision", r.as_str()), ("do", what), ("y-kien", words), ("viec", &line), (day.as_str(), "20/10/2024")];
            let done = t.post(&format!("{address}/xu-ly"), &w.office, &fields(&typed)).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        };
        decide(w.health.id, "approve", "Cố gắng sớm hơn").await;
        let first = t.get(DESK, &w.one).await.text;
        t.site.clock.pass(jiff::SignedDuration::from_secs(1));
        decide(w.police.id, "refuse", "Không lùi được").await;
        let both = t.get(DESK, &w.one).await.text;
        assert!(both.contains("Đồng ý 1, không duyệt 1"), "{both}");
        assert!(both.contains(": Đã duyệt · hạn mới 20/10/2024 · Cố gắng sớm hơn") && both.contains(": Không duyệt · Không lùi được"), "{both}");
        assert_eq!(t.post(&format!("{address}/da-nhan"), &w.one, &noted(&first)).await.location(), DESK);
        let left = t.get(DESK, &w.one).await.text;
        assert!(left.contains("Không lùi được") && !left.contains("Cố gắng sớm hơn"), "only what was shown is noted: {left}");
        assert_eq!(t.post(&format!("{address}/da-nhan"), &w.one, &noted(&left)).await.location(), DESK);
        assert!(!t.get(DESK, &w.one).await.text.contains("Không lùi được"));
    })
    .await;
}

#[tokio::test]
async fn the_department_and_the_leader_see_what_waits_for_them_by_name() {
    each_database(features, async |t| {
        let w = world(&t).await;
        assert!(!t.get(DESK, &w.office).await.text.contains("Các cơ quan gửi lên"));
        let (_, matter) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        file(&t, &w.two, w.police.agency, "Thiếu rào").await;
        let office = t.get(DESK, &w.office).await.text;
        assert!(office.contains("Vướng mắc · 2") && office.contains("Thiếu điện") && office.contains("Thiếu rào") && office.contains(&matter), "{office}");
        assert!(!t.get(DESK, &w.leader).await.text.contains("Thiếu điện"), "nothing lies before the leader yet");
        assert_eq!(act(&t, &w.office, &matter, "tiep-nhan", &[]).await.status, StatusCode::SEE_OTHER);
        let typed = [("title", "Thiếu điện"), ("proposal", "Mượn máy"), ("do", "propose")];
        assert_eq!(act(&t, &w.office, &matter, "de-xuat", &typed).await.status, StatusCode::SEE_OTHER);
        let leader = t.get(DESK, &w.leader).await.text;
        assert!(leader.contains("Vướng mắc · 1") && leader.contains(&format!("{matter}/quyet")), "{leader}");
        let before = t.site.db.statements();
        t.get(DESK, &w.office).await;
        let few = t.site.db.statements() - before;
        for n in 0..5 {
            file(&t, &w.one, w.health.agency, &format!("Việc {n}")).await;
        }
        let before = t.site.db.statements();
        assert!(t.get(DESK, &w.office).await.text.contains("Vướng mắc · 6"));
        assert_eq!(t.site.db.statements() - before, few, "however many wait");
    })
    .await;
}
