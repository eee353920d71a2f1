//! The door: finding, adding, dated names, groups.
use super::*;
use crate::model::{Kind, Span};
use crate::store;

fn actor() -> Actor {
    Actor::program("test", 1)
}

#[tokio::test]
async fn an_agency_is_found_by_every_spelling_and_added_once() {
    each_database(features, async |t| {
        let ids = add(&t, &["Ủy ban nhân dân huyện Ninh Hải", "Sở Khoa học và Công nghệ", "UBND xã Tân Hòa", "UBND xã Tân Hóa"]).await;
        let mut db = t.site.db.reader();
        for (name, id) in [
            ("UBND huyện Ninh Hải", Some(ids[0])),
            ("Uỷ ban Nhân dân Huyện Ninh Hải", Some(ids[0])),
            ("SKHCN", Some(ids[1])),
            ("Sở KH&CN", Some(ids[1])),
            ("UBND xã Tân Hoà", Some(ids[2])),
            ("UBND xã Tân Hoá", Some(ids[3])),
            ("ubnd xa tan hoa", None),
            ("UBND", None),
            ("Sở Y tế", None),
            ("", None),
        ] {
            assert_eq!(door::find_by_name(&mut db, name, DAY).await.unwrap(), id, "{}: {name}", t.engine);
        }
        let before = t.site.db.statements();
        let names: Vec<String> = ["SKHCN", "Sở Y tế", "UBND huyện Ninh Hải"].map(String::from).to_vec();
        assert_eq!(door::find_many(&mut db, &names, DAY).await.unwrap(), [Some(ids[1]), None, Some(ids[0])]);
        assert_eq!(t.site.db.statements() - before, 1);
        assert_eq!(add(&t, &["UBND huyện Ninh Hải", "Sở KH&CN"]).await, [ids[0], ids[1]]);
        assert_eq!(door::list(&mut db, DAY).await.unwrap().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn aliases_are_added_once_and_found() {
    each_database(features, async |t| {
        let mut tx = t.site.db.write().await.unwrap();
        let new = |aliases: &[&str]| NewAgency {
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            ..NewAgency::named("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", DAY)
        };
        let id = door::ensure(&mut tx, &actor(), new(&["Tỉnh đoàn", "Tỉnh Đoàn", "Đoàn TNCS HCM tỉnh"])).await.unwrap();
        assert_eq!(door::ensure(&mut tx, &actor(), NewAgency::named("Tỉnh Đoàn", DAY)).await.unwrap(), id);
        assert_eq!(door::ensure(&mut tx, &actor(), new(&["Cơ quan Tỉnh đoàn"])).await.unwrap(), id);
        door::add_alias(&mut tx, &actor(), id, "BCH Tỉnh đoàn").await.unwrap();
        door::add_alias(&mut tx, &actor(), id, "bch tỉnh đoàn").await.unwrap();
        tx.commit().await.unwrap();
        let directory = Directory::load(&mut t.site.db.reader()).await.unwrap();
        assert_eq!(directory.agencies().len(), 1);
        let names: Vec<&str> = directory.get(id).unwrap().names.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(names, ["Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", "Tỉnh đoàn", "Cơ quan Tỉnh đoàn", "BCH Tỉnh đoàn"]);
        assert_eq!(directory.find("BCH Tỉnh đoàn", DAY), Some(id));
        assert_eq!(directory.get(id).unwrap().kind, Kind::Union);
        let mut tx = t.site.db.write().await.unwrap();
        assert!(matches!(door::add_alias(&mut tx, &actor(), id, "…").await, Err(base::Error::Invalid(_))));
    })
    .await;
}

async fn rename(tx: &mut Tx, id: uuid::Uuid, name: &str, from: Date) {
    tx.exec(store::CLOSE_NAMES, args![id, vietnamese::dates::iso(from.yesterday().unwrap())]).await.unwrap();
    store::insert_name(tx, id, name, false, Span { from: Some(from), to: None }).await.unwrap();
    tx.audit(&actor(), "test", "agency", id, None, serde_json::json!({})).await.unwrap();
}

#[tokio::test]
async fn each_day_has_its_name_and_the_past_stays() {
    each_database(features, async |t| {
        let ids = add(&t, &["UBND tỉnh Hòa Bình", "Sở Y tế"]).await;
        let change = date(2026, 4, 30);
        let mut tx = t.site.db.write().await.unwrap();
        rename(&mut tx, ids[0], "UBND thành phố Hòa Bình", change).await;
        tx.commit().await.unwrap();
        let mut db = t.site.db.reader();
        let name = async |on| door::names_on(&mut t.site.db.reader(), &ids, on).await.unwrap()[&ids[0]].name.clone();
        assert_eq!(name(DAY).await, "UBND tỉnh Hòa Bình");
        assert_eq!(name(change.yesterday().unwrap()).await, "UBND tỉnh Hòa Bình");
        assert_eq!(name(change).await, "UBND thành phố Hòa Bình");
        assert_eq!(door::find_by_name(&mut db, "UBND tỉnh", DAY).await.unwrap(), Some(ids[0]));
        assert_eq!(door::find_by_name(&mut db, "UBND thành phố", change).await.unwrap(), Some(ids[0]));
        let slug = door::names_on(&mut db, &ids, change).await.unwrap()[&ids[0]].slug.clone();
        assert_eq!(door::by_slug(&mut db, &slug).await.unwrap().unwrap().id, ids[0]);
        assert_eq!(door::names_on(&mut db, &[uuid::Uuid::now_v7()], DAY).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_group_is_proposed_then_confirmed_by_a_person() {
    each_database(features, async |t| {
        let ids = add(&t, &["UBND các huyện, thành phố", "UBND huyện Đức Hòa", "UBND thành phố Long Khê", "Sở Y tế", "UBND huyện An Bình"]).await;
        let directory = Directory::load(&mut t.site.db.reader()).await.unwrap();
        assert!(directory.get(ids[0]).unwrap().is_group);
        let suggested = door::suggest_members(&directory, "UBND các huyện, thành phố", DAY);
        assert_eq!(suggested, [ids[4], ids[1], ids[2]]);
        let mut tx = t.site.db.write().await.unwrap();
        door::propose_members(&mut tx, &actor(), ids[0], &suggested).await.unwrap();
        door::propose_members(&mut tx, &actor(), ids[0], &suggested[..2]).await.unwrap();
        tx.commit().await.unwrap();
        let members = door::group_members(&mut t.site.db.reader(), ids[0]).await.unwrap();
        assert_eq!(members.iter().map(|m| (m.agency, m.confirmed)).collect::<Vec<_>>(), [(ids[4], false), (ids[1], false)]);
        let mut tx = t.site.db.write().await.unwrap();
        door::confirm_group(&mut tx, &actor(), ids[0], &[ids[2]]).await.unwrap();
        door::propose_members(&mut tx, &actor(), ids[0], &suggested).await.unwrap();
        tx.commit().await.unwrap();
        let members = door::group_members(&mut t.site.db.reader(), ids[0]).await.unwrap();
        assert_eq!(members.iter().map(|m| (m.agency, m.confirmed)).collect::<Vec<_>>(), [(ids[2], true)]);
        assert_eq!(door::groups(&mut t.site.db.reader()).await.unwrap().len(), 1);
    })
    .await;
}
