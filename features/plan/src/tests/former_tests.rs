//! What becomes of duties in force that an amendment drops or changes: shown, decided, carried out, and told afterwards.
use super::review_tests::{card, name_everybody, publish, see_everything, upload};
use super::support::{PLAN, actor, features};
use crate::door;
use axum::http::StatusCode;
use base::testing::{TestSite, each_database};
use uuid::Uuid;

const GONE: &str = "- Cấp đổi căn cước lưu động cho người cao tuổi (giao Công an tỉnh thực hiện).\n";

fn amended() -> String {
    PLAN.replace(GONE, "").replace("15/11/2024", "30/11/2024").replace("2. Sở Y tế\n", "2. Sở Y tế\n\n- Lập đường dây tư vấn sức khỏe từ xa suốt thời gian diễn ra sự kiện.\n")
}

async fn all(t: &TestSite, campaign: Uuid) -> Vec<door::Assignment> {
    door::all_assignments(&mut t.site.db.reader(), campaign).await.unwrap()
}

fn with(list: &[door::Assignment], words: &str) -> door::Assignment {
    list.iter().find(|d| d.text.contains(words)).cloned().unwrap_or_else(|| panic!("no duty with {words}"))
}

/// The item of a duty in force, by its number.
fn item(page: &str, number: i64) -> String {
    let from = page.split(&format!("id=\"cu-{number}\"")).nth(1).unwrap_or_else(|| panic!("no item of {number}"));
    from.split("</li>").next().unwrap().to_owned()
}

async fn finish(t: &TestSite, cookie: &str, draft: &str) {
    name_everybody(t, cookie, draft).await;
    see_everything(t, cookie, draft).await;
    let done = publish(t, cookie, draft, "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn each_change_is_shown_with_both_words_and_linked_to_its_card() {
    each_database(features, async |t| {
        let first = crate::import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let before = all(&t, first.campaign).await;
        let (moved, gone) = (with(&before, "Tổng hợp kết quả"), with(&before, "căn cước lưu động"));
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, &amended()).await;
        let page = t.get(&draft, &cookie).await.text;
        let shown = item(&page, moved.number);
        assert!(shown.contains("<del>15/11/2024") && shown.contains("<ins>30/11/2024") && shown.contains("value=\"take\" aria-pressed=\"true\""), "{shown}");
        let (key, _) = card(&page, "Tổng hợp kết quả");
        assert!(shown.contains(&format!("href=\"#d-{key}\"")) && page.contains(&format!("href=\"#cu-{}\"", moved.number)));
        let shown = item(&page, gone.number);
        assert!(shown.contains("value=\"withdraw\" aria-pressed=\"true\"") && shown.contains("Công an tỉnh") && shown.contains("class=\"plan-now\""), "{shown}");
        assert!(shown.contains(&format!("/ke-hoach/nhiem-vu/{}?nam=", gone.number)));
        let (key, _) = card(&page, "tư vấn sức khỏe");
        assert!(page.contains(&format!("id=\"moi-{key}\"")) && page.contains(&format!("href=\"#moi-{key}\"")));
        // Without a word of anybody it is withdrawn, and the version tells
        finish(&t, &cookie, &draft).await;
        assert!(with(&all(&t, first.campaign).await, "căn cước lưu động").withdrawn_at.is_some());
        let told = t.get("/ke-hoach/thay-doi?ban=2", "").await;
        for part in ["Đã rút", "Đã đổi", "Thêm mới", "chậm nhất ngày 15/11/2024", "tư vấn sức khỏe"] {
            assert!(told.text.contains(part), "{part}: {}", told.text);
        }
        assert!(t.get("/ke-hoach", "").await.text.contains("/ke-hoach/thay-doi?nam=song-lam-2024&#38;ban=2"));
        assert_eq!(t.get("/ke-hoach/thay-doi?ban=7", "").await.status, StatusCode::NOT_FOUND);
        let old = t.get(&gone.href(), "").await.text;
        assert!(old.contains("giao Công an tỉnh thực hiện") && old.contains("Qua các bản"), "its lines are those of its own version");
    })
    .await;
}

#[tokio::test]
async fn a_dropped_duty_that_is_kept_stays_in_force_until_a_version_names_it_again() {
    each_database(features, async |t| {
        let first = crate::import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let gone = with(&all(&t, first.campaign).await, "căn cước lưu động");
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, &amended()).await;
        let path = format!("{draft}/ban-cu/{}", gone.number);
        // Saved at once, taken back, refused from an older page
        assert_eq!(t.post(&path, &cookie, "revision=0&fate=keep").await.status, StatusCode::SEE_OTHER);
        assert!(item(&t.get(&draft, &cookie).await.text, gone.number).contains("value=\"keep\" aria-pressed=\"true\""));
        let stale = t.post(&path, &cookie, "revision=0&fate=withdraw").await;
        assert!(stale.headers.get("set-cookie").unwrap().to_str().unwrap().contains("warn"));
        t.post(&format!("{draft}/hoan-tac"), &cookie, "").await;
        assert!(item(&t.get(&draft, &cookie).await.text, gone.number).contains("value=\"withdraw\" aria-pressed=\"true\""));
        assert_eq!(t.post(&path, &cookie, "revision=2&fate=keep").await.status, StatusCode::SEE_OTHER);
        assert!(t.get(&format!("{draft}/xem-thu"), &cookie).await.text.contains("Giữ nguyên hiệu lực từ bản trước"));
        finish(&t, &cookie, &draft).await;

        let kept = with(&all(&t, first.campaign).await, "căn cước lưu động");
        assert_eq!((kept.id, kept.number, kept.withdrawn_at, kept.basis.as_str(), &kept.text), (gone.id, gone.number, None, "kept", &gone.text));
        assert_eq!((kept.lead[0].name.as_str(), kept.span_start), ("Công an tỉnh", gone.span_start));
        assert!(kept.because.starts_with("Lời của bản 1; bản 2 không còn nêu"), "{}", kept.because);
        let plan = t.get("/ke-hoach", "").await.text;
        assert_eq!(plan.matches(&format!("id=\"nv-{}\"", gone.number)).count(), 1, "in the list, nowhere in the new text");
        assert!(plan.contains("class=\"plan-kept\""));
        let page = t.get(&kept.href(), "").await.text;
        assert!(page.contains("Lời của bản 1.") && page.contains("giao Công an tỉnh thực hiện") && page.contains("giữ nguyên hiệu lực"), "{page}");
        assert!(t.get("/ke-hoach/thay-doi", "").await.text.contains("Giữ nguyên hiệu lực"));

        // The next version that does not name it either, read without a person: the decision stands
        let third = amended().replace("30/11/2024", "20/11/2024");
        crate::import_file(&t.site, &actor(&t), "c.txt", third.as_bytes()).await.unwrap();
        let still = with(&all(&t, first.campaign).await, "căn cước lưu động");
        assert_eq!((still.withdrawn_at, &still.because), (None, &kept.because));
        // Named again, it is the same duty with its place in the text
        crate::import_file(&t.site, &actor(&t), "d.txt", PLAN.replace("15/11/2024", "21/11/2024").as_bytes()).await.unwrap();
        let back = with(&all(&t, first.campaign).await, "căn cước lưu động");
        assert_eq!((back.id, back.number, back.withdrawn_at, back.is_kept()), (gone.id, gone.number, None, false));
        assert!(t.get("/ke-hoach/thay-doi", "").await.text.contains("Nêu lại trong văn bản"));
        // A person may withdraw what was kept
        let draft = upload(&t, &cookie, &amended().replace("30/11/2024", "22/11/2024")).await;
        t.post(&format!("{draft}/ban-cu/{}", gone.number), &cookie, "revision=0&fate=keep").await;
        finish(&t, &cookie, &draft).await;
        let draft = upload(&t, &cookie, &amended().replace("30/11/2024", "23/11/2024")).await;
        let shown = item(&t.get(&draft, &cookie).await.text, gone.number);
        assert!(shown.contains("value=\"keep\" aria-pressed=\"true\"") && shown.contains("Lời của bản 4"), "{shown}");
        t.post(&format!("{draft}/ban-cu/{}", gone.number), &cookie, "revision=0&fate=withdraw").await;
        finish(&t, &cookie, &draft).await;
        assert!(with(&all(&t, first.campaign).await, "căn cước lưu động").withdrawn_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_changed_duty_may_be_said_to_be_another() {
    each_database(features, async |t| {
        let first = crate::import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let before = all(&t, first.campaign).await;
        let (report, ambulance) = (with(&before, "Tổng hợp kết quả"), with(&before, "cấp cứu tại các cụm"));
        let cookie = t.holder("coordinator").await;
        let text = PLAN.replace("15/11/2024", "30/11/2024").replace("cấp cứu tại các cụm", "cấp cứu tại các xã");
        let draft = upload(&t, &cookie, &text).await;
        for (duty, fate) in [(&report, "apart"), (&ambulance, "beside")] {
            let done = t.post(&format!("{draft}/ban-cu/{}", duty.number), &cookie, &format!("revision=0&fate={fate}")).await;
            assert_eq!(done.location(), format!("{draft}#cu-{}", duty.number));
        }
        finish(&t, &cookie, &draft).await;
        let after = all(&t, first.campaign).await;
        let of = |id: Uuid| after.iter().find(|d| d.id == id).unwrap();
        assert!(of(report.id).withdrawn_at.is_some() && of(report.id).deadline_end == report.deadline_end, "with its old deadline");
        assert!(of(ambulance.id).withdrawn_at.is_none() && of(ambulance.id).is_kept() && of(ambulance.id).text.contains("các cụm"));
        let new: Vec<_> = after.iter().filter(|d| !before.iter().any(|b| b.id == d.id)).collect();
        assert_eq!(new.len(), 2, "{new:#?}");
        assert!(new.iter().all(|d| d.number > i64::try_from(before.len()).unwrap() && d.withdrawn_at.is_none()));
        let told = t.get("/ke-hoach/thay-doi", "").await.text;
        let number = new.iter().find(|d| d.text.contains("Tổng hợp")).unwrap().number;
        assert!(told.contains("Rút; lời mới được xác định là việc khác:") && told.contains(&format!("/ke-hoach/nhiem-vu/{number}\"")), "{told}");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_review_decides_nothing_and_only_duties_in_force_are_decided_about() {
    each_database(features, async |t| {
        let first = crate::import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let number = with(&all(&t, first.campaign).await, "căn cước lưu động").number;
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, &amended()).await;
        let path = format!("{draft}/ban-cu/{number}");
        let officer = t.holder("officer").await;
        assert_eq!(t.post(&path, &officer, "revision=0&fate=keep").await.status, StatusCode::FORBIDDEN);
        assert_eq!(t.post(&path, "", "revision=0&fate=keep").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(t.post(&path, &cookie, "revision=0&fate=burn").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&format!("{draft}/ban-cu/99"), &cookie, "revision=0&fate=keep").await.status, StatusCode::NOT_FOUND);
        let next_year = upload(&t, &cookie, &PLAN.replace("2024", "2025")).await;
        assert!(!t.get(&next_year, &cookie).await.text.contains("id=\"thay-doi\""), "a plan of its own amends nothing");
        assert_eq!(t.post(&format!("{next_year}/ban-cu/{number}"), &cookie, "revision=0&fate=keep").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_amendment_of_many_changes_needs_no_more_statements_to_be_seen() {
    each_database(features, async |t| {
        let bullets = |from: usize| (from..from + 30).map(|n| format!("- Chuẩn bị phần việc riêng thứ {n} cho mục tiêu {n} của tỉnh.\n\n")).collect::<String>();
        let long = |from: usize| PLAN.replace("2. Sở Y tế\n\n", &format!("2. Sở Y tế\n\n{}", bullets(from)));
        crate::import_file(&t.site, &actor(&t), "a.txt", long(1).as_bytes()).await.unwrap();
        let cookie = t.administrator().await;
        let count = async |path: &str| {
            let before = t.site.db.statements();
            t.get(path, &cookie).await;
            t.site.db.statements() - before
        };
        let few = upload(&t, &cookie, &long(1).replace("15/11/2024", "30/11/2024")).await;
        let many = upload(&t, &cookie, &long(16).replace("15/11/2024", "30/11/2024")).await;
        assert!(t.get(&many, &cookie).await.text.matches("class=\"amend ").count() > 10);
        assert_eq!(count(&few).await, count(&many).await);
    })
    .await;
}
