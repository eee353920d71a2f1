//! Boards of questions: moderated, ordered by votes; and what is kept of words for how long.
use super::*;
use base::testing::each_database;
use base::{Fetch, args};

/// Texts of the public board in order.
fn board(page: &str) -> Vec<&str> {
    page.split("id=\"hoi-").skip(1).filter_map(|part| part.split("</form><p>").nth(1)?.split(['<', '(']).next()).map(str::trim).collect()
}

/// Key of the question with these words.
async fn key(t: &TestSite, text: &str) -> Uuid {
    let row: (Uuid,) = t.site.db.reader().one("select id from poll_question where content = $1", args![text]).await.expect("a question");
    row.0
}

#[tokio::test]
async fn questions_are_approved_voted_up_pinned_hidden_and_answered() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = poll(&t, &host, id, "board", "moderated=1").await;
        press(&t, &host, id, "open", poll).await;
        let (a, b, c) = (Device::new(&t, id).await, Device::new(&t, id).await, Device::new(&t, id).await);
        let texts = ["Bao giờ có trạm?", "Phí là bao nhiêu?", "Ai hỗ trợ người già?"];
        for text in texts {
            let sent = a.send(&t, poll, "/hoi", &format!("round=1&q={}", form(text))).await;
            assert!(flash(&sent).contains("Đã gửi câu hỏi"), "{}", sent.text);
        }
        a.send(&t, poll, "/hoi", &format!("round=1&q={}", form(texts[0]))).await;
        assert!(a.page(&t).await.contains("Đang chờ duyệt") && board(&a.page(&t).await).is_empty(), "own questions wait");
        assert!(!b.page(&t).await.contains("trạm"), "nobody else sees them");
        let screen = screen(&t, &host, id).await;
        assert!(!get(&t, &screen, "").await.text.contains("trạm"));
        let moderate = format!("{DESK}/{id}/cau/{poll}/duyet");
        let waiting = get(&t, &moderate, &host).await.text;
        assert!(waiting.contains("Chờ duyệt (3)"), "the same words twice are one question: {waiting}");
        let keys = [key(&t, texts[0]).await, key(&t, texts[1]).await, key(&t, texts[2]).await];
        let up = async |d: &Device, q: Uuid, on: &str| d.send(&t, poll, "/ung-ho", &format!("round=1&q={q}&on={on}")).await;
        assert!(flash(&up(&b, keys[0], "1").await).contains("không còn hiện"), "not yet approved");
        let act = async |act: &str, q: Uuid| assert_eq!(post(&t, &moderate, &host, &format!("act={act}&question={q}")).await.status, StatusCode::SEE_OTHER, "{act}");
        for q in keys {
            act("approve", q).await;
        }
        assert_eq!(board(&b.page(&t).await), texts, "by time while nobody has voted");
        for _ in 0..2 {
            up(&b, keys[1], "1").await;
        }
        up(&c, keys[1], "1").await;
        up(&c, keys[2], "1").await;
        assert_eq!(board(&b.page(&t).await), [texts[1], texts[2], texts[0]], "by votes, each device once");
        up(&b, keys[1], "0").await;
        up(&c, keys[1], "0").await;
        assert_eq!(board(&b.page(&t).await), [texts[2], texts[0], texts[1]], "votes can be taken back");
        act("pin", keys[1]).await;
        assert!(get(&t, &screen, "").await.text.find(texts[1]) < get(&t, &screen, "").await.text.find(texts[2]), "pinned first");
        act("hide", keys[0]).await;
        act("answer", keys[2]).await;
        let page = b.page(&t).await;
        assert!(!page.contains(texts[0]) && page.contains("Đã trả lời"), "{page}");
        assert!(a.page(&t).await.contains("Người dẫn không hiện câu này"));
        assert_eq!(post(&t, &moderate, &host, &format!("act=approve&question={}", Uuid::now_v7())).await.status, StatusCode::NOT_FOUND);
        for bad in ["Hỏi", "Hỏi thằng óc chó nào?"] {
            let refused = a.send(&t, poll, "/hoi", &format!("round=1&q={}", form(bad))).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(bad), "what was typed comes back");
        }
    })
    .await;
}

#[tokio::test]
async fn one_device_asks_five_questions_at_most() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = poll(&t, &host, id, "board", "").await;
        press(&t, &host, id, "open", poll).await;
        let device = Device::new(&t, id).await;
        for n in 0..6 {
            device.send(&t, poll, "/hoi", &format!("round=1&q={}", form(&format!("Câu hỏi số {n}")))).await;
        }
        assert_eq!(board(&device.page(&t).await).len(), 5, "seen at once where nobody moderates");
    })
    .await;
}

#[tokio::test]
async fn what_people_wrote_is_erased_a_year_after_and_counts_stay() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let pick = choice(&t, &host, id, "most=1").await;
        let words = poll(&t, &host, id, "words", "words=1").await;
        let questions = poll(&t, &host, id, "board", "").await;
        for p in [pick, words, questions] {
            press(&t, &host, id, "open", p).await;
        }
        let device = Device::new(&t, id).await;
        device.answer(&t, pick, "a=0").await;
        device.answer(&t, words, &format!("a={}", form("riêng tư"))).await;
        device.send(&t, questions, "/hoi", &format!("round=1&q={}", form("Tên tôi là An?"))).await;
        let question = key(&t, "Tên tôi là An?").await;
        device.send(&t, questions, "/ung-ho", &format!("round=1&q={question}&on=1")).await;
        let job = super::super::FORGET;
        (job.run)(t.site.clone()).await.expect("run");
        let kept = async || {
            let db = &mut t.site.db.reader();
            let n = async |db: &mut base::Reader<'_>, sql| base::feature::count(db, sql, args![]).await.expect("counted");
            (n(db, "select count(*) from poll_vote").await, n(db, "select count(*) from poll_word").await, n(db, "select count(*) from poll_question").await, n(db, "select count(*) from poll_network").await)
        };
        assert_eq!(kept().await, (2, 1, 1, 1), "nothing is erased while it is on");
        let mut tx = t.site.db.write().await.expect("a transaction");
        tx.exec("update poll_session set changed_at = changed_at - $1", args![91 * 86_400_000_i64]).await.expect("changed");
        tx.unaudited("test");
        tx.commit().await.expect("a commit");
        (job.run)(t.site.clone()).await.expect("run");
        assert!(get(&t, &format!("{DESK}/{id}"), &host).await.text.contains("Phiên đã kết thúc"), "nobody has touched it for three months");
        let mut tx = t.site.db.write().await.expect("a transaction");
        tx.exec("update poll_session set ended_at = ended_at - $1", args![366 * 86_400_000_i64]).await.expect("changed");
        tx.unaudited("test");
        tx.commit().await.expect("a commit");
        (job.run)(t.site.clone()).await.expect("run");
        assert_eq!(kept().await, (2, 0, 0, 0));
        let page = get(&t, &format!("{DESK}/{id}"), &host).await.text;
        assert!(page.contains("hết hạn lưu") && page.contains("1 người trả lời") && !page.contains("riêng tư"), "{page}");
        assert_eq!(post(&t, &format!("{DESK}/{id}/mo-lai"), &host, "").await.status, StatusCode::NOT_FOUND, "what was erased is not taken up again");
    })
    .await;
}
