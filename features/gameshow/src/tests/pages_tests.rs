//! The pages around a game: made by a form, official people by roster, results published once, one board for a series.
use super::support::{ask, features, game, give, join, settings, step};
use crate::live::{Act, Command, handle};
use axum::http::StatusCode;
use base::Fetch;
use base::args;
use base::testing::each_database;
use quiz::{Answer, Settings};

#[tokio::test]
async fn a_coordinator_makes_a_game_from_a_shipped_set() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let set = crate::sets::choices(&mut t.site.db.reader()).await.expect("sets")[0].0;
        let wrong = t.post("/dau-truong/van/moi", &cookie, "title=&set=&curve=half&points=x").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("title=V%C3%B2ng+huy%E1%BB%87n&set={set}&curve=linear&points=1000&minus=0&streak=100&read=3&seconds=15&podium=5&teams=A%0AB&text=1");
        let made = t.post("/dau-truong/van/moi", &cookie, &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let desk = t.get(made.location(), &cookie).await;
        assert!(desk.text.contains("Vòng huyện") && desk.text.contains("Bắt đầu</button>") && !desk.text.contains("Câu tiếp theo") && desk.text.contains("Màn hình của A"), "{}", desk.text);
        let home = t.get("/dau-truong", "").await.text;
        assert!(home.contains("Vòng huyện"));
        let rule = t.get(&made.location().replace("dieu-khien", "luat"), "").await.text;
        assert!(rule.contains("giảm đều đến 0") && rule.contains("trung bình cộng"), "{rule}");
        let screen = desk.text.split("href=\"").find(|s| s.contains("/man-hinh?k=")).and_then(|s| s.split('"').next()).expect("a link").replace("&#38;", "&");
        let stage = t.get(&screen, "").await;
        assert!(desk.text.contains("Điện thoại không vào được") && !stage.text.contains("Điện thoại không vào được"), "links lead to 127.0.0.1");
        assert!(stage.status == StatusCode::OK && stage.text.contains("class=\"qr\"") && stage.text.contains("Vòng huyện"), "{}", stage.text);
        let step = t.post(made.location(), &cookie, "act=step&n=0").await;
        assert_eq!(step.location(), made.location());
        assert!(t.get(made.location(), &cookie).await.text.contains("câu hỏi sắp hiện"));
    })
    .await;
}

#[tokio::test]
async fn a_roster_lets_each_person_in_once_and_officially() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let id = game(&t, Settings { roster_only: true, teams: vec!["UBND huyện A".into()], ..settings() }, 1).await;
        let list = format!("/dau-truong/{id}/danh-sach");
        let body = "--XX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nMã;Họ tên;Cơ quan\r\ncb01;Lê An;UBND huyện A\r\ncb02;Trần Bình;Sở B\r\n--XX--\r\n";
        let saved = t.send(axum::http::Method::POST, &list, &cookie, "multipart/form-data; boundary=XX", body.as_bytes().to_vec()).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let door = format!("/dau-truong/{id}/vao");
        assert_eq!(t.post(&door, "", "name=L%C3%AA+An").await.status, StatusCode::UNPROCESSABLE_ENTITY, "only with a code");
        assert_eq!(t.post(&door, "", "code=cb99").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let first = t.post(&door, "", "code=+CB01+").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let live = handle(&t.site, id).await.expect("the game");
        assert_eq!(live.counts.borrow().playing, 1);
        let people = t.get(&format!("/dau-truong/{id}/nguoi-choi"), &cookie).await.text;
        assert!(people.contains("Lê An") && people.contains("UBND huyện A"));
    })
    .await;
}

#[tokio::test]
async fn results_become_official_once_and_are_the_recount() {
    each_database(features, async |t| {
        let cookie = t.holder("coordinator").await;
        let id = game(&t, settings(), 2).await;
        let (an, phone) = join(&t, id, "Lê An").await;
        join(&t, id, "Trần Bình").await;
        let n = ask(&t, id).await;
        let live = handle(&t.site, id).await.expect("the game");
        let now = t.site.clock.now().as_microsecond();
        live.ask(|reply| Command::Answer(an, n, Answer::One(1), now, 0, reply)).await.expect("written").expect("taken");
        let own = t.get(&format!("/dau-truong/{id}/choi"), &phone).await.text;
        assert!(own.contains("dt-tile b sent") && !own.contains(" yes"), "{own}");
        step(&t, id).await;
        step(&t, id).await;
        let own = t.get(&format!("/dau-truong/{id}/choi"), &phone).await.text;
        assert!(own.contains("dt-tile b yes sent") && own.contains("Hạng của bạn"), "{own}");
        super::support::host(&t, id, Act::Finish).await;
        let page = format!("/dau-truong/{id}/ket-qua");
        assert!(t.get(&page, "").await.text.contains("Ván đang diễn ra"));
        step(&t, id).await;
        assert!(t.get(&page, "").await.text.contains("đang chờ công bố"));
        for _ in 0..2 {
            assert_eq!(t.post(&format!("{page}/cong-bo"), &cookie, "").await.status, StatusCode::SEE_OTHER);
        }
        let published: Vec<(String,)> = t.site.db.reader().all("select action from audit where action = 'quiz.publish'", args![]).await.expect("the log");
        assert_eq!(published.len(), 1);
        let shown = t.get(&page, "").await.text;
        assert!(shown.contains("Lê An") && shown.contains("1.000") && !shown.contains("Độ khó"), "{shown}");
        assert!(t.get(&page, &cookie).await.text.contains("Độ khó"));
        let report = crate::recount(&t.site.db, &id.to_string()).await.expect("counted");
        assert_eq!((report.forbidden, report.ranking[0].2.as_str(), report.ranking[0].3), (0, "Lê An", 1000));
        let minutes = format!("/dau-truong/{id}/bien-ban");
        assert!(t.get(&minutes, &cookie).await.text.contains("class=\"papers-sheet\""));
        assert!(t.get(&format!("{minutes}/tai/pdf"), &cookie).await.bytes.starts_with(b"%PDF"));
        let word = t.get(&format!("{minutes}/tai/docx"), &cookie).await.bytes;
        let words = std::io::read_to_string(zip::ZipArchive::new(std::io::Cursor::new(word)).expect("a .docx").by_name("word/document.xml").expect("its words")).expect("text");
        for said in ["Biên bản".to_uppercase().as_str(), "Đã hỏi 1 câu: 1 câu tính điểm; nhận 1 câu trả lời", "2 người vào chơi; 1 người đã trả lời", "Lê An", &report.hash[..8], "Thư ký", "Câu bí mật 0"] {
            assert!(words.contains(said) || words.contains(&said.to_uppercase()), "{said}: {words}");
        }
        assert!(!words.contains("Câu bí mật 1"), "a question that was not asked");
        assert!(!words.contains("Trần Bình"), "who has no points is not honoured");
        assert_eq!(t.post(&minutes, &cookie, "").await.status, StatusCode::FORBIDDEN, "a game of no campaign has no papers");
        assert!(t.get(&format!("{page}.xlsx"), &cookie).await.bytes.starts_with(b"PK"));
        let csv = t.get(&format!("{page}.csv"), &cookie).await.text;
        assert!(csv.contains("Lê An") && csv.lines().count() == 3, "{csv}");
        assert_eq!(t.get(&format!("/dau-truong/{id}/choi"), "").await.location(), page);
    })
    .await;
}

#[tokio::test]
async fn minutes_become_a_paper_once_in_the_name_of_an_own_agency() {
    each_database(features, async |t| {
        let plan = "KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN, ĐỊA ĐIỂM\n- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.\n\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Thông tin và Truyền thông\nTổ chức gameshow “Đấu trường số”.\n2. Sở Y tế\nBố trí xe cứu thương trực tại điểm tổ chức.\n";
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        plan::import_file(&t.site, &actor, "ke-hoach.txt", plan.as_bytes()).await.expect("the plan is published");
        let campaign = plan::door::current(&mut t.site.db.reader()).await.expect("campaigns").expect("the campaign").id;
        let directory = agencies::door::Directory::load(&mut t.site.db.reader()).await.expect("the directory");
        let agency = |name: &str| directory.find(name, t.site.clock.today()).expect("an agency of the plan");
        let (own, other) = (agency("Sở Thông tin và Truyền thông"), agency("Sở Y tế"));
        let officer = async |agency| t.person("Cán bộ", &[base::identity::Grant { role: "officer".into(), campaign: None, agency: Some(agency) }]).await;
        let ((maker, cookie), (taker, stranger), coordinator) = (officer(own).await, officer(other).await, t.holder("coordinator").await);

        let id = game(&t, settings(), 1).await;
        give(&t, id, campaign, maker).await;
        let (an, _) = join(&t, id, "Lê An").await;
        join(&t, id, "Trần Bình").await;
        let n = ask(&t, id).await;
        let now = t.site.clock.now().as_microsecond();
        let live = handle(&t.site, id).await.expect("the game");
        live.ask(|reply| Command::Answer(an, n, Answer::One(1), now, 0, reply)).await.expect("written").expect("taken");
        step(&t, id).await;
        step(&t, id).await;
        let minutes = format!("/dau-truong/{id}/bien-ban");
        let of = |agency: uuid::Uuid| format!("co-quan={agency}");
        assert_eq!(t.post(&minutes, &cookie, &of(own)).await.status, StatusCode::CONFLICT, "the game is on");
        super::support::host(&t, id, Act::Finish).await;
        step(&t, id).await;

        for path in [format!("{minutes}?{}", of(other)), format!("{minutes}/tai/pdf?{}", of(other))] {
            assert_eq!(t.get(&path, &cookie).await.status, StatusCode::NOT_FOUND, "another agency's head and signer");
        }
        assert_eq!(t.post(&minutes, &cookie, &of(other)).await.status, StatusCode::NOT_FOUND, "in another agency's name");
        assert_eq!(t.post(&minutes, &cookie, "co-quan=").await.status, StatusCode::FORBIDDEN, "nor in nobody's");
        let page = t.get(&minutes, &cookie).await.text;
        assert!(page.contains(&own.to_string()) && !page.contains(&other.to_string()) && page.contains("Tạo văn bản"), "{page}");
        assert!(!t.get(&format!("{minutes}?co-quan="), &cookie).await.text.contains("Tạo văn bản"), "no button that would be refused");
        assert!(t.get(&format!("{minutes}?{}", of(other)), &coordinator).await.text.contains("Tạo văn bản"), "a coordinator writes for all");

        let made = t.post(&minutes, &cookie, &of(own)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let again = t.post(&minutes, &cookie, &of(own)).await;
        assert_eq!(again.location(), made.location());
        let flash = |answer: &base::testing::Answer| answer.headers.get_all("set-cookie").iter().filter_map(|c| c.to_str().ok()).collect::<String>();
        let said = |key: &str| ui::page::encode(&t.site.catalog.text(base::Lang::Vi, key, &[]));
        assert!(flash(&made).contains(&said("gameshow-minutes-made")) && flash(&again).contains(&said("gameshow-minutes-known")), "{} {}", flash(&made), flash(&again));
        let kept = papers::door::of_source(&mut t.site.db.reader(), campaign, &format!("gameshow:minutes:{id}")).await.expect("papers");
        assert_eq!((kept.len(), kept[0].agency), (1, Some(own)));
        let words = papers::door::text(papers::door::model_of(&kept[0])).await.expect("words");
        assert!(words.contains("Kết quả đấu trường “Ván thử”") && words.contains("Lê An") && !words.contains("Trần Bình") && words.contains(" phút ngày "), "{words}");
        let page = t.get(&minutes, &cookie).await.text;
        assert!(page.contains("Mở văn bản") && page.contains(made.location()) && !page.contains("Tạo văn bản"), "{page}");
        assert_eq!(t.get(&minutes, &stranger).await.status, StatusCode::NOT_FOUND, "another's game");
        give(&t, id, campaign, taker).await;
        let page = t.get(&minutes, &stranger).await.text;
        assert!(!page.contains("Mở văn bản") && !page.contains("Tạo văn bản") && page.contains("do cơ quan khác lập"), "{page}");
        assert_eq!(t.post(&minutes, &stranger, "").await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_game_of_another_campaign_is_not_there_and_the_list_takes_few_queries() {
    each_database(features, async |t| {
        let plan = "KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN, ĐỊA ĐIỂM\n- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.\n- Cụm 1 (ngày 14 và 15/9/2024): Đơn vị đăng cai UBND huyện Sông Trong, các đơn vị tham gia: UBND huyện Đồi Thông.\n\nII. NỘI DUNG\n1. Gameshow “Đấu trường số”\n- Đơn vị chủ trì: Sở Thông tin và Truyền thông.\n- Đơn vị phối hợp: UBND huyện Sông Trong.\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\nBố trí xe cứu thương trực tại điểm tổ chức.\n";
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        plan::import_file(&t.site, &actor, "ke-hoach.txt", plan.as_bytes()).await.expect("the plan is published");
        let coordinator = t.holder("coordinator").await;
        let set = crate::sets::choices(&mut t.site.db.reader()).await.expect("sets")[0].0;
        let form = format!("title=A&set={set}&curve=flat&points=1000&minus=0&streak=0&read=3&seconds=15&podium=3");
        let desk = t.post("/dau-truong/van/moi", &coordinator, &form).await.location().to_owned();
        assert_eq!(t.get(&desk, &coordinator).await.status, StatusCode::OK);
        let elsewhere = base::identity::Grant { role: "coordinator".into(), campaign: Some(uuid::Uuid::now_v7()), agency: None };
        let (_, stranger) = t.person("Người nơi khác", &[elsewhere]).await;
        assert_eq!(t.get(&desk, &stranger).await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post(&desk, &stranger, "act=step&n=0").await.status, StatusCode::NOT_FOUND);
        assert_eq!(t.post("/dau-truong/van/moi", &stranger, &form).await.status, StatusCode::FORBIDDEN);
        let cost = async || {
            t.site.db.touch();
            let before = t.site.db.statements();
            t.get("/dau-truong", "").await;
            t.site.db.statements() - before
        };
        let few = cost().await;
        for _ in 0..5 {
            game(&t, settings(), 1).await;
        }
        assert_eq!(cost().await, few);
    })
    .await;
}
