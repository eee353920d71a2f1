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
        assert!(!t.get(DESK, &w.one).await.text.contains("Trả lời cho cơ quan"), "nothing came back yet");
        settle(&t, &w, &matter, "Mượn máy ở bến").await;
        let desk = t.get(DESK, &w.one).await.text;
        assert!(desk.contains("Trả lời cho cơ quan · 1") && desk.contains("Mượn máy ở bến") && desk.contains(&slip), "{desk}");
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
        assert_eq!(t.post(&format!("{address}/da-nhan"), &w.office, "ve=ban").await.status, StatusCode::SEE_OTHER, "for the agency, by telephone");
        assert!(!t.get(DESK, &w.one).await.text.contains("Cố gắng sớm hơn"));
        assert_eq!(t.post(&format!("{address}/da-nhan"), &w.one, "ve=ban").await.location(), DESK, "a second time changes nothing");
        assert!(t.get(&address, &w.one).await.text.contains("Cơ quan đã nhận câu trả lời"));
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
