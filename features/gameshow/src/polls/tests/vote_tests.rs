//! Ballots: secret, once each, seen only when they may be seen, and exactly counted.
use super::*;
use base::testing::each_database;
use futures_util::future::join_all;

#[tokio::test]
async fn bars_are_hidden_until_voted_or_closed() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1&change=1").await;
        let screen = screen(&t, &host, id).await;
        let lobby = get(&t, &screen, "").await.text;
        assert!(lobby.contains("class=\"qr\"") && lobby.contains("nhập mã PIN"), "{lobby}");
        let (a, b) = (Device::new(&t, id).await, Device::new(&t, id).await);
        assert!(a.page(&t).await.contains("Chờ câu hỏi"));
        assert_eq!(flash(&a.answer(&t, poll, "a=0").await), "flash=warn:Câu này không còn nhận câu trả lời.", "not open yet");
        press(&t, &host, id, "open", poll).await;
        assert_eq!(a.answer(&t, poll, "a=0").await.status, StatusCode::SEE_OTHER);
        // who has voted sees the bars, who has not does not, nor does the hall
        assert!(a.page(&t).await.contains("hy-figures") && a.page(&t).await.contains("Bạn chọn"));
        assert!(!b.page(&t).await.contains("hy-figures"));
        let hall = get(&t, &screen, "").await.text;
        assert!(!hall.contains("dt-col") && hall.contains("<b>1</b>"), "only how many: {hall}");
        press(&t, &host, id, "show", poll).await;
        assert!(get(&t, &screen, "").await.text.contains("dt-col") && !b.page(&t).await.contains("hy-figures"));
        press(&t, &host, id, "hide", poll).await;
        assert!(!get(&t, &screen, "").await.text.contains("dt-col") && !a.page(&t).await.contains("hy-figures"));
        press(&t, &host, id, "show", poll).await;
        press(&t, &host, id, "close", poll).await;
        assert!(get(&t, &screen, "").await.text.contains("dt-col") && b.page(&t).await.contains("hy-figures"));
        assert!(flash(&b.answer(&t, poll, "a=0").await).contains("không còn nhận"), "closed");
        assert_eq!(counts(&t, id).await, (1, vec![1, 0, 0]));
        press(&t, &host, id, "hide", poll).await;
        assert!(!get(&t, &screen, "").await.text.contains("dt-col") && !b.page(&t).await.contains("hy-figures"), "hidden again");
        assert_eq!(get(&t, &screen.replace("?k=", "?k=x"), "").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_device_has_one_ballot_which_may_change_where_the_poll_says_so() {
    each_database(features, async |t| {
        let host = t.holder("coordinator").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=2&change=1").await;
        let fixed = choice(&t, &host, id, "most=1").await;
        press(&t, &host, id, "open", poll).await;
        press(&t, &host, id, "open", fixed).await;
        let device = Device::new(&t, id).await;
        device.answer(&t, poll, "a=0&a=2").await;
        assert_eq!(counts(&t, id).await, (1, vec![1, 0, 1]));
        device.answer(&t, poll, "a=1").await;
        assert_eq!(counts(&t, id).await, (1, vec![0, 1, 0]), "the later ballot stands alone");
        for (fields, why) in [("a=0&a=1&a=2", "tối đa 2"), ("", "Hãy chọn"), ("a=9", "Hãy chọn")] {
            let wrong = device.answer(&t, poll, fields).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.text.contains(why), "{fields}: {}", wrong.text);
        }
        device.answer(&t, fixed, "a=0").await;
        assert!(flash(&device.answer(&t, fixed, "a=1").await).contains("đã trả lời câu này rồi"));
        let snapshot = super::super::snapshot::load(&mut t.site.db.reader(), id).await.expect("a session");
        assert_eq!(snapshot.polls[1].counts, [1, 0, 0]);
        // a poll is answered only in its own session
        let other = session(&t, &host).await;
        let stranger = Device::new(&t, other).await;
        assert!(flash(&stranger.answer(&t, poll, "a=0").await).contains("không còn nhận"), "a poll of another session");
    })
    .await;
}

#[tokio::test]
async fn forged_foreign_and_missing_tokens_count_nothing() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let other = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1").await;
        press(&t, &host, id, "open", poll).await;
        let own = Device::new(&t, id).await;
        let foreign = Device::new(&t, other).await;
        let name = own.cookie.split('=').next().expect("a name").to_owned();
        let token = foreign.cookie.split_once('=').expect("a token").1.to_owned();
        let mut flipped = own.cookie.clone().into_bytes();
        let at = flipped.len() - 30;
        flipped[at] = if flipped[at] == b'A' { b'B' } else { b'A' };
        for cookie in [String::new(), format!("{name}={token}"), format!("{name}=AAAA"), String::from_utf8(flipped).expect("ascii")] {
            let done = post(&t, &format!("{DESK}/{id}/tham-gia/{poll}"), &cookie, "round=1&a=0").await;
            assert!(flash(&done).contains("cookie"), "{cookie}");
        }
        assert_eq!(counts(&t, id).await.0, 0);
        assert_eq!(get(&t, &format!("{DESK}/{id}/tham-gia/su-kien"), &foreign.cookie).await.status, StatusCode::FORBIDDEN);
        // one device that floods is held up
        let mut last = StatusCode::OK;
        for _ in 0..20 {
            last = own.answer(&t, poll, "a=0").await.status;
        }
        assert_eq!((last, counts(&t, id).await.0), (StatusCode::TOO_MANY_REQUESTS, 1));
    })
    .await;
}

#[tokio::test]
async fn a_reset_begins_anew_and_can_be_taken_back_until_the_next_opening() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1").await;
        let reset = format!("{DESK}/{id}/cau/{poll}/dat-lai");
        assert!(get(&t, &reset, &host).await.text.contains("không cần đặt lại"));
        press(&t, &host, id, "open", poll).await;
        let device = Device::new(&t, id).await;
        device.answer(&t, poll, "a=0").await;
        assert!(get(&t, &reset, &host).await.text.contains("Bỏ 1 phiếu"));
        assert_eq!(counts(&t, id).await.0, 1, "asking does nothing yet");
        assert_eq!(post(&t, &reset, &host, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(counts(&t, id).await, (0, vec![0, 0, 0]));
        assert!(flash(&device.answer(&t, poll, "a=1").await).contains("không còn nhận"));
        assert!(get(&t, &format!("{DESK}/{id}/dieu-khien"), &host).await.text.contains("Lấy lại phiếu vừa đặt lại"));
        press(&t, &host, id, "undo", poll).await;
        assert_eq!(counts(&t, id).await, (1, vec![1, 0, 0]));
        post(&t, &reset, &host, "").await;
        // resetting twice does not lose what can be taken back
        post(&t, &reset, &host, "").await;
        press(&t, &host, id, "undo", poll).await;
        assert_eq!(counts(&t, id).await.0, 1);
        post(&t, &reset, &host, "").await;
        press(&t, &host, id, "open", poll).await;
        let gone = post(&t, &format!("{DESK}/{id}/dieu-khien"), &host, &format!("act=undo&poll={poll}")).await;
        assert_eq!(gone.status, StatusCode::CONFLICT);
        assert!(flash(&device.answer(&t, poll, "a=1").await).contains("vừa được đặt lại"), "a page from before the reset");
        device.send(&t, poll, "", "round=2&a=2").await;
        assert_eq!(counts(&t, id).await, (1, vec![0, 0, 1]));
    })
    .await;
}

#[tokio::test]
async fn ratings_have_a_mean_and_words_are_folded_filtered_and_taken_off() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let rating = poll(&t, &host, id, "rating", &format!("top=5&low={}&high=", form("Kém"))).await;
        let words = poll(&t, &host, id, "words", "words=2&change=1").await;
        press(&t, &host, id, "open", rating).await;
        let devices = [Device::new(&t, id).await, Device::new(&t, id).await, Device::new(&t, id).await];
        for (device, step) in devices.iter().zip(["4", "4", "2"]) {
            device.answer(&t, rating, &format!("a={step}")).await;
        }
        assert!(devices[0].page(&t).await.contains("<span class=\"num\">4,3</span>"));
        press(&t, &host, id, "open", words).await;
        for (device, said) in devices.iter().zip(["Minh bạch", "minh bach", "MINH BẠCH"]) {
            device.answer(&t, words, &format!("a={}&a={}", form(said), form("nhanh"))).await;
        }
        let rude = devices[0].answer(&t, words, &format!("a={}", form("đ.ị.t"))).await;
        assert!(rude.status == StatusCode::UNPROCESSABLE_ENTITY && rude.text.contains("không hiện được") && rude.text.contains("value=\"đ.ị.t\""), "{}", rude.text);
        let snapshot = super::super::snapshot::load(&mut t.site.db.reader(), id).await.expect("a session");
        let counted: Vec<(i64, String)> = snapshot.polls[1].words.iter().map(|w| (w.count, w.word.to_lowercase())).collect();
        assert_eq!(counted, [(3, "minh bạch".to_owned()), (3, "nhanh".to_owned())]);
        press(&t, &host, id, "close", words).await;
        let screen = screen(&t, &host, id).await;
        assert!(get(&t, &screen, "").await.text.contains("nhanh"));
        let off = post(&t, &format!("{DESK}/{id}/cau/{words}/duyet"), &host, &format!("act=hide-word&word={}", form("Nhanh"))).await;
        assert_eq!(off.status, StatusCode::SEE_OTHER);
        assert!(!get(&t, &screen, "").await.text.contains("nhanh"));
        assert!(!devices[0].page(&t).await.contains("<span>nhanh"), "off the phones too");
        post(&t, &format!("{DESK}/{id}/cau/{words}/duyet"), &host, &format!("act=show-word&word={}", form("nhanh"))).await;
        assert!(get(&t, &screen, "").await.text.contains("nhanh"));
    })
    .await;
}

#[tokio::test]
async fn many_ballots_at_once_are_all_acknowledged_and_counted_once() {
    each_database(features, async |t| {
        let host = t.holder("officer").await;
        let id = session(&t, &host).await;
        let poll = choice(&t, &host, id, "most=1&change=1").await;
        press(&t, &host, id, "open", poll).await;
        let devices = join_all((0..200).map(|_| Device::new(&t, id))).await;
        let options = ["a=0", "a=1", "a=2"];
        // each sends twice at once: the same answer
        let sent = devices.iter().enumerate().flat_map(|(n, d)| [n, n].map(|n| d.answer(&t, poll, options[n % 3])));
        let answers = join_all(sent).await;
        assert!(answers.iter().all(|a| a.status == StatusCode::SEE_OTHER && flash(a).is_empty()), "{}: {}", t.engine, answers[0].text);
        assert_eq!(counts(&t, id).await, (200, vec![67, 67, 66]));
    })
    .await;
}
