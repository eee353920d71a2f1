//! Public pages: list, search, one agency, with a constant number of statements.
use super::*;
use crate::sections::{Asked, Block, Row, Sections};
use axum::http::StatusCode;
use base::feature::BoxFuture;
use base::{Result, Site};

#[tokio::test]
async fn the_list_is_grouped_ordered_and_searchable_without_marks() {
    each_database(features, async |t| {
        add(&t, &["Sở Y tế", "Sở Du lịch", "UBND xã Đắk Nhau", "UBND xã Bình Minh", "UBND các xã, phường"]).await;
        let page = t.get("/co-quan", "").await;
        assert_eq!(page.status, StatusCode::OK);
        let at = |words: &str| page.text.find(words).unwrap_or_else(|| panic!("{words} in {}", page.text));
        assert!(at("Sở Du lịch") < at("Sở Y tế") && at("Sở Y tế") < at("UBND xã Bình Minh"));
        assert!(at("UBND xã Bình Minh") < at("UBND xã Đắk Nhau") && at("UBND xã Đắk Nhau") < at("UBND các xã, phường"));
        for (q, found) in [("dak+nhau", "Đắk Nhau"), ("syt", "Sở Y tế"), ("S%E1%BB%9F+Y+T%E1%BA%BF", "Sở Y tế"), ("uy+ban+nhan+dan+xa+dak", "Đắk Nhau")] {
            let page = t.get(&format!("/co-quan?q={q}"), "").await;
            assert!(page.text.contains(found) && !page.text.contains("Sở Du lịch"), "{q}: {}", t.engine);
        }
        assert!(t.get("/co-quan?q=khongco", "").await.text.contains("Không tìm thấy cơ quan nào"));
        assert!(t.get("/co-quan?lang=en", "").await.text.contains("Departments"));
        assert_eq!(t.get("/co-quan/khong-co", "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.get("/co-quan?q=%00%27%22%3Cscript%3E", "").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn lists_cost_the_same_at_one_and_at_forty_agencies() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        add(&t, &["Sở Y tế"]).await;
        let mut costs = Vec::new();
        for round in 0..2 {
            for path in ["/co-quan", "/co-quan?q=so", "/co-quan/so-y-te", "/co-quan/quan-ly"] {
                let before = t.site.db.statements();
                assert_eq!(t.get(path, &editor).await.status, StatusCode::OK, "{path}");
                costs.push((round, path, t.site.db.statements() - before));
            }
            let names: Vec<String> = (0..40).map(|n| format!("UBND xã Số {n}")).collect();
            add(&t, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
        }
        for n in 0..4 {
            assert_eq!(costs[n].2, costs[n + 4].2, "{}: {:?}", t.engine, costs);
        }
        assert!(t.get("/co-quan/quan-ly?trang=99", &editor).await.status == StatusCode::OK);
    })
    .await;
}

fn duties<'a>(_: &'a Site, asked: &'a Asked) -> BoxFuture<'a, Result<Vec<Block>>> {
    Box::pin(async move {
        let row = Row { title: format!("Trực y tế {}", asked.line.len()), href: "/ke-hoach#1".into(), ..Row::default() };
        Ok(vec![Block { title: "Chủ trì".into(), rows: vec![row], more: None }, Block { title: "Trống".into(), ..Block::default() }])
    })
}

#[tokio::test]
async fn other_features_add_blocks_to_the_page() {
    each_database(features, async |t| {
        add(&t, &["Sở Y tế"]).await;
        Sections::register(&t.site, duties);
        let page = t.get("/co-quan/so-y-te", "").await;
        assert!(page.text.contains("Trực y tế 1") && page.text.contains("/ke-hoach#1") && !page.text.contains("Trống"));
        assert!(!page.text.contains("Sửa thông tin"));
    })
    .await;
}

#[tokio::test]
async fn only_editors_may_change() {
    each_database(features, async |t| {
        add(&t, &["Sở Y tế", "UBND các xã"]).await;
        for (path, is_post) in [
            ("/co-quan/quan-ly", false),
            ("/co-quan/moi", false),
            ("/co-quan/moi", true),
            ("/co-quan/so-y-te/sua", true),
            ("/co-quan/so-y-te/doi-ten", true),
            ("/co-quan/so-y-te/ket-thuc", true),
            ("/co-quan/so-y-te/gop", true),
            ("/co-quan/ubnd-cac-xa/thanh-vien", true),
            ("/co-quan/xuat", false),
            ("/co-quan/nhap", false),
        ] {
            for role in ["officer", "leader"] {
                let cookie = t.holder(role).await;
                let answer = if is_post { t.post(path, &cookie, "").await } else { t.get(path, &cookie).await };
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role} {path}");
            }
            assert_eq!(t.post("/co-quan/moi", "", "").await.status, StatusCode::UNAUTHORIZED);
        }
    })
    .await;
}

#[tokio::test]
async fn people_learn_the_living_agencies() {
    let features = || vec![base::feature(), people::feature(), crate::feature()];
    each_database(features, async |t| {
        add(&t, &["Sở Y tế", "UBND các xã"]).await;
        let administrator = t.administrator().await;
        let listed = t.site.routes.iter().filter(|r| r.method == axum::http::Method::GET && !r.path.contains('{'));
        let mut named = 0;
        for path in listed.map(|r| r.path).filter(|p| !p.starts_with("/co-quan")) {
            named += usize::from(t.get(path, &administrator).await.text.contains("Sở Y tế"));
        }
        assert!(named > 0, "some page of people offers the agencies");
    })
    .await;
}
