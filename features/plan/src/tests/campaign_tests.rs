//! Campaign facts, stops, pictures, open questions.
use super::support::{PLAN, actor, features};
use crate::{door, import_file};
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn years_stand_side_by_side_and_one_is_current() {
    each_database(features, async |t| {
        let old = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let new = import_file(&t.site, &actor(&t), "b.txt", PLAN.replace("2024", "2025").as_bytes()).await.unwrap();
        assert_eq!((old.slug.as_str(), new.slug.as_str()), ("song-lam-2024", "song-lam-2025"));
        let cookie = t.holder("coordinator").await;
        // The first is running: the second waits for its own first day, and comes then.
        assert!(new.shown_instead.is_some() && old.shown_instead.is_none());
        assert_eq!(door::current(&mut t.site.db.reader()).await.unwrap().unwrap().id, old.campaign);
        let (next, day) = crate::publish::home::waiting(&mut t.site.db.reader()).await.unwrap().unwrap();
        assert_eq!((next, day.to_string().as_str()), (new.campaign, "2025-09-01"));
        let waiting = format!("/ke-hoach/chien-dich/{}", new.campaign);
        assert!(t.get("/ke-hoach/chien-dich", &cookie).await.text.contains("01/09/2025"));
        crate::publish::home::turn(t.site.clone()).await.unwrap();
        assert_eq!(door::current(&mut t.site.db.reader()).await.unwrap().unwrap().id, old.campaign);
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        base::settings::set(&mut tx, "plan.next", &format!("{} 2024-09-15", new.campaign), 1).await.unwrap();
        tx.commit().await.unwrap();
        crate::publish::home::turn(t.site.clone()).await.unwrap();
        assert!(t.get("/ke-hoach", "").await.text.contains("Sông Lam 2025"));
        assert_eq!(t.post(&format!("{waiting}/thoi-hen"), &cookie, "").await.status, StatusCode::NOT_FOUND);
        let path = format!("/ke-hoach/chien-dich/{}", old.campaign);
        assert_eq!(t.post(&format!("{path}/hien-tai"), &cookie, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(door::current(&mut t.site.db.reader()).await.unwrap().unwrap().id, old.campaign);
        assert!(t.get("/ke-hoach/chien-dich", &cookie).await.text.contains("Sông Lam 2025"));
        assert_eq!(t.get("/ke-hoach?nam=song-lam-2025", "").await.status, StatusCode::OK);
        let officer = t.holder("officer").await;
        assert_eq!(t.post(&format!("{path}/hien-tai"), &officer, "").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn facts_are_edited_and_a_late_save_is_asked_again() {
    each_database(features, async |t| {
        let done = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let path = format!("/ke-hoach/chien-dich/{}", done.campaign);
        assert_eq!(t.get(&path, &cookie).await.status, StatusCode::OK);
        let save = "revision=1&name=Ng%C3%A0y+h%E1%BB%99i+s%E1%BB%91&place=S%C3%B4ng+Lam&hotline=0912345678&main_day=10/10/2024&accent_hue=200";
        assert_eq!(t.post(&path, &cookie, save).await.status, StatusCode::SEE_OTHER);
        let late = t.post(&path, &cookie, "revision=1&name=Kh%C3%A1c&place=X").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("Ngày hội số") && late.text.contains("value=\"Khác\""));
        let wrong = t.post(&path, &cookie, "revision=2&name=&accent_hue=400&main_day=31/2/2024").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"400\""));
        let c = door::campaign(&mut t.site.db.reader(), done.campaign).await.unwrap();
        assert_eq!((c.name.as_str(), c.accent_hue, c.revision), ("Ngày hội số", Some(200), 2));
        let shell = t.site.get::<ui::Shell>().unwrap();
        assert_eq!((shell.name.as_str(), shell.accent_hue), ("Ngày hội số", Some(200)));
    })
    .await;
}

#[tokio::test]
async fn a_stop_gets_dates_and_a_drawing_that_an_amendment_keeps() {
    each_database(features, async |t| {
        let done = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let stop = door::stops(&mut t.site.db.reader(), done.campaign).await.unwrap().remove(1);
        let path = format!("/ke-hoach/chien-dich/{}/chang/{}", done.campaign, stop.id);
        assert!(t.get(&path, &cookie).await.text.contains("/hinh-anh/net-ve/"));
        let named = base::naming::names(&t.site, &mut t.site.db.reader(), "stop", &[stop.id]).await.unwrap();
        assert_eq!(named[&stop.id].href, path, "whichever campaign is the current one");
        let wrong = t.post(&path, &cookie, "revision=1&name=C&start=05/10/2024&end=04/10/2024").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let save = "revision=1&name=C%E1%BB%A5m+2&start=05/10/2024&end=06/10/2024&venue=S%C3%A2n+b%C3%B3ng&drawing=cau";
        let form = t.get(&door::stop_form(&stop, "/su-kien/soan"), &cookie).await.text;
        assert!(form.contains("name=\"ve\" value=\"/su-kien/soan\""), "it knows who asked");
        let campaign = door::campaign(&mut t.site.db.reader(), done.campaign).await.unwrap();
        let own = vietnamese::dates::short(campaign.start().or(campaign.main()).expect("a day of the campaign"));
        assert!(form.contains(&format!("Ví dụ {own}")), "hints are of the campaign's time");
        assert_eq!(t.post(&path, &cookie, &format!("{save}&ve=/su-kien/soan")).await.location(), "/su-kien/soan");
        assert_eq!(t.post(&path, &cookie, save).await.status, StatusCode::CONFLICT);
        import_file(&t.site, &actor(&t), "b.txt", PLAN.replace("15/11/2024", "30/11/2024").as_bytes()).await.unwrap();
        let mut db = t.site.db.reader();
        let kept = door::stops(&mut db, done.campaign).await.unwrap().remove(1);
        assert_eq!((kept.id, kept.start_on.as_deref(), kept.venue.as_str(), kept.drawing.as_str()), (stop.id, Some("2024-10-05"), "Sân bóng", "cau"));
        assert!(!crate::store::questions(&mut db, done.campaign).await.unwrap().iter().any(|q| q.kind == "stop_date"));
        assert_eq!(t.get("/hinh-anh/net-ve/cau.svg", "").await.status, StatusCode::OK);
        assert_eq!(t.get("/hinh-anh/net-ve/khong.svg", "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn only_pictures_are_taken_and_only_they_are_served() {
    each_database(features, async |t| {
        let done = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let path = format!("/ke-hoach/chien-dich/{}/tranh", done.campaign);
        let refused = t.upload(&path, &cookie, "a.svg", b"<svg onload=alert(1)></svg>", &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let png = b"\x89PNG\r\n\x1a\n0123";
        assert_eq!(t.upload(&path, &cookie, "a.png", png, &[]).await.status, StatusCode::SEE_OTHER);
        let mut db = t.site.db.reader();
        let file = door::campaign(&mut db, done.campaign).await.unwrap().visual_file.unwrap();
        assert_eq!(t.get(&format!("/tep/{file}"), "").await.bytes, png);
        let plan = door::document(&mut db, done.campaign).await.unwrap().file.unwrap();
        assert_eq!(t.get(&format!("/tep/{plan}"), "").await.status, StatusCode::NOT_FOUND);
        t.post(&format!("{path}/bo"), &cookie, "").await;
        assert_eq!(t.get(&format!("/tep/{file}"), "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn open_questions_are_answered_one_by_one() {
    each_database(features, async |t| {
        let done = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let mut db = t.site.db.reader();
        let questions = crate::store::questions(&mut db, done.campaign).await.unwrap();
        let page = t.get("/ke-hoach/can-xac-nhan", &cookie).await;
        assert!(questions.iter().all(|q| page.text.contains(&q.id.to_string())), "{}", page.status);
        let path = |q: &door::Question| format!("/ke-hoach/can-xac-nhan/{}", q.id);
        let group = questions.iter().find(|q| q.kind == "group").unwrap();
        let members = agencies::door::group_members(&mut db, group.entity.unwrap()).await.unwrap();
        assert!(members.len() >= 4 && members.iter().all(|m| !m.confirmed), "{members:?}");
        let unknown = t.post(&path(group), &cookie, "more=S%E1%BB%9F+Kh%C3%B4ng+C%C3%B3").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let two = format!("member={}&member={}", members[0].agency, members[1].agency);
        assert_eq!(t.post(&path(group), &cookie, &two).await.status, StatusCode::SEE_OTHER);
        let confirmed = agencies::door::group_members(&mut db, group.entity.unwrap()).await.unwrap();
        assert!(confirmed.len() == 2 && confirmed.iter().all(|m| m.confirmed));
        assert_eq!(t.post(&path(group), &cookie, &two).await.status, StatusCode::NOT_FOUND);
        let stop = questions.iter().find(|q| q.kind == "stop_date").unwrap();
        assert_eq!(t.post(&path(stop), &cookie, "start=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.post(&path(stop), &cookie, "start=01/10/2024").await.status, StatusCode::SEE_OTHER);
        assert_eq!(door::stops(&mut db, done.campaign).await.unwrap()[1].start_on.as_deref(), Some("2024-10-01"));
        let left = door::open_questions(&mut db, done.campaign).await.unwrap();
        assert_eq!(left, i64::try_from(questions.len()).unwrap() - 2);
        let other = t.person("Khác", &[base::identity::Grant { role: "coordinator".into(), campaign: Some(uuid::Uuid::now_v7()), agency: None }]).await.1;
        if let Some(q) = crate::store::questions(&mut db, done.campaign).await.unwrap().first() {
            assert_eq!(t.post(&path(q), &other, "").await.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn people_learn_the_campaigns_that_roles_are_given_for() {
    each_database(|| vec![base::feature(), people::feature(), agencies::feature(), crate::feature()], async |t| {
        let done = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let page = t.get("/quan-tri/loi-moi/moi", &t.administrator().await).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(&done.campaign.to_string()) && page.text.contains("Sông Lam 2024"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn answers_never_add_anybody_in_silence() {
    each_database(features, async |t| {
        let text = PLAN.replace("2. Sở Y tế\n", "2. Tổ Tinh hoa\n").replace("(giao Công an tỉnh thực hiện)", "(giao Câu lạc bộ Xanh thực hiện)");
        let done = import_file(&t.site, &actor(&t), "a.txt", text.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let mut db = t.site.db.reader();
        let on = door::campaign(&mut db, done.campaign).await.unwrap().names_day();
        let questions = crate::store::questions(&mut db, done.campaign).await.unwrap();
        let path = |q: &door::Question| format!("/ke-hoach/can-xac-nhan/{}", q.id);
        // A group: empty is asked about, an unknown one too; said to be new it is added.
        let group = questions.iter().find(|q| q.kind == "group").unwrap();
        assert_eq!(t.post(&path(group), &cookie, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let more = "more=UBND+huy%E1%BB%87n+M%E1%BB%9Bi";
        let asked = t.post(&path(group), &cookie, more).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.text.contains("name=\"as-ubnd-huyen-moi\""), "{}", asked.text);
        assert_eq!(agencies::door::find_by_name(&mut db, "UBND huyện Mới", on).await.unwrap(), None);
        let said = format!("{more}&as-ubnd-huyen-moi=new&kind-ubnd-huyen-moi=district");
        assert_eq!(t.post(&path(group), &cookie, &said).await.status, StatusCode::SEE_OTHER);
        let new = agencies::door::find_by_name(&mut db, "UBND huyện Mới", on).await.unwrap().unwrap();
        assert!(agencies::door::group_members(&mut db, group.entity.unwrap()).await.unwrap().iter().any(|m| m.agency == new && m.confirmed));
        // An agency of unknown kind: a kind must be chosen, and is kept.
        let unsure = questions.iter().find(|q| q.kind == "agency").expect("an agency of unknown kind");
        assert_eq!(t.post(&path(unsure), &cookie, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.post(&path(unsure), &cookie, "kind=union").await.status, StatusCode::SEE_OTHER);
        let all = agencies::door::Directory::load(&mut db).await.unwrap();
        assert_eq!(all.get(unsure.entity.unwrap()).unwrap().kind, agencies::door::Kind::Union);
    })
    .await;
}

#[tokio::test]
async fn a_near_name_of_an_import_is_asked_about_and_can_be_joined() {
    each_database(features, async |t| {
        import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let next = PLAN.replace("năm 2024", "năm 2025").replace("/2024", "/2025").replace("2. Sở Y tế\n", "2. Sở Y té\n");
        let done = import_file(&t.site, &actor(&t), "b.txt", next.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let mut db = t.site.db.reader();
        let asked = crate::store::questions(&mut db, done.campaign).await.unwrap().into_iter().find(|q| q.kind == "agency" && q.words == "Sở Y té").expect("asked");
        assert!(asked.because.contains("Sở Y tế"));
        let on = door::campaign(&mut db, done.campaign).await.unwrap().names_day();
        let right = agencies::door::find_by_name(&mut db, "Sở Y tế", on).await.unwrap().unwrap();
        let page = t.get("/ke-hoach/can-xac-nhan", &cookie).await.text;
        assert!(page.contains(&format!("name=\"as\" value=\"{right}\"")));
        assert_eq!(t.post(&format!("/ke-hoach/can-xac-nhan/{}", asked.id), &cookie, &format!("as={right}")).await.status, StatusCode::SEE_OTHER);
        let all = agencies::door::Directory::load(&mut db).await.unwrap();
        assert_eq!(all.canonical(asked.entity.unwrap()), right);
    })
    .await;
}

#[tokio::test]
async fn the_main_day_follows_an_amendment_until_an_officer_sets_one() {
    each_database(features, async |t| {
        let text = |end: &str| PLAN.replace("đến hết ngày 31/10/2024", end).replace("từ ngày 20/9/2024 đến ngày 21/9/2024", "từ ngày 22/9/2024 đến ngày 23/9/2024");
        let done = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let main = async || door::campaign(&mut t.site.db.reader(), done.campaign).await.unwrap().main_day;
        assert_eq!(main().await.as_deref(), Some("2024-10-10"));
        // The amended campaign ends before the national day: the first stop leads.
        import_file(&t.site, &actor(&t), "b.txt", text("đến hết ngày 30/9/2024").as_bytes()).await.unwrap();
        assert_eq!(main().await.as_deref(), Some("2024-09-22"));
        let revision = door::campaign(&mut t.site.db.reader(), done.campaign).await.unwrap().revision;
        let save = format!("revision={revision}&name=A&place=B&main_day=25/09/2024");
        assert_eq!(t.post(&format!("/ke-hoach/chien-dich/{}", done.campaign), &t.holder("coordinator").await, &save).await.status, StatusCode::SEE_OTHER);
        let reading = plan_reader::read(&text("đến hết ngày 29/9/2024"));
        let source = crate::Source { sha256: "x".into(), amends: Some(done.campaign), ..crate::Source::default() };
        let mut tx = t.site.db.write().await.unwrap();
        crate::publish(&t.site, &mut tx, &actor(&t), &reading, &source, &crate::Answers::default()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(main().await.as_deref(), Some("2024-09-25"));
    })
    .await;
}
