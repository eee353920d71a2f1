//! Lessons through the router, on both databases.
use super::store;
use axum::http::{StatusCode, header};
use base::testing::{Answer, TestSite, each_database};
use base::{Feature, Fetch, args};

pub(super) fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, people::feature(), agencies::feature(), plan::feature(), crate::feature()]
}

const FILE: &str = "title = \"Bài thử\"\nsummary = \"Tóm tắt\"\ncategory = \"ky-nang-so\"\nminutes = 3\nsource = \"Nguồn thử\"\n
[[card]]\ntitle = \"Thẻ một\"\ntext = \"Đọc điều này.\"\npoints = [\"Nhớ điều này\"]\n
[[question]]\nkind = \"one\"\ntext = \"Chọn gì?\"\nchoices = [{ text = \"Sai rồi\" }, { text = \"Phải rồi\", right = true }]\nexplanation = \"Vì lẽ ấy.\"\nsource = \"Nguồn câu\"\n
[[question]]\nkind = \"order\"\ntext = \"Xếp sao?\"\nitems = [\"một\", \"hai\", \"ba\"]\n";

fn encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// The cookie that an answer sets, or the one before.
fn cookie(answer: &Answer, before: &str) -> String {
    let set = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
    set.filter_map(|v| v.split(';').next()).find(|v| v.starts_with("bai-hoc=")).unwrap_or(before).to_owned()
}

/// Adds the lesson above; returns the address of its form.
async fn lesson(t: &TestSite) -> String {
    let editor = t.holder("officer").await;
    let done = t.post("/bai-hoc/soan/moi", &editor, &format!("file={}", encode(FILE))).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    done.location().to_owned()
}

/// Answers both questions right; returns the cookie of the reader.
async fn finish(t: &TestSite) -> String {
    let right = t.post("/bai-hoc/bai-thu/2", "", "a=1").await;
    let reader = cookie(&right, "");
    let order = quiz::question::read_lesson(FILE).expect("ours").questions[1].right_options();
    let form = order.iter().map(|at| format!("a={at}")).collect::<Vec<_>>().join("&");
    let done = t.post("/bai-hoc/bai-thu/3", &reader, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    cookie(&done, &reader)
}

#[tokio::test]
async fn the_built_in_lessons_are_open_to_everybody() {
    each_database(features, async |t| {
        let list = t.get("/bai-hoc", "").await;
        assert_eq!(list.status, StatusCode::OK);
        let mut db = t.site.db.reader();
        let all = store::public(&mut db).await.expect("lessons");
        assert!(all.len() >= 12);
        for l in &all {
            assert!(list.text.contains(&format!("/bai-hoc/{}", l.slug)), "{}", l.slug);
            let steps = l.cards + l.questions;
            for step in 1..=steps {
                assert_eq!(t.get(&format!("/bai-hoc/{}/{step}", l.slug), "").await.status, StatusCode::OK, "{} {step}", l.slug);
            }
            for beyond in ["0", "99"] {
                assert_eq!(t.get(&format!("/bai-hoc/{}/{beyond}", l.slug), "").await.status, StatusCode::NOT_FOUND);
            }
        }
        crate::shipped::take_over::<super::builtin::Lessons>(&t.site).await.expect("again");
        assert_eq!(store::public(&mut db).await.expect("lessons").len(), all.len(), "nothing comes twice");
        assert_eq!(t.get("/bai-hoc/khong-co/1", "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_reader_goes_through_a_lesson_and_gets_a_certificate() {
    each_database(features, async |t| {
        lesson(&t).await;
        let card = t.get("/bai-hoc/bai-thu/1", "").await;
        assert!(card.text.contains("Đọc điều này.") && card.text.contains("Nguồn thử") && card.text.contains("/bai-hoc/bai-thu/2"));
        let reader = cookie(&card, "");
        let none = t.post("/bai-hoc/bai-thu/2", &reader, "").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("Hãy chọn câu trả lời"));
        let wrong = t.post("/bai-hoc/bai-thu/2", &reader, "a=0").await;
        let reader = cookie(&wrong, &reader);
        let shown = t.get(wrong.location().split('#').next().expect("an address"), &reader).await;
        for words in ["Bạn chọn, chưa đúng", "Vì lẽ ấy.", "Nguồn câu", "Trả lời lại câu này"] {
            assert!(shown.text.contains(words), "{words}: {}", shown.text);
        }
        assert!(t.get("/bai-hoc/bai-thu/xong", &reader).await.text.contains("đúng 2/2 câu"));
        assert!(t.get("/bai-hoc/chung-nhan", &reader).await.text.contains("chưa hoàn thành bài nào"));
        assert_eq!(t.post("/bai-hoc/chung-nhan", &reader, "name=A").await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let reader = finish(&t).await;
        assert!(t.get("/bai-hoc/bai-thu/xong", &reader).await.text.contains("Bạn đã hoàn thành bài học"));
        assert!(t.get("/bai-hoc", &reader).await.text.contains("Đã hoàn thành"));
        let rude = t.post("/bai-hoc/chung-nhan", &reader, "name=%C3%93c+Ch%C3%B3").await;
        assert!(rude.status == StatusCode::UNPROCESSABLE_ENTITY && rude.text.contains("không ghi được trên chứng nhận"), "{}", rude.text);
        let bad = t.post("/bai-hoc/chung-nhan", &reader, "name=").await;
        assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("Hãy ghi họ và tên"));
        let issued = t.post("/bai-hoc/chung-nhan", &reader, &format!("name={}", encode("Nguyễn Thị Ẩn"))).await;
        assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text);
        let address = issued.location().to_owned();
        let paper = t.get(&address, "").await; // anybody may check it
        for words in ["Nguyễn Thị Ẩn", "Bài thử", "class=\"certificate", "15/09/2024", "<svg class=\"qr\""] {
            assert!(paper.text.contains(words), "{words}");
        }
        assert!(!paper.text.contains("/xoa"), "strangers cannot erase it");
        let code = address.rsplit('/').next().expect("a code");
        let typed = code.to_lowercase().replace('-', "+");
        assert_eq!(t.get(&format!("/bai-hoc/kiem-tra?ma={typed}"), "").await.location(), address);
        assert_eq!(t.get("/bai-hoc/kiem-tra?ma=BCDF-GHJK-LMNP", "").await.status, StatusCode::NOT_FOUND);
        assert!(t.get("/bai-hoc/kiem-tra?ma=abc", "").await.text.contains("Mã chưa đúng dạng"));
        // once more: the same code, the new name
        assert_eq!(t.post("/bai-hoc/chung-nhan", &reader, "name=Ten+Moi").await.location(), address);
        assert!(t.get(&address, "").await.text.contains("Ten Moi"));
        assert_eq!(t.post(&format!("{address}/xoa"), "", "").await.status, StatusCode::NOT_FOUND, "a stranger may not");
        assert_eq!(t.post(&format!("{address}/xoa"), &reader, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get(&address, &reader).await.status, StatusCode::NOT_FOUND);
        let (names,): (i64,) = t.site.db.reader().one("select count(*) from quiz_certificate where name <> ''", args![]).await.expect("counted");
        assert_eq!(names, 0);
    })
    .await;
}

#[tokio::test]
async fn a_certificate_is_written_only_when_it_changes_and_not_without_end() {
    each_database(features, async |t| {
        lesson(&t).await;
        let reader = finish(&t).await;
        let written = async || {
            let (n,): (i64,) = t.site.db.reader().one("select count(*) from audit where action = 'quiz-certificate.issue'", args![]).await.expect("counted");
            n
        };
        for _ in 0..20 {
            assert_eq!(t.post("/bai-hoc/chung-nhan", &reader, "name=Mai").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(written().await, 1, "the same again is no change");
        let mut refused = 0;
        for n in 0..20 {
            let answer = t.post("/bai-hoc/chung-nhan", &reader, &format!("name=Mai+{}", if n % 2 == 0 { "Lan" } else { "Hoa" })).await;
            refused += i64::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert_eq!((written().await, refused), (6, 8), "one browser; what it says already is no change");
        // a crowd behind one address, with cookies of its own each, ends too; another address goes on, and a line of IPv6 is one address
        let many = |text: &str, from: u64| {
            let address = text.parse().expect("an address");
            (from..from + 310).filter(|n| super::limits::count(&t.site, address, &n.to_be_bytes(), t.site.clock.now_ms()).is_ok()).count()
        };
        assert_eq!(many("2001:db8::1", 0), 300);
        assert_eq!(many("2001:db8::2", 1_000), 0);
        assert_eq!(many("203.0.113.9", 2_000), 300);
    })
    .await;
}

#[tokio::test]
async fn a_written_cookie_earns_no_certificate_and_old_names_go() {
    each_database(features, async |t| {
        lesson(&t).await;
        let mut forged = super::progress::Progress::new([1; 8]);
        forged.answer("bai-thu", 0, 2, true);
        forged.answer("bai-thu", 1, 2, true);
        let cookie = format!("bai-hoc={}", forged.seal(b"a guess"));
        assert_eq!(t.post("/bai-hoc/chung-nhan", &cookie, "name=Gian").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reader = finish(&t).await;
        let address = t.post("/bai-hoc/chung-nhan", &reader, "name=That").await.location().to_owned();
        super::certificate::forget(t.site.clone(), 1).await.expect("nothing is old");
        assert_eq!(t.get(&address, "").await.status, StatusCode::OK);
        super::certificate::forget(t.site.clone(), -1).await.expect("erased");
        assert_eq!(t.get(&address, "").await.status, StatusCode::NOT_FOUND);
        let anew = t.post("/bai-hoc/bat-dau-lai", &reader, "").await;
        assert!(anew.headers.get_all(header::SET_COOKIE).iter().any(|v| v.to_str().is_ok_and(|v| v.starts_with("bai-hoc=;"))));
    })
    .await;
}

#[tokio::test]
async fn officers_write_hide_and_keep_lessons() {
    each_database(features, async |t| {
        let editor = t.holder("officer").await;
        let address = lesson(&t).await;
        let wrong = t.post(&address, &editor, &format!("revision=1&file={}", encode(&FILE.replace("right = true", "right = false")))).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Câu hỏi 1") && wrong.text.contains("chưa đánh dấu đáp án đúng"), "{}", wrong.text);
        let changed = encode(&FILE.replace("Thẻ một", "Thẻ mới"));
        assert_eq!(t.post(&address, &editor, &format!("revision=1&file={changed}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post(&address, &editor, &format!("revision=1&file={changed}")).await.status, StatusCode::CONFLICT);
        assert!(t.get("/bai-hoc/bai-thu/1", "").await.text.contains("Thẻ mới"));
        assert_eq!(t.post(&format!("{address}/an"), &editor, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/bai-hoc/bai-thu/1", "").await.status, StatusCode::NOT_FOUND);
        assert!(t.get("/bai-hoc/soan", &editor).await.text.contains("Đang ẩn"));
        assert_eq!(t.post(&format!("{address}/hien"), &editor, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get("/bai-hoc/bai-thu/1", "").await.status, StatusCode::OK);
        // a built-in lesson that somebody changed stays as it is
        let built_in = store::all(&mut t.site.db.reader()).await.expect("lessons").into_iter().find(|l| l.builtin).expect("one");
        assert_eq!(t.post(&format!("/bai-hoc/soan/{}", built_in.id), &editor, &format!("revision=1&file={changed}")).await.status, StatusCode::SEE_OTHER);
        crate::shipped::take_over::<super::builtin::Lessons>(&t.site).await.expect("again");
        let after = store::find(&mut t.site.db.reader(), built_in.id).await.expect("still there");
        assert_eq!((after.lesson.title.as_str(), after.slug), ("Bài thử", built_in.slug));
        let leader = t.holder("leader").await;
        assert_eq!(t.get("/bai-hoc/soan", &leader).await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.post("/bai-hoc/soan/moi", &leader, "file=x").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn lists_take_a_constant_number_of_queries() {
    each_database(features, async |t| {
        let cost = async |path: &str| {
            let before = t.site.db.statements();
            assert_eq!(t.get(path, "").await.status, StatusCode::OK);
            t.site.db.statements() - before
        };
        assert_eq!(cost("/bai-hoc").await, 1);
        lesson(&t).await;
        assert_eq!((cost("/bai-hoc").await, cost("/bai-hoc/bai-thu/1").await, cost("/bai-hoc/bai-thu/xong").await), (1, 1, 2));
    })
    .await;
}
