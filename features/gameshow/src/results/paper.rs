//! Lời của biên bản (minutes): what the minutes of a game say, as blocks of an official paper: who was there, the rule, the course,
//! the results, the journal's hash. An official paper speaks Vietnamese whoever reads it. It must never count a question that was not
//! asked, nor fill in what only those who were there know.
use super::count::{Asked, Counted};
use super::pages::Row;
use papers::door::{Block, Body, Column, Row as Line, Span, Stand, Table};
use uuid::Uuid;

/// What people fill in by hand.
const OPEN: &str = "……………………………";

/// What the minutes are made of.
pub struct Facts<'f> {
    /// The game, counted.
    pub counted: &'f Counted,
    /// Key of the game.
    pub id: Uuid,
    /// Name of the campaign; empty for none.
    pub campaign: String,
    /// The rule in sentences.
    pub rule: Vec<String>,
    /// Those who are honoured.
    pub people: Vec<Row>,
    /// Teams.
    pub teams: Vec<Row>,
    /// When it was over, unix milliseconds; None while it is on.
    pub ended: Option<i64>,
}

/// The body of the minutes.
pub fn body(facts: &Facts) -> Body {
    let mut body = beginning(facts);
    heading(&mut body, "I.", "THÀNH PHẦN");
    present(facts, &mut body);
    heading(&mut body, "II.", "THỂ LỆ");
    body.extend(facts.rule.iter().map(|line| item("-", line)));
    heading(&mut body, "III.", "DIỄN BIẾN");
    course(facts, &mut body);
    heading(&mut body, "IV.", "KẾT QUẢ");
    results(facts, &mut body);
    heading(&mut body, "V.", "NHẬT KÝ VÁN");
    journal(facts, &mut body);
    Body { body, annexes: Vec::new() }
}

fn beginning(facts: &Facts) -> Vec<Block> {
    let row = &facts.counted.row;
    let began = facts.counted.course.asked.first().map_or(row.created_at, |asked| asked.show / 1000);
    let within = if facts.campaign.is_empty() { String::new() } else { format!(" trong khuôn khổ {}", facts.campaign) };
    vec![
        words(format!("Thời gian: từ {} đến {}.", moment(began), facts.ended.map_or_else(|| OPEN.to_owned(), moment))),
        words(format!("Địa điểm: {OPEN}")),
        words(format!("Nội dung: ván đấu trường “{}”{within}, mã PIN {}.", row.title, row.spaced_pin())),
    ]
}

fn present(facts: &Facts, out: &mut Vec<Block>) {
    let counted = facts.counted;
    let official = counted.sides.iter().filter(|(_, official)| *official).count();
    out.extend(["Chủ trì", "Ban giám khảo", "Thư ký"].map(|who| item("-", &format!("{who}: {OPEN}"))));
    let listed = if official > 0 { format!(", trong đó {} người có trong danh sách dự thi", number(official)) } else { String::new() };
    out.push(item("-", &format!("Người chơi: {} người vào chơi{listed}; {} người đã trả lời ít nhất một câu.", number(counted.count.players as usize), number(counted.played()))));
    if !facts.teams.is_empty() {
        let teams: Vec<String> = facts.teams.iter().map(|team| format!("{} ({} người)", team.name, team.right)).collect();
        out.push(item("-", &format!("Đội: {}.", teams.join("; "))));
    }
    if !counted.course.out.is_empty() {
        out.push(item("-", &format!("Người bị mời ra khỏi ván, không xếp hạng: {} người.", number(counted.course.out.len()))));
    }
}

fn course(facts: &Facts, out: &mut Vec<Block>) {
    let course = &facts.counted.course;
    let counting = |asked: &&Asked| asked.counted && !weightless(facts, asked);
    let counts = course.asked.iter().filter(counting).count();
    let trial = course.asked.iter().filter(|asked| asked.counted && weightless(facts, asked)).count();
    let dropped = course.asked.iter().filter(|asked| !asked.counted).count();
    let mut said = vec![format!("{} câu tính điểm", number(counts))];
    if trial > 0 {
        said.push(format!("{} câu luyện tập", number(trial)));
    }
    let answers: usize = course.asked.iter().filter(|a| a.counted).map(|a| facts.counted.answered(a.q).0).sum();
    let dropped = if dropped > 0 { format!(" Người dẫn bỏ {} câu, không tính.", number(dropped)) } else { String::new() };
    let pauses = if course.pauses > 0 { format!(" Đồng hồ dừng {} lần.", course.pauses) } else { String::new() };
    out.push(words(format!("Đã hỏi {} câu: {}; nhận {} câu trả lời hợp lệ.{dropped}{pauses}", number(counts + trial), said.join(", "), number(answers))));
    if course.asked.is_empty() {
        return;
    }
    let columns = vec![column("TT", 0.6, Stand::Centre), column("Lúc", 1.1, Stand::Centre), column("Câu hỏi", 5.0, Stand::Left), column("Đáp án", 3.0, Stand::Left), column("Trả lời", 1.0, Stand::Right), column("Đúng", 1.0, Stand::Right)];
    let rows = (1..).zip(&course.asked).map(|(n, asked)| line(facts, n, asked)).collect();
    out.push(Block::Table(Table { caption: String::new(), columns, rows }));
}

fn line(facts: &Facts, n: usize, asked: &Asked) -> Line {
    let question = facts.counted.count.questions.get(usize::from(asked.q));
    let (text, right) = question.map(|q| (q.text.clone(), q.right_words())).unwrap_or_default();
    let (answers, rights) = facts.counted.answered(asked.q);
    let note = match (asked.counted, weightless(facts, asked)) {
        (false, _) => " (bỏ, không tính)",
        (true, true) => " (luyện tập)",
        _ => "",
    };
    let counts = if asked.counted { [number(answers), number(rights)] } else { ["–".to_owned(), "–".to_owned()] };
    Line::plain([n.to_string(), vietnamese::dates::time(vietnamese::dates::from_unix_ms(asked.show / 1000).time()), format!("{text}{note}"), right].into_iter().chain(counts))
}

fn weightless(facts: &Facts, asked: &Asked) -> bool {
    facts.counted.count.questions.get(usize::from(asked.q)).is_some_and(quiz::Question::is_rehearsal)
}

fn results(facts: &Facts, out: &mut Vec<Block>) {
    let teams: Vec<&Row> = facts.teams.iter().filter(|row| row.rank > 0).collect();
    if !teams.is_empty() {
        let columns = vec![column("Hạng", 0.8, Stand::Centre), column("Đội", 5.0, Stand::Left), column("Số người", 1.2, Stand::Right), column("Điểm trung bình", 1.6, Stand::Right)];
        let rows = teams.iter().map(|row| Line::plain([row.place(), row.name.clone(), row.right.to_string(), row.points.clone()])).collect();
        out.push(Block::Table(Table { caption: "Kết quả đồng đội".into(), columns, rows }));
    } else if !facts.teams.is_empty() {
        out.push(words("Không có đội nào được điểm.".into()));
    }
    if facts.people.is_empty() {
        out.push(words("Không có người chơi nào được điểm.".into()));
        return;
    }
    let columns = vec![column("Hạng", 0.8, Stand::Centre), column("Họ và tên", 3.4, Stand::Left), column("Đơn vị, đội", 3.4, Stand::Left), column("Số câu đúng", 1.2, Stand::Right), column("Điểm", 1.2, Stand::Right)];
    let rows = facts.people.iter().map(|row| Line::plain([row.place(), row.name.clone(), row.from.clone(), row.right.to_string(), row.points.clone()])).collect();
    out.push(Block::Table(Table { caption: "Kết quả cá nhân".into(), columns, rows }));
}

fn journal(facts: &Facts, out: &mut Vec<Block>) {
    let counted = facts.counted;
    out.push(words(format!("Nhật ký ván gồm {} dòng nối chuỗi; số câu trả lời trái luật: {}. Mã băm SHA-256 của dòng cuối:", number(counted.lines), number(counted.count.forbidden as usize))));
    out.push(words(spaced(&hex::encode(counted.count.hash))));
    out.push(words(format!("Ai có nhật ký cũng đếm lại được kết quả bằng lệnh: nhipso quiz recount {}", facts.id)));
    let end = facts.ended.map_or_else(|| OPEN.to_owned(), moment);
    out.push(words(format!("Ván kết thúc lúc {end}. Biên bản đã được đọc lại cho những người có tên trên cùng nghe và nhất trí, lập thành …… bản có giá trị như nhau")));
}

fn moment(ms: i64) -> String {
    vietnamese::dates::moment_words(vietnamese::dates::from_unix_ms(ms))
}

/// In groups of eight, so that it breaks in a line and can be compared by eye.
fn spaced(hash: &str) -> String {
    hash.as_bytes().chunks(8).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

fn number(n: usize) -> String {
    vietnamese::numbers::group(i64::try_from(n).unwrap_or(i64::MAX))
}

fn heading(out: &mut Vec<Block>, label: &str, text: &str) {
    out.push(Block::Heading { level: 1, label: label.to_owned(), text: text.to_owned() });
}

fn words(text: String) -> Block {
    Block::Paragraph(vec![Span::plain(text)])
}

fn item(mark: &str, text: &str) -> Block {
    Block::Item { level: 0, mark: mark.to_owned(), text: vec![Span::plain(text)] }
}

fn column(head: &str, weight: f32, stand: Stand) -> Column {
    Column::new(head, weight).stand(stand)
}
