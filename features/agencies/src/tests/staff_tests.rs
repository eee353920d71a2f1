//! What editors do: add, edit, rename, dissolve, merge, confirm groups; conflicts and undo.
use super::*;
use axum::http::StatusCode;

async fn directory(t: &TestSite) -> Directory {
    Directory::load(&mut t.site.db.reader()).await.unwrap()
}

async fn revision(t: &TestSite, slug: &str) -> i64 {
    let id = directory(t).await.by_slug(slug).unwrap().id;
    crate::store::details(&mut t.site.db.reader(), id).await.unwrap().revision
}

#[tokio::test]
async fn an_agency_is_added_and_a_namesake_only_on_purpose() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        assert_eq!(t.get("/co-quan/moi", &editor).await.status, StatusCode::OK);
        let form = "ten=UBND+x%C3%A3+T%C3%A2n+H%C3%B2a&ten-khac=X%C3%A3+T%C3%A2n+H%C3%B2a%0D%0ATHX&tu-ngay=01/07/2023&dien-thoai=0251+3822501";
        let added = t.post("/co-quan/moi", &editor, form).await;
        assert_eq!((added.status, added.location()), (StatusCode::SEE_OTHER, "/co-quan/ubnd-xa-tan-hoa"));
        let page = t.get("/co-quan/ubnd-xa-tan-hoa", &editor).await;
        assert!(page.text.contains("Cấp xã") && page.text.contains("THX") && page.text.contains("tel:+842513822501"), "{}", page.text);
        let again = t.post("/co-quan/moi", &editor, form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("Đã có “UBND xã Tân Hòa”") && again.text.contains("THX"));
        let meant = t.post("/co-quan/moi", &editor, &format!("{form}&trung=1")).await;
        assert_eq!(meant.location(), "/co-quan/ubnd-xa-tan-hoa-2");
        let wrong = t.post("/co-quan/moi", &editor, "ten=&tu-ngay=31/02/2024&email=abc&loai=xyz&cap-tren=1").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["Hãy viết tên cơ quan", "Không có ngày 31", "Địa chỉ thư chưa đúng", "Hãy chọn một loại", "Hãy chọn cơ quan cấp trên", "31/02/2024"] {
            assert!(wrong.text.contains(words), "{words}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_editors_at_once_lose_nothing() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        add(&t, &["Sở Y tế"]).await;
        let seen = revision(&t, "so-y-te").await;
        let first = t.post("/co-quan/so-y-te/sua", &editor, &format!("lan={seen}&ten=S%E1%BB%9F+Y+t%E1%BA%BF&dia-chi=S%E1%BB%91+1")).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
        let second = t.post("/co-quan/so-y-te/sua", &editor, &format!("lan={seen}&ten=S%E1%BB%9F+Y+t%E1%BA%BF&dia-chi=S%E1%BB%91+2")).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(second.text.contains("Số 1") && second.text.contains("Số 2"), "theirs and mine");
        let newest = revision(&t, "so-y-te").await;
        assert!(second.text.contains(&format!("name=\"lan\" value=\"{newest}\"")));
        let third = t.post("/co-quan/so-y-te/sua", &editor, &format!("lan={newest}&ten=S%E1%BB%9F+Y+t%E1%BA%BF&dia-chi=S%E1%BB%91+2")).await;
        assert_eq!(third.status, StatusCode::SEE_OTHER);
        assert!(t.get("/co-quan/so-y-te", "").await.text.contains("Số 2"));
    })
    .await;
}

#[tokio::test]
async fn a_renaming_keeps_the_past_and_can_be_taken_back() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let id = add(&t, &["UBND tỉnh An Bình"]).await[0];
        let rename = |lan: i64, day: &str| format!("lan={lan}&ten-moi=UBND+th%C3%A0nh+ph%E1%BB%91+An+B%C3%ACnh&tu-ngay={day}");
        let path = "/co-quan/ubnd-tinh-an-binh/doi-ten";
        let missing = t.post(path, &editor, "lan=1&ten-moi=&tu-ngay=").await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.text.contains("Hãy ghi ngày"));
        let done = t.post(path, &editor, &rename(revision(&t, "ubnd-tinh-an-binh").await, "01/09/2024")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let now = directory(&t).await;
        assert_eq!(now.name_on(id, date(2024, 8, 31)).unwrap().name, "UBND tỉnh An Bình");
        assert_eq!(now.name_on(id, date(2024, 9, 1)).unwrap().name, "UBND thành phố An Bình");
        let page = t.get("/co-quan/ubnd-tinh-an-binh", &editor).await;
        assert!(page.text.contains("đến 31/08/2024") && page.text.contains("từ 01/09/2024"));
        let early = t.post(path, &editor, &rename(revision(&t, "ubnd-tinh-an-binh").await, "01/08/2024")).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        let name = now.get(id).unwrap().latest_name().unwrap().id;
        let lan = revision(&t, "ubnd-tinh-an-binh").await;
        let undone = t.post(&format!("/co-quan/ubnd-tinh-an-binh/ten/{name}/xoa"), &editor, &format!("lan={lan}")).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
        let back = directory(&t).await;
        assert_eq!(back.name_on(id, date(2030, 1, 1)).unwrap().name, "UBND tỉnh An Bình");
        assert_eq!(back.get(id).unwrap().names.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_dissolved_agency_leads_to_its_successors() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let ids = add(&t, &["Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"]).await;
        let path = "/co-quan/so-thong-tin-va-truyen-thong/ket-thuc";
        let unknown = t.post(path, &editor, "lan=1&tu-ngay=01/09/2024&ke-thua=S%E1%BB%9F+L%E1%BA%A1").await;
        assert!(unknown.text.contains("Không có cơ quan nào tên “Sở Lạ”"), "{}", unknown.text);
        let done = t.post(path, &editor, "lan=1&tu-ngay=01/09/2024&ke-thua=SKHCN&can-cu=NQ+01").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let mut db = t.site.db.reader();
        assert_eq!(door::today_of(&mut db, ids[0], date(2024, 8, 31)).await.unwrap(), [ids[0]]);
        assert_eq!(door::today_of(&mut db, ids[0], DAY).await.unwrap(), [ids[1]]);
        assert_eq!(door::line_of(&mut db, ids[1]).await.unwrap(), [ids[1], ids[0]]);
        let old = t.get("/co-quan/so-thong-tin-va-truyen-thong", "").await;
        assert!(old.text.contains("Kết thúc ngày 31/08/2024") && old.text.contains("Nay công việc do") && old.text.contains("theo NQ 01"));
        assert!(t.get("/co-quan/so-khoa-hoc-va-cong-nghe", "").await.text.contains("Tiếp nhận công việc của"));
        assert!(!t.get("/co-quan", "").await.text.contains("Thông tin và Truyền thông"));
        assert!(t.get("/co-quan?cu=1", "").await.text.contains("Thông tin và Truyền thông"));
        let lan = revision(&t, "so-khoa-hoc-va-cong-nghe").await;
        let circle = format!("lan={lan}&tu-ngay=10/09/2024&ke-thua=S%E1%BB%9F+Th%C3%B4ng+tin+v%C3%A0+Truy%E1%BB%81n+th%C3%B4ng");
        assert_eq!(t.post("/co-quan/so-khoa-hoc-va-cong-nghe/ket-thuc", &editor, &circle).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let stale = t.post("/co-quan/so-thong-tin-va-truyen-thong/khoi-phuc", &editor, "lan=1").await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let lan = revision(&t, "so-thong-tin-va-truyen-thong").await;
        t.post("/co-quan/so-thong-tin-va-truyen-thong/khoi-phuc", &editor, &format!("lan={lan}")).await;
        assert_eq!(door::today_of(&mut db, ids[0], DAY).await.unwrap(), [ids[0]]);
        assert_eq!(door::line_of(&mut db, ids[1]).await.unwrap(), [ids[1]]);
    })
    .await;
}

#[tokio::test]
async fn a_duplicate_is_merged_and_separated_again() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let ids = add(&t, &["Đoàn Thanh niên tỉnh", "Tỉnh đoàn", "UBND các xã"]).await;
        let before = directory(&t).await.list(DAY);
        let group = t.post("/co-quan/tinh-doan/gop", &editor, &format!("lan=1&vao={}", ids[2])).await;
        assert_eq!(group.status, StatusCode::UNPROCESSABLE_ENTITY);
        let own = t.post("/co-quan/tinh-doan/gop", &editor, &format!("lan=1&vao={}", ids[1])).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        let merged = t.post("/co-quan/tinh-doan/gop", &editor, &format!("lan=1&vao={}", ids[0])).await;
        assert_eq!(merged.location(), "/co-quan/doan-thanh-nien-tinh", "{}", merged.text);
        let mut db = t.site.db.reader();
        assert_eq!(door::find_by_name(&mut db, "Tỉnh Đoàn", DAY).await.unwrap(), Some(ids[0]));
        assert_eq!(door::names_on(&mut db, &[ids[1]], DAY).await.unwrap()[&ids[1]].name, "Đoàn Thanh niên tỉnh");
        assert_eq!(door::today_of(&mut db, ids[1], DAY).await.unwrap(), [ids[0]]);
        assert_eq!(t.get("/co-quan/tinh-doan", "").await.location(), "/co-quan/doan-thanh-nien-tinh");
        let page = t.get("/co-quan/doan-thanh-nien-tinh", "").await;
        assert!(page.text.contains("Tỉnh đoàn") && !page.text.contains("Tiếp nhận công việc của"));
        let lan = revision(&t, "tinh-doan").await;
        assert_eq!(t.post("/co-quan/tinh-doan/tach", &editor, &format!("lan={lan}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(directory(&t).await.list(DAY), before);
        assert_eq!(door::today_of(&mut db, ids[1], DAY).await.unwrap(), [ids[1]]);
    })
    .await;
}

#[tokio::test]
async fn a_person_confirms_what_a_group_stands_for() {
    each_database(features, async |t| {
        let editor = t.holder("coordinator").await;
        let ids = add(&t, &["UBND các xã, phường", "UBND xã An Khê", "UBND phường Đồng Tâm", "Sở Y tế"]).await;
        let path = "/co-quan/ubnd-cac-xa-phuong/thanh-vien";
        let page = t.get(path, &editor).await;
        assert!(page.text.contains("“UBND các xã, phường” gồm") && page.text.contains("Chưa có người xác nhận"));
        assert_eq!(page.text.matches(" checked").count(), 2);
        assert_eq!(t.get("/co-quan/so-y-te/thanh-vien", &editor).await.status, StatusCode::NOT_FOUND);
        assert!(t.get("/co-quan/quan-ly", &editor).await.text.contains("1 nhóm cơ quan chờ xác nhận"));
        let wrong = t.post(path, &editor, &format!("lan=1&co-quan={}&them=Ai+%C4%91%C3%B3", ids[1])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.text.matches(" checked").count(), 1, "what was ticked stays");
        let saved = t.post(path, &editor, &format!("lan=1&co-quan={}&them=so+y+te", ids[1])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let members = door::group_members(&mut t.site.db.reader(), ids[0]).await.unwrap();
        assert!(members.iter().all(|m| m.confirmed));
        assert_eq!(members.iter().map(|m| m.agency).collect::<Vec<_>>(), [ids[1], ids[3]]);
        assert_eq!(t.post(path, &editor, &format!("lan=1&co-quan={}", ids[1])).await.status, StatusCode::CONFLICT);
        let foreign = format!("lan={}&co-quan={}", revision(&t, "ubnd-cac-xa-phuong").await, uuid::Uuid::now_v7());
        assert_eq!(t.post(path, &editor, &foreign).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!t.get("/co-quan/quan-ly", &editor).await.text.contains("chờ xác nhận"));
    })
    .await;
}
