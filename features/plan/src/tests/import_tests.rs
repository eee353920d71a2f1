//! Import: happy, twice, amended, refused.
use super::support::{PLAN, actor, features};
use crate::{door, import_file};
use base::testing::each_database;
use base::{Error, Fetch, args};

#[tokio::test]
async fn a_plan_becomes_a_campaign() {
    each_database(features, async |t| {
        let done = import_file(&t.site, &actor(&t), "ke-hoach.txt", PLAN.as_bytes()).await.unwrap();
        assert_eq!((done.slug.as_str(), done.campaign_name.as_str()), ("song-lam-2024", "Ngày Chuyển đổi số Sông Lam 2024"));
        let mut db = t.site.db.reader();
        let c = door::current(&mut db).await.unwrap().unwrap();
        assert_eq!((c.start_on.as_deref(), c.end_on.as_deref()), (Some("2024-09-01"), Some("2024-10-31")));
        assert_eq!((c.theme_lines.as_str(), c.names_on.as_str()), ("Chạm vào số\nSống xanh hơn", "2024-08-12"));
        assert_eq!(c.main_day.as_deref(), Some("2024-10-10"));

        let stops = door::stops(&mut db, c.id).await.unwrap();
        assert_eq!(stops[0].host.as_ref().unwrap().name, "UBND huyện Thanh Thủy");
        assert_eq!(stops[0].place, "huyện Thanh Thủy");
        assert_eq!(stops[0].members.len(), 2);
        assert_eq!((stops[0].start_on.as_deref(), stops[1].start_on.as_deref()), (Some("2024-09-20"), None));

        let duties = door::assignments(&mut db, c.id).await.unwrap();
        assert_eq!(duties.len(), done.assignments);
        let first = duties.iter().find(|d| d.text.contains("nộp hồ sơ")).unwrap();
        assert_eq!(first.lead[0].name, "Văn phòng UBND tỉnh");
        assert_eq!(first.path, "III.1.1");
        let vague = first.coordinating.iter().find(|a| a.words.contains("liên quan")).unwrap();
        assert!(vague.id.is_none() && vague.href().is_empty());
        let names: std::collections::HashSet<&str> = duties.iter().map(|d| d.short_name.as_str()).collect();
        assert_eq!(names.len(), duties.len(), "every duty has a name of its own");
        let report = duties.iter().find(|d| d.text.contains("Tổng hợp kết quả")).unwrap();
        assert_eq!(report.deadline_end.as_deref(), Some("2024-11-15"));

        let activities = door::activities(&mut db, c.id).await.unwrap();
        let show = activities.iter().find(|a| a.kind == "gameshow").unwrap();
        assert_eq!(show.lead[0].name, "Sở Thông tin và Truyền thông");
        assert!(show.coordinating.iter().any(|a| a.is_group), "{:?}", show.coordinating);

        let questions = crate::store::questions(&mut db, c.id).await.unwrap();
        assert_eq!(questions.len(), done.questions);
        assert!(questions.iter().any(|q| q.kind == "group"));
        assert!(questions.iter().any(|q| q.kind == "stop_date" && q.words == "Cụm 2"));
        assert_eq!(base::audit::verify(&t.site.db).await.unwrap(), base::audit::Chain::Whole(base::audit::newest(&t.site.db).await.unwrap()));
    })
    .await;
}

#[tokio::test]
async fn the_same_bytes_twice_change_nothing() {
    each_database(features, async |t| {
        let first = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let lines = base::audit::newest(&t.site.db).await.unwrap();
        let again = import_file(&t.site, &actor(&t), "b.txt", PLAN.as_bytes()).await.unwrap();
        assert!(again.already_known && again.campaign == first.campaign && again.assignments == first.assignments);
        assert_eq!(base::audit::newest(&t.site.db).await.unwrap(), lines);
        assert_eq!(door::campaigns(&mut t.site.db.reader()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_imports_at_once_publish_once() {
    each_database(features, async |t| {
        let (a, b) = (actor(&t), actor(&t));
        let (one, two) = tokio::join!(import_file(&t.site, &a, "a.txt", PLAN.as_bytes()), import_file(&t.site, &b, "a.txt", PLAN.as_bytes()));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.campaign, two.campaign);
        assert!(one.already_known != two.already_known);
        assert_eq!(door::documents(&mut t.site.db.reader(), one.campaign).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_amended_plan_keeps_what_stays() {
    each_database(features, async |t| {
        let first = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let mut db = t.site.db.reader();
        let before = door::assignments(&mut db, first.campaign).await.unwrap();
        let amended = PLAN
            .replace("15/11/2024", "30/11/2024")
            .replace("- Cấp đổi căn cước lưu động cho người cao tuổi (giao Công an tỉnh thực hiện).\n", "")
            .replace("2. Sở Y tế\n", "2. Sở Y tế\n\n- Lập đường dây tư vấn sức khỏe từ xa suốt thời gian diễn ra sự kiện.\n");
        let second = import_file(&t.site, &actor(&t), "b.txt", amended.as_bytes()).await.unwrap();
        assert_eq!(second.campaign, first.campaign);
        let after = door::all_assignments(&mut db, first.campaign).await.unwrap();
        let of = |list: &[door::Assignment], words: &str| list.iter().find(|d| d.text.contains(words)).cloned().unwrap();
        let (was, is) = (of(&before, "Tổng hợp kết quả"), of(&after, "Tổng hợp kết quả"));
        assert_eq!((was.id, was.number), (is.id, is.number));
        assert_eq!(is.deadline_end.as_deref(), Some("2024-11-30"));
        let (was, is) = (of(&before, "cấp cứu"), of(&after, "cấp cứu"));
        assert_eq!((was.id, was.number), (is.id, is.number));
        let gone = of(&after, "căn cước");
        assert!(gone.withdrawn_at.is_some());
        let new = of(&after, "tư vấn sức khỏe");
        assert_eq!(new.number, i64::try_from(before.len()).unwrap() + 1);
        let versions = door::documents(&mut db, first.campaign).await.unwrap();
        assert_eq!(versions.iter().map(|d| d.version).collect::<Vec<_>>(), [1, 2]);
        assert!(versions[0].superseded_at.is_some() && versions[0].source_text.contains("15/11/2024"));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_plan_leaves_nothing_behind() {
    each_database(features, async |t| {
        let lines = base::audit::newest(&t.site.db).await.unwrap();
        for (name, bytes) in [("rong.txt", &b""[..]), ("anh.png", b"\x89PNG\r\n\x1a\n0000"), ("thu.txt", "Chào anh, mai họp lúc 8 giờ nhé.".as_bytes())] {
            let refused = import_file(&t.site, &actor(&t), name, bytes).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{name}");
        }
        let (files,): (i64,) = t.site.db.reader().one("select count(*) from file", args![]).await.unwrap();
        assert_eq!((files, base::audit::newest(&t.site.db).await.unwrap()), (0, lines));
    })
    .await;
}

#[tokio::test]
async fn a_long_plan_needs_no_more_statements() {
    each_database(features, async |t| {
        let done = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let count = async |campaign| {
            let before = t.site.db.statements();
            let mut db = t.site.db.reader();
            door::assignments(&mut db, campaign).await.unwrap();
            door::activities(&mut db, campaign).await.unwrap();
            door::stops(&mut db, campaign).await.unwrap();
            t.site.db.statements() - before
        };
        let few = count(done.campaign).await;
        let bullets: String = (0..40).map(|n| format!("- Chuẩn bị phần việc riêng thứ {n} cho mục tiêu {n} của tỉnh.\n\n")).collect();
        let longer = PLAN.replace("2024", "2025").replace("2. Sở Y tế\n\n", &format!("2. Sở Y tế\n\n{bullets}"));
        let more = import_file(&t.site, &actor(&t), "b.txt", longer.as_bytes()).await.unwrap();
        assert!(more.assignments > done.assignments + 30);
        assert_eq!(count(more.campaign).await, few);
    })
    .await;
}

/// A feature to the right that fails while it takes over a plan.
fn with_a_failing_neighbour() -> Vec<base::Feature> {
    let mut all = features();
    all.push(base::Feature::new("neighbour").reaction("plan.published", |_, _, _, _| Box::pin(async { Err(Error::internal("on purpose")) })));
    all
}

#[tokio::test]
async fn what_breaks_in_the_middle_leaves_nothing_half_done() {
    each_database(with_a_failing_neighbour, async |t| {
        assert!(import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.is_err());
        let tables = "select (select count(*) from campaign) + (select count(*) from assignment) + (select count(*) from agency)
            + (select count(*) from plan_question) + (select count(*) from file) + (select count(*) from audit)";
        let (left,): (i64,) = t.site.db.reader().one(tables, args![]).await.unwrap();
        assert_eq!(left, 0);
    })
    .await;
}

#[tokio::test]
async fn every_query_runs_on_both_engines() {
    each_database(features, async |t| {
        let none = uuid::Uuid::nil();
        let mut db = t.site.db.reader();
        assert!(door::current(&mut db).await.unwrap().is_none());
        assert!(matches!(door::campaign(&mut db, none).await, Err(Error::NotFound)));
        assert!(door::milestones(&mut db, none).await.unwrap().is_empty());
        assert!(door::sections(&mut db, none).await.unwrap().is_empty());
        assert_eq!(door::open_questions(&mut db, none).await.unwrap(), 0);
        assert!(door::by_slug(&mut db, "khong-co").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn an_amendment_keeps_what_a_person_answered_about_a_duty() {
    each_database(features, async |t| {
        let first = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let coordinator = t.person("Điều phối", &[base::identity::Grant { role: "coordinator".into(), campaign: None, agency: None }]).await;
        let mut db = t.site.db.reader();
        let duty = door::assignments(&mut db, first.campaign).await.unwrap().into_iter().find(|d| d.text.contains("cấp cứu")).unwrap();
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        tx.exec("update assignment set confirmed_at = 1, confirmed_by = $2 where id = $1", args![duty.id, coordinator.0]).await.unwrap();
        tx.exec("delete from assignment_agency where assignment = $1 and role = 'coordinating'", args![duty.id]).await.unwrap();
        tx.exec("update assignment_agency set words = 'Sở Người Sửa' where assignment = $1 and role = 'lead'", args![duty.id]).await.unwrap();
        tx.commit().await.unwrap();
        import_file(&t.site, &actor(&t), "b.txt", PLAN.replace("15/11/2024", "30/11/2024").as_bytes()).await.unwrap();
        let words: Vec<(String,)> = db.all("select words from assignment_agency where assignment = $1", args![duty.id]).await.unwrap();
        assert_eq!(words, [("Sở Người Sửa".to_owned(),)], "the person's answer, not the reader's");
        let by: (Option<uuid::Uuid>,) = db.one("select confirmed_by from assignment where id = $1", args![duty.id]).await.unwrap();
        assert_eq!(by.0, Some(coordinator.0));
    })
    .await;
}

#[tokio::test]
async fn a_stop_keeps_its_key_under_another_name_and_a_dropped_one_leaves_the_site() {
    each_database(features, async |t| {
        let first = import_file(&t.site, &actor(&t), "a.txt", PLAN.as_bytes()).await.unwrap();
        let mut db = t.site.db.reader();
        let stops = door::stops(&mut db, first.campaign).await.unwrap();
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("test");
        tx.exec("update stop set name = 'Chặng mở màn', revision = 2 where id = $1", args![stops[0].id]).await.unwrap();
        tx.commit().await.unwrap();
        let second: String = PLAN.lines().filter(|line| !line.starts_with("- Cụm 2:")).map(|line| format!("{line}\n")).collect();
        import_file(&t.site, &actor(&t), "b.txt", second.as_bytes()).await.unwrap();
        let after = door::stops(&mut db, first.campaign).await.unwrap();
        assert_eq!((after[0].id, after[0].name.as_str()), (stops[0].id, "Chặng mở màn"));
        assert!(!after.iter().any(|s| s.id == stops[1].id || s.name == "Cụm 1"), "{after:?}");
        import_file(&t.site, &actor(&t), "c.txt", PLAN.replace("15/11/2024", "30/11/2024").as_bytes()).await.unwrap();
        let back = door::stops(&mut db, first.campaign).await.unwrap();
        assert_eq!(back.iter().map(|s| s.id).collect::<Vec<_>>(), stops.iter().map(|s| s.id).collect::<Vec<_>>());
    })
    .await;
}
