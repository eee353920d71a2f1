//! The review: upload, corrections, names, two officers, publishing; refused where it must be.
use super::support::{PLAN, features};
use crate::door;
use axum::http::StatusCode;
use base::identity::Grant;
use base::testing::{TestSite, each_database};
use base::{Fetch, args};

pub(super) async fn upload(t: &TestSite, cookie: &str, text: &str) -> String {
    let answer = t.upload("/ke-hoach/duyet", cookie, "ke-hoach.txt", text.as_bytes(), &[("target", "auto")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().to_owned()
}

/// Key and revision of the card whose words contain `words`.
pub(super) fn card(page: &str, words: &str) -> (u32, u32) {
    let card = page.split("<article class=\"plan-card").skip(1).find(|c| c.contains(words)).unwrap_or_else(|| panic!("no card with {words}"));
    let number = |after: &str| card.split(after).nth(1).and_then(|t| t.split(['"', '/']).next()).and_then(|n| n.parse().ok());
    (number("id=\"d-").unwrap(), number("name=\"revision\" value=\"").unwrap_or(0))
}

pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    let encode = |t: &str| t.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect::<String>();
    pairs.iter().map(|(n, v)| format!("{n}={}", encode(v))).collect::<Vec<_>>().join("&")
}

/// Answers every name that waits.
pub(super) async fn name_everybody(t: &TestSite, cookie: &str, draft: &str) {
    for _ in 0..40 {
        let page = t.get(draft, cookie).await.text;
        let Some(waits) = page.split("<article class=\"name-card waits\"").nth(1) else { return };
        let words = waits.split("name=\"words\" value=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let member = waits.split("</article>").next().unwrap().split("name=\"member\" value=\"").nth(1).map(|m| m.split('"').next().unwrap().to_owned());
        let mut pairs = vec![("words", words.as_str()), ("as", if member.is_some() { "group" } else { "words" }), ("name", words.as_str())];
        if let Some(member) = &member {
            pairs.push(("member", member));
        }
        assert_eq!(t.post(&format!("{draft}/ten"), cookie, &form(&pairs)).await.status, StatusCode::SEE_OTHER);
    }
    panic!("names never end");
}

/// Confirms every duty that waits.
pub(super) async fn see_everything(t: &TestSite, cookie: &str, draft: &str) {
    for _ in 0..60 {
        let page = t.get(draft, cookie).await.text;
        let Some(waits) = page.split("<article ").find(|a| a.contains("data-key-open")) else { return };
        let (key, revision) = card(&format!("<article {waits}"), "data-key-open");
        t.post(&format!("{draft}/nhiem-vu/{key}/dung"), cookie, &format!("revision={revision}")).await;
    }
    panic!("duties never end");
}

/// Presses "Ban hành"; says that what the reader was not sure of was seen, if that is asked.
pub(super) async fn publish(t: &TestSite, cookie: &str, draft: &str, home: &str) -> base::testing::Answer {
    let answer = t.post(&format!("{draft}/ban-hanh"), cookie, home).await;
    let Some(seen) = answer.text.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()) else { return answer };
    t.post(&format!("{draft}/ban-hanh"), cookie, &format!("seen={seen}&{home}")).await
}

#[tokio::test]
async fn a_plan_is_reviewed_and_published() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, PLAN).await;
        let page = t.get(&draft, &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["class=\"co\"", "class=\"lead\"", "data-key-source=\"d-1\"", "UBND các huyện, thành phố", "aria-disabled=\"true\""] {
            assert!(page.text.contains(part), "{part}");
        }
        assert!(door::campaigns(&mut t.site.db.reader()).await.unwrap().is_empty());
        let locked = t.post(&format!("{draft}/ban-hanh"), &cookie, "").await;
        assert_eq!(locked.status, StatusCode::CONFLICT);
        assert!(door::campaigns(&mut t.site.db.reader()).await.unwrap().is_empty());

        // Correct one, take one out, split one, add one.
        let (key, revision) = card(&page.text, "căn cước lưu động");
        let edit = form(&[("revision", &revision.to_string()), ("text", "Cấp đổi căn cước tại nhà"), ("lead", "Công an tỉnh\nSở Y tế"), ("until", "05/10/2024"), ("deadline", "trước 06/10")]);
        assert_eq!(t.post(&format!("{draft}/nhiem-vu/{key}"), &cookie, &edit).await.status, StatusCode::SEE_OTHER);
        let page = t.get(&draft, &cookie).await.text;
        let (key, revision) = card(&page, "Tuyên truyền, vận động");
        t.post(&format!("{draft}/nhiem-vu/{key}/bo"), &cookie, &format!("revision={revision}")).await;
        let add = form(&[("line", "24"), ("text", ""), ("lead", "Sở Y tế")]);
        assert_eq!(t.post(&format!("{draft}/nhiem-vu"), &cookie, &add).await.status, StatusCode::SEE_OTHER);

        assert!(t.get(&format!("{draft}/xem-thu"), &cookie).await.text.contains("Cấp đổi căn cước tại nhà"));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        let done = publish(&t, &cookie, &draft, "").await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/ke-hoach?nam=song-lam-2024"));
        let mut db = t.site.db.reader();
        let c = door::current(&mut db).await.unwrap().unwrap();
        let duties = door::assignments(&mut db, c.id).await.unwrap();
        let edited = duties.iter().find(|d| d.text == "Cấp đổi căn cước tại nhà").unwrap();
        assert_eq!((edited.lead.len(), edited.deadline_end.as_deref()), (2, Some("2024-10-05")));
        assert!(edited.confirmed_at.is_some());
        assert!(!duties.iter().any(|d| d.text.contains("Tuyên truyền, vận động")));
        assert!(t.get("/ke-hoach", "").await.text.contains("id=\"nv-1\""));
        // A second press and a second upload create nothing more.
        assert_eq!(t.post(&format!("{draft}/ban-hanh"), &cookie, "").await.status, StatusCode::CONFLICT);
        let again = t.upload("/ke-hoach/duyet", &cookie, "b.txt", PLAN.as_bytes(), &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(door::campaigns(&mut db).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_leaves_nothing() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        for (name, bytes) in [("a.txt", &b""[..]), ("a.pdf", b"%PDF-1.4 broken"), ("a.zip", b"PK\x03\x04xxxx"), ("a.txt", "Mua sữa, bánh mì.".as_bytes())] {
            let refused = t.upload("/ke-hoach/duyet", &cookie, name, bytes, &[("target", "new")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(refused.text.contains("field-error") && refused.text.contains("class=\"error-summary\""), "{name}");
        }
        let (n,): (i64,) = t.site.db.reader().one("select (select count(*) from file) + (select count(*) from plan_draft)", args![]).await.unwrap();
        assert_eq!(n, 0);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_does_not() {
    each_database(features, async |t| {
        let coordinator = t.holder("coordinator").await;
        let draft = upload(&t, &coordinator, PLAN).await;
        for role in ["officer", "leader"] {
            let cookie = t.holder(role).await;
            assert_eq!(t.get(&draft, &cookie).await.status, StatusCode::FORBIDDEN);
            assert_eq!(t.post(&format!("{draft}/ban-hanh"), &cookie, "").await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(t.get(&draft, "").await.status, StatusCode::UNAUTHORIZED);
        // A coordinator of another campaign sees neither the draft nor may bring a new plan.
        let other = t.person("Người khác", &[Grant { role: "coordinator".into(), campaign: Some(uuid::Uuid::now_v7()), agency: None }]).await.1;
        assert_eq!(t.get(&draft, &other).await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&format!("{draft}/nhiem-vu/1/bo"), &other, "revision=1").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.upload("/ke-hoach/duyet", &other, "b.txt", PLAN.replace("45/KH", "46/KH").as_bytes(), &[]).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn two_officers_work_side_by_side() {
    each_database(features, async |t| {
        let (one, two) = (t.holder("coordinator").await, t.administrator().await);
        let draft = upload(&t, &one, PLAN).await;
        let page = t.get(&draft, &one).await.text;
        let (a, b) = (card(&page, "căn cước lưu động"), card(&page, "nộp hồ sơ"));
        // Different duties: both are saved, though both pages were made from one state.
        let (path_a, path_b) = (format!("{draft}/nhiem-vu/{}", a.0), format!("{draft}/nhiem-vu/{}", b.0));
        let (form_a, form_b) = (form(&[("revision", "1"), ("text", "Một"), ("lead", "Sở Y tế")]), form(&[("revision", "1"), ("text", "Hai"), ("lead", "Sở Y tế")]));
        let (x, y) = tokio::join!(t.post(&path_a, &one, &form_a), t.post(&path_b, &two, &form_b));
        assert_eq!((x.status, y.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        // The same duty: the later one sees the newer state and keeps what was typed.
        let late = t.post(&path_a, &two, &form(&[("revision", "1"), ("text", "Lời của người thứ hai"), ("lead", "Sở Y tế")])).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("Lời của người thứ hai") && late.text.contains(">Một<"));
        let page = t.get(&draft, &one).await.text;
        assert!(page.contains(">Một<") && page.contains(">Hai<"));
        let stale = t.post(&format!("{path_a}/dung"), &two, "revision=1").await;
        assert!(stale.headers.get("set-cookie").unwrap().to_str().unwrap().contains("warn"));
    })
    .await;
}

#[tokio::test]
async fn nothing_typed_is_lost() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, PLAN).await;
        let (key, _) = card(&t.get(&draft, &cookie).await.text, "nộp hồ sơ");
        let path = format!("{draft}/nhiem-vu/{key}");
        let half = form(&[("revision", "1"), ("text", "Đang gõ dở dang"), ("lead", "Sở")]);
        assert_eq!(t.post(&format!("{path}/nhap"), &cookie, &half).await.status, StatusCode::NO_CONTENT);
        assert!(t.get(&format!("{draft}?sua={key}"), &cookie).await.text.contains("Đang gõ dở dang"));
        assert!(!t.get(&draft, &cookie).await.text.contains("Đang gõ dở dang"));
        // A refused form keeps everything too.
        let wrong = t.post(&path, &cookie, &form(&[("revision", "1"), ("text", "Chữ đã gõ"), ("lead", ""), ("from", "40/13/2024")])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Chữ đã gõ") && wrong.text.contains("40/13/2024"));
        // Split, merge and undo.
        let parts = form(&[("revision", "1"), ("parts", "Mở bàn\nGiúp dân nộp hồ sơ")]);
        assert_eq!(t.post(&format!("{path}/tach"), &cookie, &parts).await.status, StatusCode::SEE_OTHER);
        let page = t.get(&draft, &cookie).await.text;
        let (second, revision) = card(&page, ">Giúp dân nộp hồ sơ<");
        t.post(&format!("{draft}/nhiem-vu/{second}/gop"), &cookie, &format!("revision={revision}")).await;
        assert!(t.get(&draft, &cookie).await.text.contains(">Mở bàn; Giúp dân nộp hồ sơ<"));
        t.post(&format!("{draft}/hoan-tac"), &cookie, "").await;
        t.post(&format!("{draft}/hoan-tac"), &cookie, "").await;
        assert!(t.get(&draft, &cookie).await.text.contains(">Mở bàn giúp người dân nộp hồ sơ trực tuyến<"));
        assert_eq!(t.post(&format!("{draft}/huy"), &cookie, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.get(&draft, &cookie).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn the_screen_needs_the_same_statements_for_a_long_plan() {
    each_database(features, async |t| {
        let cookie = t.administrator().await;
        let count = async |path: &str| {
            let before = t.site.db.statements();
            t.get(path, &cookie).await;
            t.site.db.statements() - before
        };
        let short = upload(&t, &cookie, PLAN).await;
        let few = count(&short).await;
        let bullets: String = (0..30).map(|n| format!("- Chuẩn bị phần việc riêng thứ {n} cho mục tiêu {n} của tỉnh.\n\n")).collect();
        let long = upload(&t, &cookie, &PLAN.replace("2. Sở Y tế\n\n", &format!("2. Sở Y tế\n\n{bullets}"))).await;
        assert_eq!(count(&long).await, few);
    })
    .await;
}

#[tokio::test]
async fn facts_are_shown_corrected_and_published_and_unread_lines_are_told() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let text = PLAN.replace("V. TỔ CHỨC THỰC HIỆN\n", "V. TỔ CHỨC THỰC HIỆN\n\nBà Trần Thị Hương cùng bạn bè gần xa.\n");
        let draft = upload(&t, &cookie, &text).await;
        let page = t.get(&draft, &cookie).await.text;
        for part in ["id=\"f-chu-de\"", "id=\"f-thoi-gian\"", "id=\"f-chang-1\"", "id=\"f-moc-0\"", "id=\"f-noi-nhan-2\"", "data-key-source=\"f-chang-0\"", "Bà Trần Thị Hương", "id=\"chua-doc\""] {
            assert!(page.contains(part), "{part}");
        }
        // Open the form, refuse a wrong one with what was typed, save a right one.
        assert!(t.get(&format!("{draft}?dukien=chang-1"), &cookie).await.text.contains("value=\"UBND huyện Phước Hòa\""));
        let path = format!("{draft}/du-kien/chang-1");
        let wrong = form(&[("revision", "0"), ("name", "Cụm 2"), ("from", "30/9/2024"), ("until", "29/9/2024"), ("venue", "Sân đình")]);
        let refused = t.post(&path, &cookie, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Sân đình"));
        let right = form(&[("revision", "0"), ("name", "Cụm 2"), ("host", "UBND huyện Phước Hòa"), ("from", "29/9/2024"), ("until", "30/9/2024"), ("venue", "Sân đình")]);
        assert_eq!(t.post(&path, &cookie, &right).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post(&path, &cookie, &right).await.status, StatusCode::CONFLICT);
        // Add a milestone, take a recipient out and the theme for something else, with undo.
        let milestone = form(&[("revision", "0"), ("words", "Họp báo"), ("until", "25/8/2024")]);
        assert_eq!(t.post(&format!("{draft}/du-kien/moc-2"), &cookie, &milestone).await.status, StatusCode::SEE_OTHER);
        assert_eq!(t.post(&format!("{draft}/du-kien/moc-9"), &cookie, &milestone).await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&format!("{draft}/du-kien/chu-de/bo"), &cookie, "revision=0").await.status, StatusCode::SEE_OTHER);
        t.post(&format!("{draft}/hoan-tac"), &cookie, "").await;
        // The line: into a duty, in the words of the line.
        let line = page.split("?dong=").nth(1).unwrap().split('#').next().unwrap().to_owned();
        let prefilled = t.get(&format!("{draft}?dong={line}"), &cookie).await.text;
        assert!(prefilled.contains("Bà Trần Thị Hương cùng bạn bè gần xa.</textarea>"));
        let made = form(&[("line", &line), ("text", ""), ("lead", "Sở Y tế")]);
        assert_eq!(t.post(&format!("{draft}/nhiem-vu"), &cookie, &made).await.status, StatusCode::SEE_OTHER);
        assert!(!t.get(&draft, &cookie).await.text.contains(&format!("?dong={line}#")));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
        let mut db = t.site.db.reader();
        let c = door::current(&mut db).await.unwrap().unwrap();
        let stop = door::stops(&mut db, c.id).await.unwrap().remove(1);
        assert_eq!((stop.start_on.as_deref(), stop.end_on.as_deref(), stop.venue.as_str()), (Some("2024-09-29"), Some("2024-09-30"), "Sân đình"));
        let steps = door::milestones(&mut db, c.id).await.unwrap();
        assert!(steps.iter().any(|m| m.text == "Họp báo" && m.end_on.as_deref() == Some("2024-08-25")));
        assert_eq!(c.theme, "Chạm vào số - Sống xanh hơn");
    })
    .await;
}

#[tokio::test]
async fn a_slip_of_the_pen_asks_and_a_group_takes_new_agencies_but_not_nobody() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, PLAN).await;
        let (key, _) = card(&t.get(&draft, &cookie).await.text, "nộp hồ sơ");
        let typo = form(&[("revision", "1"), ("text", "Mở bàn"), ("lead", "Sở Y té\nCông an tỉnh")]);
        assert_eq!(t.post(&format!("{draft}/nhiem-vu/{key}"), &cookie, &typo).await.status, StatusCode::SEE_OTHER);
        let page = t.get(&draft, &cookie).await.text;
        let asked = page.split("<article class=\"name-card waits\"").find(|c| c.contains("“Sở Y té”")).expect("the slip is asked about").split("</article>").next().unwrap().to_owned();
        assert!(asked.contains("value=\"Sở Y tế\""), "{asked}");
        let one = form(&[("words", "Sở Y té"), ("as", "alias"), ("of", "Sở Y tế")]);
        assert_eq!(t.post(&format!("{draft}/ten"), &cookie, &one).await.status, StatusCode::SEE_OTHER);
        // A group of nobody is refused; a new member is asked about, then taken.
        let words = "UBND các huyện, thành phố";
        let empty = t.post(&format!("{draft}/ten"), &cookie, &form(&[("words", words), ("as", "group")])).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let more = [("words", words), ("as", "group"), ("more", "UBND huyện Mới Lập\nUBND huyện Bình Sơn")];
        let refused = t.post(&format!("{draft}/ten"), &cookie, &form(&more)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("name=\"add-ubnd-huyen-moi-lap\""));
        let mut taken = more.to_vec();
        taken.push(("add-ubnd-huyen-moi-lap", "yes"));
        assert_eq!(t.post(&format!("{draft}/ten"), &cookie, &form(&taken)).await.status, StatusCode::SEE_OTHER);
        assert!(t.get(&draft, &cookie).await.text.contains("value=\"w:UBND huyện Mới Lập\" checked"));
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
        let mut db = t.site.db.reader();
        let c = door::current(&mut db).await.unwrap().unwrap();
        let duty = door::assignments(&mut db, c.id).await.unwrap().into_iter().find(|d| d.text == "Mở bàn").unwrap();
        assert_eq!(duty.lead[0].name, "Sở Y tế", "{:?} {:?}", duty.lead, agencies::door::list(&mut db, c.names_day()).await.unwrap());
        let group = agencies::door::find_by_name(&mut db, words, c.names_day()).await.unwrap().unwrap();
        let members = agencies::door::group_members(&mut db, group).await.unwrap();
        assert!(members.len() == 2 && members.iter().all(|m| m.confirmed), "{members:?}");
        let new = agencies::door::find_by_name(&mut db, "UBND huyện Mới Lập", c.names_day()).await.unwrap();
        assert!(new.is_some_and(|id| members.iter().any(|m| m.agency == id)));
    })
    .await;
}

#[tokio::test]
async fn what_the_reader_was_not_sure_of_must_be_said_to_be_seen() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let text = PLAN.replace("V. TỔ CHỨC THỰC HIỆN\n", "V. TỔ CHỨC THỰC HIỆN\n\nBà Trần Thị Hương cùng bạn bè gần xa.\n");
        let draft = upload(&t, &cookie, &text).await;
        name_everybody(&t, &cookie, &draft).await;
        see_everything(&t, &cookie, &draft).await;
        let send = async |body: &str| t.post(&format!("{draft}/ban-hanh"), &cookie, body).await;
        let asked = send("home=now&home_day=").await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.text.contains("id=\"chua-xem\"") && asked.text.contains("href=\"#chua-doc\"") && asked.text.contains("name=\"home\" value=\"now\""), "{}", asked.text);
        assert!(door::campaigns(&mut t.site.db.reader()).await.unwrap().is_empty(), "nothing is published");
        assert_eq!(send("seen=0-0").await.status, StatusCode::CONFLICT, "another state was seen");
        // passed over, the line asks no more
        let page = t.get(&draft, &cookie).await.text;
        let line = page.split("id=\"chua-doc\"").nth(1).unwrap().split("/du-kien/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert_eq!(t.post(&format!("{draft}/du-kien/{line}/bo"), &cookie, "revision=0").await.status, StatusCode::SEE_OTHER);
        assert!(!t.get(&draft, &cookie).await.text.contains("id=\"chua-xem\""), "asked only when somebody publishes");
        assert_eq!(publish(&t, &cookie, &draft, "").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn two_open_forms_have_no_id_twice() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let draft = upload(&t, &cookie, PLAN).await;
        for query in ["sua=1&dong=24", "tach=1&dong=24", "dukien=chang-0&dong=24"] {
            let page = t.get(&format!("{draft}?{query}"), &cookie).await.text;
            let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            ids.sort_unstable();
            let twice: Vec<_> = ids.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
            assert!(twice.is_empty(), "{query}: {twice:?}");
            for target in page.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(ids.contains(&target), "{query}: a label for {target}");
            }
        }
    })
    .await;
}
