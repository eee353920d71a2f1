//! Preparing and running a session: who may, forms and their faults, order, copies, undo, the door by PIN, exports, queries.
use super::*;
use base::Who;
use base::testing::each_database;

#[tokio::test]
async fn every_route_asks_who_and_foreign_sessions_are_not_there() {
    each_database(features, async |t| {
        let plan = "KẾ HOẠCH\nTổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2024\n\nI. THỜI GIAN, ĐỊA ĐIỂM\n- Thời gian: từ ngày 01/9/2024 đến ngày 10/10/2024.\n- Cụm 1 (ngày 14 và 15/9/2024): Đơn vị đăng cai UBND huyện Sông Trong, các đơn vị tham gia: UBND huyện Đồi Thông.\n\nII. NỘI DUNG\n1. Gameshow “Đấu trường số”\n- Đơn vị chủ trì: Sở Thông tin và Truyền thông.\n- Đơn vị phối hợp: UBND huyện Sông Trong.\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\nBố trí xe cứu thương trực tại điểm tổ chức.\n";
        let actor = base::Actor::program("test", t.site.clock.now_ms());
        Box::pin(plan::import_file(&t.site, &actor, "ke-hoach.txt", plan.as_bytes())).await.expect("the plan is published");
        // Whoever made it acts for one agency, as officers do.
        let own = base::identity::Grant { role: "officer".into(), campaign: None, agency: Some(Uuid::now_v7()) };
        let (_, host) = t.person("Người tổ chức", &[own]).await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1").await;
        let elsewhere = base::identity::Grant { role: "officer".into(), campaign: Some(Uuid::now_v7()), agency: None };
        let (_, stranger) = t.person("Người nơi khác", &[elsewhere]).await;
        let beside = base::identity::Grant { role: "officer".into(), campaign: None, agency: Some(Uuid::now_v7()) };
        let (_, colleague) = t.person("Người cơ quan khác", &[beside]).await;
        let nobody = t.person("Không vai trò", &[]).await.1;
        let mut seen = 0;
        for route in t.site.routes.iter().filter(|r| r.path.starts_with(DESK) && r.who != Who::Public) {
            let path = route.path.replace("{id}", &id.to_string()).replace("{poll}", &poll.to_string());
            let kind = "application/x-www-form-urlencoded";
            let ask = async |cookie: &str| Box::pin(t.send(route.method.clone(), &path, cookie, kind, b"act=open&title=X&text=X".to_vec())).await.status;
            assert_eq!(ask("").await, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(ask(&nobody).await, StatusCode::FORBIDDEN, "{path}");
            if route.path.contains("{id}") {
                assert_eq!(ask(&stranger).await, StatusCode::NOT_FOUND, "{} {path}", route.method);
                assert_eq!(ask(&colleague).await, StatusCode::NOT_FOUND, "another agency's officer: {} {path}", route.method);
            }
            seen += 1;
        }
        assert!(seen > 20);
        assert!(!get(&t, DESK, &stranger).await.text.contains("Đối thoại") && get(&t, DESK, &host).await.text.contains("Đối thoại"));
        assert_eq!(counts(&t, id).await.0, 0);
        let whole = t.holder("coordinator").await;
        assert_eq!(get(&t, &format!("{DESK}/{id}"), &whole).await.status, StatusCode::OK, "who acts for all agencies runs it too");
        // a session of before the first plan belongs to its maker and to who acts for all agencies
        let mut tx = t.site.db.write().await.unwrap();
        tx.unaudited("a test takes the campaign away");
        tx.exec("update poll_session set campaign = null where id = $1", base::args![id]).await.unwrap();
        tx.commit().await.unwrap();
        for (who, status) in [(&host, StatusCode::OK), (&whole, StatusCode::OK), (&colleague, StatusCode::NOT_FOUND)] {
            assert_eq!(get(&t, &format!("{DESK}/{id}"), who).await.status, status);
        }
        // a poll is only found in its own session
        let other = session(&t, &host).await;
        for path in [format!("{DESK}/{other}/cau/{poll}"), format!("{DESK}/{other}/cau/{poll}/duyet"), format!("{DESK}/{other}/cau/{poll}/dat-lai")] {
            assert_eq!(get(&t, &path, &host).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(post(&t, &format!("{DESK}/{other}/dieu-khien"), &host, &format!("act=open&poll={poll}")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn forms_say_what_is_wrong_and_who_was_faster() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        assert_eq!(post(&t, &format!("{DESK}/moi"), &host, "title=+").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let id = session(&t, &host).await;
        let wrong = post(&t, &format!("{DESK}/{id}/cau/moi?loai=choice"), &host, &format!("text={}&options=A", form("Một lựa chọn?"))).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("2 đến 10 lựa chọn") && wrong.text.contains("Một lựa chọn?"), "{}", wrong.text);
        assert_eq!(get(&t, &format!("{DESK}/{id}/cau/moi?loai=riddle"), &host).await.status, StatusCode::NOT_FOUND);
        let poll = choice(&t, &host, id, "most=1").await;
        let at = format!("{DESK}/{id}/cau/{poll}");
        let change = |text: &str, options: &str, revision: i64| format!("text={}&options={}&most=1&revision={revision}", form(text), form(options));
        let options = "Đồng ý\nCần sửa\nKhông";
        assert_eq!(post(&t, &at, &host, &change("Mới", options, 1)).await.status, StatusCode::SEE_OTHER);
        let late = post(&t, &at, &host, &change("Muộn", options, 1)).await;
        assert!(late.status == StatusCode::CONFLICT && late.text.contains("Muộn") && late.text.contains("Bản mới của người khác: Mới"), "{}", late.text);
        press(&t, &host, id, "open", poll).await;
        Device::new(&t, id).await.answer(&t, poll, "a=0").await;
        let given = post(&t, &at, &host, &change("Mới", "X\nY", 2)).await;
        assert!(given.status == StatusCode::CONFLICT && given.text.contains("chỉ sửa được lời câu hỏi"), "{}", given.text);
        assert_eq!(post(&t, &at, &host, &change("Chỉ đổi lời", options, 2)).await.status, StatusCode::SEE_OTHER);
        let page = get(&t, &format!("{DESK}/{id}"), &host).await.text;
        assert!(page.contains("Chỉ đổi lời") && page.contains("1 người trả lời"));
        let head = post(&t, &format!("{DESK}/{id}"), &host, "title=X&revision=1").await;
        assert_eq!(head.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn polls_and_sessions_are_sorted_copied_dropped_and_taken_back() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let mut all = Vec::new();
        for kind in ["choice", "rating", "words"] {
            all.push(poll(&t, &host, id, kind, &format!("options={}&top=5", form("A\nB"))).await);
        }
        let order = async |id: Uuid| {
            let snapshot = super::super::snapshot::load(&mut t.site.db.reader(), id).await.expect("a session");
            snapshot.polls.iter().map(|c| c.body().code()).collect::<Vec<_>>()
        };
        let act = async |poll: Uuid, act: &str| assert_eq!(post(&t, &format!("{DESK}/{id}/cau/{poll}/{act}"), &host, "").await.status, StatusCode::SEE_OTHER);
        act(all[2], "len").await;
        act(all[0], "xuong").await;
        assert_eq!(order(id).await, ["words", "choice", "rating"]);
        act(all[2], "len").await;
        act(all[0], "sao-chep").await;
        assert_eq!(order(id).await, ["words", "choice", "rating", "choice"]);
        press(&t, &host, id, "open", all[0]).await;
        act(all[0], "xoa").await;
        assert_eq!(order(id).await, ["words", "rating", "choice"]);
        assert!(Device::new(&t, id).await.page(&t).await.contains("Chờ câu hỏi"), "gone from phones and screen");
        assert!(get(&t, &format!("{DESK}/{id}"), &host).await.text.contains("Đã xóa, có thể lấy lại"));
        act(all[0], "khoi-phuc").await;
        assert_eq!(order(id).await, ["words", "choice", "rating", "choice"]);
        let copy = post(&t, &format!("{DESK}/{id}/sao-chep"), &host, "").await;
        assert_eq!(order(copy.location().rsplit('/').next().expect("a key").parse().expect("a key")).await, order(id).await);
        post(&t, &format!("{DESK}/{id}/xoa"), &host, "").await;
        for path in ["", "/dieu-khien", "/tham-gia"] {
            assert_eq!(get(&t, &format!("{DESK}/{id}{path}"), &host).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(post(&t, &format!("{DESK}/{id}/khoi-phuc"), &host, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(get(&t, &format!("{DESK}/{id}/dieu-khien"), &host).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn one_door_leads_to_games_and_polls_and_an_ended_session_has_none() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1").await;
        let pin = super::super::store::session(&mut t.site.db.reader(), id).await.expect("a session").pin;
        let spaced = format!("{}+{}", &pin[..3], &pin[3..]);
        let phone = format!("{DESK}/{id}/tham-gia");
        assert_eq!(post(&t, "/dau-truong/vao", "", &format!("pin={spaced}")).await.location(), phone);
        assert_eq!(get(&t, &format!("/dau-truong/vao/{pin}"), "").await.location(), phone);
        press(&t, &host, id, "open", poll).await;
        assert_eq!(post(&t, &format!("{DESK}/{id}/ket-thuc"), &host, "").await.location(), format!("{DESK}/{id}"));
        assert_eq!(post(&t, "/dau-truong/vao", "", &format!("pin={pin}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let device = Device::new(&t, id).await;
        assert!(device.page(&t).await.contains("Phiên đã kết thúc"));
        assert!(flash(&device.answer(&t, poll, "a=0").await).contains("không còn nhận"));
        assert_eq!(get(&t, &format!("{DESK}/{id}/dieu-khien"), &host).await.location(), format!("{DESK}/{id}"));
        assert_eq!(post(&t, &format!("{DESK}/{id}/dieu-khien"), &host, &format!("act=open&poll={poll}")).await.status, StatusCode::CONFLICT);
        post(&t, &format!("{DESK}/{id}/mo-lai"), &host, "").await;
        assert_eq!(post(&t, "/dau-truong/vao", "", &format!("pin={pin}")).await.location(), phone);
    })
    .await;
}

/// Cells of a line of CSV, without the mark that keeps words from being formulas.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        let last = cells.last_mut().expect("a cell");
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => last.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => last.push(other),
        }
    }
    cells.iter().map(|cell| cell.trim_start_matches('\'').to_owned()).collect()
}

#[tokio::test]
async fn the_exports_have_the_figures_of_the_page() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let pick = choice(&t, &host, id, "most=2").await;
        let words = poll(&t, &host, id, "words", "words=1").await;
        let questions = poll(&t, &host, id, "board", "").await;
        for p in [pick, words, questions] {
            press(&t, &host, id, "open", p).await;
        }
        let devices = [Device::new(&t, id).await, Device::new(&t, id).await, Device::new(&t, id).await];
        for (n, device) in devices.iter().enumerate() {
            device.answer(&t, pick, if n == 0 { "a=0&a=1" } else { "a=1" }).await;
            device.answer(&t, words, &format!("a={}", form("Gần dân"))).await;
        }
        devices[0].send(&t, questions, "/hoi", &format!("round=1&q={}", form("=1+1, có \"phí\" không?"))).await;
        let page = get(&t, &format!("{DESK}/{id}"), &host).await.text;
        for cells in ["<td class=\"num\">1</td><td class=\"num soft\">33 %</td>", "<td class=\"num\">3</td><td class=\"num soft\">100 %</td>", "Gần dân <b class=\"num\">3</b>"] {
            assert!(page.contains(cells), "{cells}: {page}");
        }
        let csv = get(&t, &format!("{DESK}/{id}/ket-qua.csv"), &host).await.text;
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        let ends = |text: &str, end: &str| assert!(lines.iter().any(|l| l.contains(text) && l.ends_with(end)), "{text}: {csv}");
        ends("Đồng ý", ",1,33,Đang mở");
        ends("Cần sửa", ",3,100,Đang mở");
        ends(",Không,", ",0,0,Đang mở");
        ends("Bình chọn,Ý kiến của bạn?,Số người trả lời", ",3,,Đang mở");
        ends("Gần dân", ",3,,Đang mở");
        ends("\"'=1+1, có \"\"phí\"\" không?\"", ",0,,Đang hiện");
        let book = get(&t, &format!("{DESK}/{id}/ket-qua.xlsx"), &host).await;
        let lines_of = |lines: &[sheet::Line]| Some(lines.iter().map(|l| (0..7).map(|at| l.cell(at).to_owned()).collect::<Vec<_>>()).collect::<Vec<_>>());
        let of_book = sheet::find(&book.bytes, &sheet::Limits::lines(100), lines_of).expect("a workbook").expect("a sheet");
        let of_csv: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
        assert_eq!(of_book, of_csv);
    })
    .await;
}

#[tokio::test]
async fn pages_take_a_constant_number_of_queries() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let pick = choice(&t, &host, id, "most=1").await;
        press(&t, &host, id, "open", pick).await;
        let device = Device::new(&t, id).await;
        let screen = screen(&t, &host, id).await;
        let paths = [DESK.to_owned(), format!("{DESK}/{id}"), format!("{DESK}/{id}/dieu-khien"), format!("{DESK}/{id}/tham-gia"), screen, format!("{DESK}/{id}/ket-qua.csv")];
        let both = format!("{host}; {}", device.cookie);
        let cost = async || {
            let mut costs = Vec::new();
            for path in &paths {
                let before = t.site.db.statements();
                assert_eq!(get(&t, path, &both).await.status, StatusCode::OK, "{path}");
                costs.push(t.site.db.statements() - before);
            }
            costs
        };
        let few = cost().await;
        for n in 0..4 {
            session(&t, &host).await;
            let words = poll(&t, &host, id, "words", "words=1").await;
            let questions = poll(&t, &host, id, "board", "").await;
            press(&t, &host, id, "open", words).await;
            press(&t, &host, id, "open", questions).await;
            let other = Device::new(&t, id).await;
            other.answer(&t, pick, "a=1").await;
            other.answer(&t, words, &format!("a={}", form("chữ"))).await;
            other.send(&t, questions, "/hoi", &format!("round=1&q={}", form(&format!("Câu hỏi {n}?")))).await;
        }
        assert_eq!(cost().await, few);
    })
    .await;
}
