//! A difficulty from draft to acknowledged answer; grouping and splitting; clocks.
use super::*;
use crate::door::{report_rows, to_decide, waiting};
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn a_difficulty_goes_up_and_its_answer_comes_back() {
    each_database(features, async |t| {
        let mut w = world(&t).await;
        let agency = w.health.agency.unwrap().to_string();
        let bad = send(&t, &format!("{MATTERS}/moi"), &w.one, &[("co_quan", &agency), ("title", ""), ("wish", "Cho mượn máy"), ("do", "send")]).await;
        assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("Cho mượn máy"), "{}", bad.text);
        let nv = w.health.id.to_string();
        let kept = t.upload(&format!("{MATTERS}/moi"), &w.one, "Ảnh chụp.pdf", b"%PDF-1.7 x", &[("nv", &nv), ("title", "Thiếu máy phát"), ("do", "keep")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let slip = kept.location().to_owned();
        for stranger in [&w.office, &w.two, &w.leader] {
            assert_eq!(t.get(&slip, stranger).await.status, StatusCode::NOT_FOUND, "a draft is the agency's own");
        }
        assert!(!t.get(MATTERS, &w.office).await.text.contains("Thiếu máy phát"));
        let page = t.get(&slip, &w.one).await.text;
        assert!(page.contains("Ảnh chụp.pdf") && page.contains("Bản nháp"), "{page}");
        let sent = send(&t, &slip, &w.one, &[("revision", &revision(&page)), ("title", "Thiếu máy phát"), ("words", "Khu ẩm thực chưa có điện"), ("do", "send")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let matter = t.get(&slip, &w.office).await.location().split('#').next().unwrap().to_owned();
        assert!(mails(&t, "coordinator").await[0].contains("Vướng mắc mới: Thiếu máy phát (Sở Y tế)"));
        assert_eq!(t.get(&format!("{slip}/tep"), &w.office).await.bytes, b"%PDF-1.7 x");
        assert_eq!(t.get(&format!("{slip}/tep"), &w.two).await.status, StatusCode::NOT_FOUND);

        assert_eq!(act(&t, &w.office, &matter, "tiep-nhan", &[]).await.status, StatusCode::SEE_OTHER);
        let empty = act(&t, &w.office, &matter, "hoi-lai", &[("phieu", &key(&slip).to_string()), ("hoi", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(act(&t, &w.office, &matter, "hoi-lai", &[("phieu", &key(&slip).to_string()), ("hoi", "Cần bao nhiêu kW?")]).await.status, StatusCode::SEE_OTHER);
        let page = t.get(&slip, &w.one).await.text;
        assert!(page.contains("Cần bao nhiêu kW?") && page.contains("Cần trả lời câu hỏi"), "{page}");
        assert_eq!(t.post(&format!("{slip}/tra-loi"), &w.one, "tra-loi=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.post(&format!("{slip}/tra-loi"), &w.one, &fields(&[("tra-loi", "50 kW")])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post(&format!("{slip}/tra-loi"), &w.one, &fields(&[("tra-loi", "60 kW")])).await.status, StatusCode::CONFLICT, "answered already");

        let typed = [("title", "Điện cho khu ẩm thực"), ("proposal", "Điện lực cho mượn 02 máy 50 kW"), ("do", "propose")];
        assert_eq!(act(&t, &w.office, &matter, "de-xuat", &typed).await.status, StatusCode::SEE_OTHER);
        assert!(!t.get(&slip, &w.one).await.text.contains("02 máy 50 kW"), "what is proposed is not the agency's business yet");
        let decide = t.get(&format!("{matter}/quyet"), &w.leader).await.text;
        for words in ["Khu ẩm thực chưa có điện", "Điện lực cho mượn 02 máy 50 kW", "Đồng ý phương án"] {
            assert!(decide.contains(words), "{words} in {decide}");
        }
        assert_eq!(to_decide(&mut t.site.db.reader(), w.campaign).await.unwrap()[0].title, "Điện cho khu ẩm thực");
        assert_eq!(act(&t, &w.leader, &matter, "quyet", &[("do", "return"), ("ly-do", "Nói rõ ai trả tiền dầu")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&t, &matter).await, "taken");
        assert!(!t.get(&slip, &w.one).await.text.contains("ai trả tiền dầu"), "between the leader and the office");
        assert_eq!(act(&t, &w.office, &matter, "de-xuat", &typed).await.status, StatusCode::SEE_OTHER);

        let r = revision(&t.get(&format!("{matter}/quyet"), &w.leader).await.text);
        assert_eq!(act(&t, &w.leader, &matter, "quyet", &[("do", "otherwise"), ("y-kien", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(act(&t, &w.leader, &matter, "quyet", &[("do", "otherwise"), ("y-kien", "Thuê máy, Sở Tài chính chi")]).await.status, StatusCode::SEE_OTHER);
        let late = t.post(&format!("{matter}/quyet"), &w.leader, &fields(&[("revision", &r), ("do", "otherwise"), ("y-kien", "Ý kiến thứ hai")])).await;
        assert!(late.status == StatusCode::CONFLICT && late.text.contains("Ý kiến thứ hai") && late.text.contains("Thuê máy, Sở Tài chính chi"), "{}", late.text);
        let page = t.get(&slip, &w.one).await.text;
        assert!(page.contains("Thuê máy, Sở Tài chính chi") && page.contains("Đã nhận, sẽ thực hiện"), "{page}");
        assert!(mails(&t, "officer").await.iter().any(|s| s.starts_with("Đã có ý kiến giải quyết")));

        assert_eq!(t.post(&format!("{slip}/da-nhan"), &w.one, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&t, &matter).await, "closed");
        assert!(t.get(&format!("{MATTERS}?xem=xong"), &w.office).await.text.contains("Điện cho khu ẩm thực"));
        assert_eq!(t.post(&format!("{slip}/mo-lai"), &w.one, &fields(&[("ly-do", "Máy không chạy")])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&t, &matter).await, "taken");
        pass(&t, &mut w, 1).await;
        assert_eq!(act(&t, &w.office, &matter, "de-xuat", &[("title", "Điện"), ("proposal", "Đổi máy khác"), ("do", "settle")]).await.status, StatusCode::SEE_OTHER);
        let rows = report_rows(&mut t.site.db.reader(), w.campaign).await.unwrap();
        let m = rows.difficulties[0].matter.as_ref().unwrap();
        assert_eq!((m.decision.as_str(), m.decided_as.as_deref()), ("Đổi máy khác", Some("settled")));
        let log: Vec<(String, String)> = t.site.db.reader().all("select action, detail from audit where entity in ('matter', 'difficulty')", args![]).await.unwrap();
        assert!(log.len() > 12 && !log.iter().any(|(_, d)| d.contains("máy")), "{log:?}");
    })
    .await;
}

#[tokio::test]
async fn matters_are_put_together_and_split_without_winning_time() {
    each_database(features, async |t| {
        let mut w = world(&t).await;
        let (slip1, m1) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        assert_eq!(act(&t, &w.office, &m1, "tiep-nhan", &[]).await.status, StatusCode::SEE_OTHER);
        pass(&t, &mut w, 2).await;
        let (slip2, m2) = file(&t, &w.two, w.police.agency, "Mất điện ở chốt").await;
        let due = |address: &str| { let id = key(address); let db = t.site.db.clone(); async move { db.reader().one::<(Option<i64>,)>("select due_at from matter where id = $1", args![id]).await.unwrap().0 } };
        let before = due(&m1).await;
        let one = t.post(&format!("{MATTERS}/gop"), &w.office, &fields(&[("gop", &key(&m1).to_string())])).await;
        assert!(one.status == StatusCode::CONFLICT && one.text.contains("Chọn ít nhất hai việc"));
        let both = [key(&m2).to_string(), key(&m1).to_string()];
        let grouped = t.post(&format!("{MATTERS}/gop"), &w.office, &fields(&[("gop", &both[0]), ("gop", &both[1]), ("title", "Điện cho các điểm")])).await;
        assert_eq!((grouped.status, grouped.location()), (StatusCode::SEE_OTHER, m1.as_str()), "{}", grouped.text);
        assert_eq!(due(&m1).await, before, "the term of the first goes on");
        assert_eq!(t.get(&m2, &w.office).await.location(), m1);
        let page = t.get(&m1, &w.office).await.text;
        assert!(page.contains("Sở Y tế") && page.contains("Công an tỉnh") && page.contains("VM-1, VM-2") && page.contains("Điện cho các điểm"), "{page}");
        let own = t.get(&slip2, &w.two).await.text;
        assert!(own.contains("Cùng việc này còn có: Sở Y tế") && !own.contains("Thiếu điện"), "others' words stay theirs: {own}");
        assert_eq!(t.get(&slip1, &w.two).await.status, StatusCode::NOT_FOUND);

        // One is asked: for the other nothing changes, and splitting leaves the question with who was asked
        let ids = [key(&slip1).to_string(), key(&slip2).to_string()];
        assert_eq!(act(&t, &w.office, &m1, "hoi-lai", &[("phieu", &ids[0]), ("hoi", "Mấy máy?")]).await.status, StatusCode::SEE_OTHER);
        assert!(!t.get(&slip2, &w.two).await.text.contains("Mấy máy?"));
        let split = act(&t, &w.office, &m1, "tach", &[("phieu", &ids[1])]).await;
        assert_eq!(split.status, StatusCode::SEE_OTHER, "{}", split.text);
        let m3 = split.location().to_owned();
        assert_eq!((step(&t, &m1).await, step(&t, &m3).await), ("asked".into(), "taken".into()));
        assert!((due(&m3).await.unwrap() - before.unwrap()).abs() < 120_000, "its clock runs on");
        assert_eq!(act(&t, &w.office, &m1, "tach", &[("phieu", &ids[0])]).await.status, StatusCode::CONFLICT, "the last one stays");

        let again = t.post(&format!("{MATTERS}/gop"), &w.office, &fields(&[("gop", &key(&m1).to_string()), ("gop", &key(&m3).to_string())])).await;
        assert_eq!(again.location(), m1);
        assert_eq!(act(&t, &w.office, &m1, "de-xuat", &[("title", "Điện"), ("proposal", "Thuê máy"), ("do", "propose")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(act(&t, &w.leader, &m1, "quyet", &[("do", "approve")]).await.status, StatusCode::SEE_OTHER);
        for (slip, who) in [(&slip1, &w.one), (&slip2, &w.two)] {
            assert!(t.get(slip, who).await.text.contains("Thuê máy"), "the answer reaches both");
            assert_eq!(step(&t, &m1).await, "decided");
            assert_eq!(t.post(&format!("{slip}/da-nhan"), who, "").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(step(&t, &m1).await, "closed");
    })
    .await;
}

#[tokio::test]
async fn clocks_turn_red_in_office_hours_only() {
    each_database(features, async |t| {
        let mut w = world(&t).await;
        let (_, matter) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        assert!(t.get(MATTERS, &w.office).await.text.contains("Còn 1 ngày làm việc"), "filed on a Sunday");
        let late = async |t: &TestSite, w: &World| waiting(&mut t.site.db.reader(), w.campaign, t.site.clock.now_ms()).await.unwrap().matters();
        pass(&t, &mut w, 1).await;
        assert_eq!(late(&t, &w).await.late, 0);
        pass(&t, &mut w, 1).await;
        assert_eq!((late(&t, &w).await.late, late(&t, &w).await.all), (1, 1));
        let board = t.get(MATTERS, &w.office).await.text;
        assert!(board.contains("Quá 1 giờ") && board.contains("1 việc quá thời hạn xử lý") && board.contains("chip bad"), "{board}");
        act(&t, &w.office, &matter, "tiep-nhan", &[]).await;
        assert_eq!(late(&t, &w).await.late, 0);
        let page = t.get(&matter, &w.office).await.text;
        assert!(page.contains("mất 1 ngày làm việc 1 giờ") && page.contains("Quá 1 giờ"), "the history keeps how late it was: {page}");
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_can_be_sent_again() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (slip, matter) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        let stale = revision(&t.get(&matter, &w.office).await.text);
        assert_eq!(t.post(&format!("{slip}/rut"), &w.one, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&t, &matter).await, "withdrawn");
        let told = t.post(&format!("{matter}/tiep-nhan"), &w.office, &format!("revision={stale}")).await;
        assert!(told.status == StatusCode::CONFLICT && told.text.contains("Người khác vừa xử lý trước"), "{}", told.text);
        assert_eq!(t.post(&format!("{slip}/gui-lai"), &w.one, "").await.status, StatusCode::SEE_OTHER);
        let now = t.get(&slip, &w.office).await.location().split('#').next().unwrap().to_owned();
        assert_ne!(now, matter);
        assert_eq!(step(&t, &now).await, "filed");
        assert_eq!(t.post(&format!("{slip}/gui-lai"), &w.one, "").await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn two_leaders_decide_at_once() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let (_, matter) = file(&t, &w.one, w.health.agency, "Thiếu điện").await;
        act(&t, &w.office, &matter, "tiep-nhan", &[]).await;
        act(&t, &w.office, &matter, "de-xuat", &[("title", "Điện"), ("proposal", "Thuê máy"), ("do", "propose")]).await;
        let other = t.holder("leader").await;
        let r = revision(&t.get(&format!("{matter}/quyet"), &w.leader).await.text);
        let path = format!("{matter}/quyet");
        let (yes, no) = (fields(&[("revision", &r), ("do", "approve")]), fields(&[("revision", &r), ("do", "return"), ("ly-do", "Thiếu giá")]));
        let (a, b) = tokio::join!(t.post(&path, &w.leader, &yes), t.post(&path, &other, &no));
        let mut both = [a.status, b.status];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{}", t.engine);
        assert_eq!(step(&t, &matter).await, if a.status == StatusCode::SEE_OTHER { "decided" } else { "taken" });
    })
    .await;
}

#[tokio::test]
async fn of_two_who_write_one_draft_the_second_reads_what_the_first_stored() {
    each_database(features, async |t| {
        let w = world(&t).await;
        let own = w.health.agency.unwrap().to_string();
        let made = send(&t, &format!("{MATTERS}/moi"), &w.one, &[("co_quan", &own), ("title", "Thiếu điện"), ("words", "Chưa đủ"), ("do", "keep")]).await;
        let slip = made.location().to_owned();
        let write = async |words: &str| send(&t, &slip, &w.one, &[("revision", "1"), ("title", "Thiếu điện"), ("words", words), ("do", "keep")]).await;
        assert_eq!(write("Thiếu hai ổ cắm").await.status, StatusCode::SEE_OTHER);
        let late = write("Thiếu máy phát").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("<dd>Thiếu hai ổ cắm</dd>") && late.text.contains("Thiếu máy phát"), "{}", late.text);
        assert_eq!(late.text.matches("<dd>").count(), 1, "the same title is not shown twice");
    })
    .await;
}
