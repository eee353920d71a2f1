//! The review of a text that follows another: amended, of the next year, or in doubt.
use super::review_tests::{card, form, name_everybody, publish, see_everything, upload};
use super::support::{PLAN, features};
use crate::door;
use axum::http::StatusCode;
use base::testing::each_database;

#[tokio::test]
async fn an_amendment_shows_what_changes() {
    each_database(features, async |t| {
        let actor = super::support::actor(&t);
        crate::import_file(&t.site, &actor, "a.txt", PLAN.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, &PLAN.replace("15/11/2024", "30/11/2024")).await;
        let page = t.get(&draft, &cookie).await.text;
        assert!(page.contains("plan-diff") && page.contains("30/11/2024"));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
        let mut db = t.site.db.reader();
        let all = door::campaigns(&mut db).await.unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!(door::documents(&mut db, all[0].id).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn publishing_a_second_year_asks_about_the_home_page() {
    each_database(features, async |t| {
        let first = crate::import_file(&t.site, &super::support::actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, &PLAN.replace("2024", "2025")).await;
        let page = t.get(&draft, &cookie).await.text;
        assert!(page.contains("value=\"from\" selected") && page.contains("value=\"01/09/2025\""));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        let wrong = publish(&t, &cookie, &draft, "home=from&home_day=31/2/2025").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"31/2/2025\""));
        assert_eq!(publish(&t, &cookie, &draft, "home=no&home_day=").await.status, StatusCode::SEE_OTHER);
        let mut db = t.site.db.reader();
        assert_eq!(door::campaigns(&mut db).await.unwrap().len(), 2);
        assert_eq!(door::current(&mut db).await.unwrap().unwrap().id, first.campaign);
        assert_eq!(crate::publish::home::waiting(&mut db).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_answer_of_the_review_outlives_an_amendment() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, PLAN).await;
        let (key, revision) = card(&t.get(&draft, &cookie).await.text, "căn cước lưu động");
        let edit = form(&[("revision", &revision.to_string()), ("text", "Cấp đổi căn cước tại nhà"), ("lead", "Sở Y tế"), ("kind", "drill")]);
        t.post(&format!("{draft}/nhiem-vu/{key}"), &cookie, &edit).await;
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
        let mut db = t.site.db.reader();
        let c = door::current(&mut db).await.unwrap().unwrap();
        let find = async || door::assignments(&mut t.site.db.reader(), c.id).await.unwrap().into_iter().find(|d| d.text == "Cấp đổi căn cước tại nhà");
        let before = find().await.unwrap();
        // Imported without a person, and reviewed by one: the answer stands, and the card shows it.
        crate::import_file(&t.site, &super::support::actor(&t), "b.txt", PLAN.replace("15/11/2024", "30/11/2024").as_bytes()).await.unwrap();
        let draft = upload(&t, &cookie, &PLAN.replace("15/11/2024", "20/11/2024")).await;
        assert!(t.get(&draft, &cookie).await.text.contains(">Cấp đổi căn cước tại nhà<"));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
        let after = find().await.expect("the words of a person stay");
        assert_eq!((after.id, after.number, after.kind.as_str(), after.lead[0].name.as_str()), (before.id, before.number, "drill", "Sở Y tế"));
        assert!(after.confirmed_at.is_some());
        assert_eq!(door::campaigns(&mut db).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_plans_of_one_issuer_and_year_are_two_and_a_doubtful_one_is_asked_about() {
    each_database(features, async |t| {
        let actor = super::support::actor(&t);
        let first = crate::import_file(&t.site, &actor, "a.txt", PLAN.as_bytes()).await.unwrap();
        // Other content under the same title: nobody but a person can say what it is.
        let head = PLAN.split("III. NỘI DUNG").next().unwrap().replace("45/KH", "61/KH").replace("12 tháng 8", "20 tháng 8");
        let tail = PLAN.split("Trong quá trình thực hiện").nth(1).unwrap();
        let other = format!("{head}III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính\n\n- Trình phương án mua sắm máy chủ cho trung tâm dữ liệu.\n\n- Chốt sổ trước ngày 01/12/2024.\n\nTrong quá trình thực hiện{tail}");
        let cookie = t.holder("coordinator").await;
        // Where nobody is at hand it waits in the review; twice the same bytes wait once.
        let asks = async || match crate::import_or_ask(&t.site, &actor, "c.txt", other.as_bytes()).await.unwrap() {
            crate::Outcome::Asks { campaign_name, address } => (campaign_name, address),
            crate::Outcome::Imported(done) => panic!("published without asking: {done:?}"),
        };
        let (name, draft) = asks().await;
        assert_eq!((name.as_str(), asks().await.1), ("Ngày Chuyển đổi số Sông Lam 2024", draft.clone()));
        assert!(t.get("/ke-hoach/duyet", &cookie).await.text.contains(&draft));
        assert_eq!(door::campaigns(&mut t.site.db.reader()).await.unwrap().len(), 1);
        let page = t.get(&draft, &cookie).await.text;
        assert!(page.contains("/la-ban\""));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(t.post(&format!("{draft}/ban-hanh"), &cookie, "").await.status, StatusCode::CONFLICT);
        assert_eq!(t.post(&format!("{draft}/la-ban"), &cookie, "version=new").await.status, StatusCode::SEE_OTHER);
        assert_eq!(publish(&t, &cookie, &draft, "home=no").await.status, StatusCode::SEE_OTHER);
        let mut db = t.site.db.reader();
        assert_eq!(door::campaigns(&mut db).await.unwrap().len(), 2);
        assert_eq!(door::documents(&mut db, first.campaign).await.unwrap().len(), 1);
        // Said to be a version, it becomes one.
        let draft = upload(&t, &cookie, &other.replace("61/KH", "62/KH").replace("20 tháng 8", "21 tháng 8").replace("mua sắm máy chủ cho trung tâm dữ liệu", "đấu thầu đường truyền").replace("Chốt sổ", "Quyết toán")).await;
        if t.get(&draft, &cookie).await.text.contains("/la-ban\"") {
            t.post(&format!("{draft}/la-ban"), &cookie, "version=amends").await;
        }
        assert!(t.get(&draft, &cookie).await.text.contains("plan-diff"));
    })
    .await;
}

#[tokio::test]
async fn a_duty_that_was_cut_in_two_stays_so_in_an_amendment() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, PLAN).await;
        let (key, revision) = card(&t.get(&draft, &cookie).await.text, "lực lượng, phương tiện cấp cứu");
        let cut = form(&[("revision", &revision.to_string()), ("parts", "Bố trí lực lượng\nphương tiện cấp cứu tại các cụm")]);
        assert_eq!(t.post(&format!("{draft}/nhiem-vu/{key}/tach"), &cookie, &cut).await.status, StatusCode::SEE_OTHER);
        let (key, revision) = card(&t.get(&draft, &cookie).await.text, "phương tiện cấp cứu");
        let edit = form(&[("revision", &revision.to_string()), ("text", "Phương tiện cấp cứu"), ("lead", "Công an tỉnh")]);
        assert_eq!(t.post(&format!("{draft}/nhiem-vu/{key}"), &cookie, &edit).await.status, StatusCode::SEE_OTHER);
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
        let c = door::current(&mut t.site.db.reader()).await.unwrap().unwrap();
        let parts = async || {
            let all = door::assignments(&mut t.site.db.reader(), c.id).await.unwrap();
            let cut = all.into_iter().filter(|d| d.text == "Bố trí lực lượng" || d.text == "Phương tiện cấp cứu" || d.text.contains("lực lượng, phương tiện"));
            cut.map(|d| (d.id, d.number, d.text, d.lead[0].name.clone(), d.confirmed_at.is_some())).collect::<Vec<_>>()
        };
        let before = parts().await;
        assert_eq!(before.iter().map(|p| (p.2.as_str(), p.3.as_str())).collect::<Vec<_>>(), [("Bố trí lực lượng", "Sở Y tế"), ("Phương tiện cấp cứu", "Công an tỉnh")]);
        // without a person, and with one
        crate::import_file(&t.site, &super::support::actor(&t), "b.txt", PLAN.replace("15/11/2024", "30/11/2024").as_bytes()).await.unwrap();
        assert_eq!(parts().await, before, "the same two duties, with their numbers");
        let draft = upload(&t, &cookie, &PLAN.replace("15/11/2024", "20/11/2024")).await;
        assert!(t.get(&draft, &cookie).await.text.contains(">Phương tiện cấp cứu<"));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(parts().await, before);
    })
    .await;
}
