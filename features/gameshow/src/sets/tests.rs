//! Question sets through the router, on both databases.
use super::DESK;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base::testing::{TestSite, each_database};
use base::{Actor, Feature, Fetch, args};
use uuid::Uuid;

pub(super) fn features() -> Vec<Feature> {
    let own_texts = Feature::new("ui").messages(ui::MESSAGES.map(|(_, text)| text));
    vec![base::feature(), own_texts, agencies::feature(), plan::feature(), crate::feature()]
}

/// Adds a set and returns its address.
pub(super) async fn set(t: &TestSite, cookie: &str, title: &str) -> String {
    let done = t.post(&format!("{DESK}/moi"), cookie, &format!("title={title}&category=ky-nang-so")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    done.location().to_owned()
}

/// Adds a question and returns its address.
async fn question(t: &TestSite, cookie: &str, set: &str, kind: &str, form: &str) -> String {
    let done = t.post(&format!("{set}/cau/moi?loai={kind}"), cookie, &format!("{form}&difficulty=1&weight=1&category=ky-nang-so")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{kind}: {}", done.text);
    done.location().to_owned()
}

pub(super) fn key(address: &str) -> Uuid {
    address.rsplit('/').next().expect("a key").parse().expect("a key")
}

pub(super) async fn texts(t: &TestSite, set: &str) -> Vec<String> {
    let asked = super::questions(&mut t.site.db.reader(), key(set)).await.expect("questions");
    asked.into_iter().map(|q| q.text).collect()
}

#[tokio::test]
async fn the_built_in_sets_are_there_once_and_edited_ones_stay() {
    each_database(features, async |t| {
        let mut db = t.site.db.reader();
        let sets = super::choices(&mut db).await.expect("sets");
        assert_eq!(sets.len(), 6);
        assert!(sets.iter().map(|s| s.2).sum::<i64>() >= 120);
        let editor = t.holder("officer").await;
        let first = sets[0].0;
        let asked = super::questions(&mut db, first).await.expect("questions");
        assert_eq!(t.post(&format!("{DESK}/{first}/cau/{}/xoa", asked[0].id), &editor, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post(&format!("{DESK}/{}/xoa", sets[1].0), &editor, "").await.status, StatusCode::SEE_OTHER);
        // an upgrade brings other content for all of them
        let mut tx = t.site.db.write().await.expect("a transaction");
        tx.exec("update quiz_set set builtin_hash = 'older', title = 'Tên cũ'", args![]).await.expect("older sets");
        tx.audit(&Actor::program("test", 1), "test", "test", "", None, serde_json::json!({})).await.expect("audited");
        tx.commit().await.expect("a commit");
        crate::shipped::take_over::<super::builtin::Sets>(&t.site).await.expect("imported");
        crate::shipped::take_over::<super::builtin::Sets>(&t.site).await.expect("again");
        let after = super::choices(&mut db).await.expect("sets");
        assert_eq!(after.len(), 5, "a deleted set does not come back");
        let of = |id: Uuid| after.iter().find(|s| s.0 == id).expect("still there").clone();
        assert_eq!((of(first).1.as_str(), of(first).2), ("Tên cũ", sets[0].2 - 1), "an edited set stays as it was left");
        assert_eq!(of(sets[2].0), sets[2], "an untouched one is renewed, each question once");
        let (lines,): (i64,) = db.one("select count(*) from audit where action = 'quiz-set.builtin'", args![]).await.expect("the log");
        assert_eq!(lines, 6 + 4);
    })
    .await;
}

#[tokio::test]
async fn every_kind_is_written_in_a_form_shown_and_checked() {
    each_database(features, async |t| {
        let cookie = t.holder("officer").await;
        let set = set(&t, &cookie, "B%E1%BB%99+th%E1%BB%AD").await;
        let forms = [
            ("one", "text=M%E1%BB%99t%3F&option-1=Tr%C3%A1i&option-2=Ph%E1%BA%A3i&right=2", "Phải"),
            ("many", "text=Nhi%E1%BB%81u%3F&option-1=a&option-2=b&option-3=c&right=1&right=3", "a; c"),
            ("true_false", "text=Th%E1%BA%ADt%3F&right=2", "Sai"),
            ("typed", "text=G%C3%B5%3F&accepted=VNeID%0D%0A%C4%91%E1%BB%8Bnh+danh", "VNeID"),
            ("order", "text=X%E1%BA%BFp%3F&item-1=m%E1%BB%99t&item-2=hai&item-3=ba", "một → hai → ba"),
            ("estimate", "text=%C4%90o%C3%A1n%3F&value=12%2C5&min=0&max=100&unit=%25", "12,5 %"),
        ];
        for (kind, form, right) in forms {
            assert_eq!(t.get(&format!("{set}/cau/moi?loai={kind}"), &cookie).await.status, StatusCode::OK, "{kind}");
            let address = question(&t, &cookie, &set, kind, form).await;
            let page = t.get(&address, &cookie).await.text;
            assert!(page.contains("qz-phone") && page.contains("Đáp án đúng"), "{}: {kind}", t.engine);
            assert!(t.get(&set, &cookie).await.text.contains(right), "{kind}");
        }
        // shown without being stored
        let tried = t.post(&format!("{set}/cau/moi?loai=one"), &cookie, "text=Xem+th%E1%BB%AD%3F&option-1=X&act=preview").await;
        assert!(tried.status == StatusCode::OK && tried.text.contains("Xem thử?"));
        assert_eq!(texts(&t, &set).await.len(), 6);
        // what is wrong comes back as typed, with the mistake at its field
        let wrong = t.post(&format!("{set}/cau/moi?loai=one"), &cookie, "text=H%E1%BB%8Fi%3F&option-1=A&option-2=B&difficulty=1&weight=1").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Chưa đánh dấu đáp án đúng") && wrong.text.contains("Hỏi?"), "{}", wrong.text);
        assert_eq!(t.get(&format!("{set}/cau/moi?loai=riddle"), &cookie).await.status, StatusCode::NOT_FOUND);
        // filters
        let hard = t.get(&format!("{set}?do-kho=3"), &cookie).await.text;
        assert!(hard.contains("Không có mục nào khớp") && !hard.contains("Thật?"));
        let typed = t.get(&format!("{set}?loai=typed"), &cookie).await.text;
        assert!(typed.contains("Gõ?") && !typed.contains("Thật?"));
    })
    .await;
}

#[tokio::test]
async fn questions_are_sorted_copied_deleted_and_taken_back() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let set = set(&t, &cookie, "Th%E1%BB%A9+t%E1%BB%B1").await;
        let mut all = Vec::new();
        for name in ["A", "B", "C"] {
            all.push(question(&t, &cookie, &set, "true_false", &format!("text={name}&right=1")).await);
        }
        t.post(&format!("{}/len", all[2]), &cookie, "").await;
        assert_eq!(texts(&t, &set).await, ["A", "C", "B"]);
        t.post(&format!("{}/xuong", all[0]), &cookie, "").await;
        assert_eq!(texts(&t, &set).await, ["C", "A", "B"]);
        assert_eq!(t.post(&format!("{}/len", all[2]), &cookie, "").await.status, StatusCode::SEE_OTHER, "the first stays the first");
        assert_eq!(texts(&t, &set).await, ["C", "A", "B"]);
        t.post(&format!("{}/xoa", all[0]), &cookie, "").await;
        assert_eq!(texts(&t, &set).await, ["C", "B"]);
        assert!(t.get(&set, &cookie).await.text.contains("Đã xóa, có thể lấy lại"));
        t.post(&format!("{}/khoi-phuc", all[0]), &cookie, "").await;
        assert_eq!(texts(&t, &set).await, ["C", "A", "B"]);
        t.post(&format!("{}/sao-chep", all[2]), &cookie, "").await;
        assert_eq!(texts(&t, &set).await, ["C", "A", "B", "C"]);

        let copy = t.post(&format!("{set}/sao-chep"), &cookie, "").await.location().to_owned();
        assert_eq!(texts(&t, &copy).await, texts(&t, &set).await);
        t.post(&format!("{set}/xoa"), &cookie, "").await;
        assert_eq!(t.get(&set, &cookie).await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.get(&all[1], &cookie).await.status, StatusCode::NOT_FOUND, "questions of a deleted set are closed");
        assert_eq!(t.post(&format!("{}/xoa", all[1]), &cookie, "").await.status, StatusCode::NOT_FOUND);
        t.post(&format!("{set}/khoi-phuc"), &cookie, "").await;
        assert_eq!(t.get(&set, &cookie).await.status, StatusCode::OK);
        // a question is only found in its own set
        let foreign = format!("{copy}/cau/{}", key(&all[1]));
        assert_eq!(t.get(&foreign, &cookie).await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&format!("{foreign}/xoa"), &cookie, "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn two_people_who_change_one_question_see_each_other() {
    each_database(features, async |t| {
        let cookie = t.holder("officer").await;
        let set = set(&t, &cookie, "Hai+ng%C6%B0%E1%BB%9Di").await;
        let address = question(&t, &cookie, &set, "true_false", "text=C%C5%A9&right=1").await;
        let form = |text: &str| format!("text={text}&right=1&difficulty=1&weight=1&revision=1");
        assert_eq!(t.post(&address, &cookie, &form("M%E1%BB%9Bi")).await.status, StatusCode::SEE_OTHER);
        let late = t.post(&address, &cookie, &form("Mu%E1%BB%99n")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("Muộn") && late.text.contains("Bản mới của người khác: Mới"), "{}", late.text);
        assert_eq!(texts(&t, &set).await, ["Mới"]);
        let head = t.post(&set, &cookie, "title=X&category=khac&revision=1").await;
        assert_eq!(head.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn pictures_are_known_by_content_and_served_alone() {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    each_database(features, async |t| {
        let cookie = t.holder("officer").await;
        let set = set(&t, &cookie, "%E1%BA%A2nh").await;
        let address = question(&t, &cookie, &set, "true_false", "text=C%C3%B3+%E1%BA%A3nh&right=1").await;
        let refused = t.upload(&format!("{address}/tep"), &cookie, "a.png", b"<svg onload=alert(1)>", &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let large = [PNG, &vec![0; 4 << 20]].concat();
        assert!(t.upload(&format!("{address}/tep"), &cookie, "a.png", &large, &[]).await.text.contains("Tệp quá lớn"));
        let done = t.upload(&format!("{address}/tep"), &cookie, "a.png", PNG, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let asked = super::questions(&mut t.site.db.reader(), key(&set)).await.expect("questions").remove(0);
        let file = asked.media.expect("a picture").file;
        let served = t.get(&format!("/dau-truong/tep/{file}"), "").await;
        assert_eq!((served.status, served.bytes.as_slice()), (StatusCode::OK, PNG));
        assert_eq!((&served.headers["content-type"], &served.headers["accept-ranges"]), (&"image/png".parse().unwrap(), &"bytes".parse().unwrap()));
        assert!(served.headers["cache-control"].to_str().expect("text").contains("immutable"));
        for (range, status, bytes) in [("bytes=1-3", 206, &PNG[1..4]), ("bytes=30-", 206, &PNG[30..]), ("bytes=-2", 206, &PNG[PNG.len() - 2..]), ("bytes=900-", 416, &[][..])] {
            let request = Request::get(format!("/dau-truong/tep/{file}")).header("range", range).body(Body::empty()).expect("a request");
            let part = t.raw(request).await;
            assert_eq!(part.status.as_u16(), status, "{range}");
            assert!(status == 416 || (part.bytes == bytes && part.headers["content-type"] == "image/png"), "{range}");
        }
        assert_eq!(t.get(&format!("/dau-truong/tep/{}", Uuid::now_v7()), "").await.status, StatusCode::NOT_FOUND);
        // files of other purposes are not served here
        let actor = Actor::program("test", 1);
        let mut tx = t.site.db.write().await.expect("a transaction");
        let other = base::files::record(&mut tx, &actor, &t.site.files.write(PNG).await.expect("stored"), "x", PNG, "evidence").await.expect("recorded");
        tx.audit(&actor, "test", "test", "", None, serde_json::json!({})).await.expect("audited");
        tx.commit().await.expect("a commit");
        assert_eq!(t.get(&format!("/dau-truong/tep/{other}"), "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&format!("{address}/tep/bo"), &cookie, "").await.status, StatusCode::SEE_OTHER);
        assert!(super::questions(&mut t.site.db.reader(), key(&set)).await.expect("questions")[0].media.is_none());
    })
    .await;
}

#[tokio::test]
async fn pages_take_a_constant_number_of_queries_and_others_may_not_edit() {
    each_database(features, async |t| {
        let cookie = t.holder("officer").await;
        let set = set(&t, &cookie, "%C4%90%E1%BA%BFm").await;
        let cost = async |path: &str| {
            let before = t.site.db.statements();
            assert_eq!(t.get(path, &cookie).await.status, StatusCode::OK);
            t.site.db.statements() - before
        };
        let first = (cost(DESK).await, cost(&set).await);
        for n in 0..12 {
            question(&t, &cookie, &set, "true_false", &format!("text=C{n}&right=1")).await;
        }
        self::set(&t, &cookie, "Th%C3%AAm").await;
        assert_eq!((cost(DESK).await, cost(&set).await), first);
        assert!(first.0 <= 5 && first.1 <= 6, "{first:?}");
        let leader = t.holder("leader").await;
        for path in [DESK.to_owned(), set.clone(), format!("{set}/xuat.xlsx")] {
            assert_eq!(t.get(&path, &leader).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_ne!(t.get(&path, "").await.status, StatusCode::OK, "{path}");
        }
        assert_eq!(t.post(&format!("{set}/xoa"), &leader, "").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}
