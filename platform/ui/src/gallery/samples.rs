//! Sample values of the gallery: an invented province, written by us.

use key_visual::{Drawing, Spec, Stop, StopState};
use uuid::Uuid;

use crate::campaign::{Choosable, LinkGroup, NavEntry, NavGroup, Shell, ViewerBadge};
use crate::form::{Choice, Form};
use crate::live::{Beat, BeatBar, BeatState, Countdown, RunRow, Slot};
use crate::parts::{Activity, Cell, Link, Pager, Step, StepState, Task, Tone};
use crate::{qr, tokens};

/// All sample values; every gallery page takes what it needs.
pub struct Samples {
    pub beat: Beat,
    pub form: Form,
    pub wrong: Form,
    pub agencies: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub steps: Vec<Step>,
    pub story: Vec<Step>,
    pub stops: Vec<Step>,
    pub tasks: Vec<Task>,
    pub cells: Vec<Cell>,
    pub now: Vec<Slot>,
    pub next: Vec<Slot>,
    pub spaces: Vec<Activity>,
    pub games: Vec<Activity>,
    pub countdown: Countdown,
    pub run: Vec<RunRow>,
    pub pager: Pager,
    pub qr: String,
    pub tabs: Vec<NavEntry>,
    pub icons: Vec<&'static str>,
    pub colours: Vec<(&'static str, &'static str)>,
    pub drawings: Vec<(&'static str, String)>,
}

const ICONS: &str = include_str!("../../static/icons.svg");

/// Keys of two campaigns.
pub const YEARS: [Uuid; 2] = [Uuid::from_u128(1), Uuid::from_u128(2)];

/// Two campaigns, the one of the home page first.
pub fn campaigns() -> Vec<Choosable> {
    let named = |n: usize, name: &str| Choosable { key: YEARS[n], name: name.into() };
    vec![named(0, "Ngày Chuyển đổi số Bình An 2026"), named(1, "Ngày Chuyển đổi số Bình An 2027")]
}

pub fn shell() -> Shell {
    let link = |label: &str, href: &str| Link::new(label, href);
    Shell {
        name: "Ngày Chuyển đổi số".into(),
        campaigns: campaigns(),
        subtitle: "Bình An 2026".into(),
        mark: ["10".into(), "10".into()],
        issuer: "UBND tỉnh Bình An".into(),
        issuer_full: "Ủy ban nhân dân tỉnh Bình An".into(),
        organisers: vec!["Sở Khoa học và Công nghệ".into(), "Các xã, phường đăng cai".into()],
        hotline: Some(link("Đường dây nóng của ban tổ chức", "/_ui/khung")),
        nav: vec![
            NavEntry::new("chuong-trinh", "Chương trình", "/_ui/now-next"),
            NavEntry::new("hoat-dong", "Hoạt động", "/_ui/activity-list"),
            NavEntry::new("co-quan", "Cơ quan", "/_ui/task-row"),
            NavEntry::new("ke-hoach", "Kế hoạch", "/_ui/beat"),
            NavEntry::new("hoc", "Học kỹ năng số", "/_ui/notice"),
        ],
        footer: vec![
            LinkGroup { heading: "Mang đi dùng".into(), links: vec![link("Lịch (iCal)", "/_ui"), link("Dữ liệu mở (CSV, JSON)", "/_ui")] },
            LinkGroup { heading: "Trang này".into(), links: vec![link("Tiếp cận cho mọi người", "/_ui"), link("Dữ liệu cá nhân của tôi", "/_ui")] },
        ],
        languages: vec!["en".into()],
        ..Shell::default()
    }
}

pub fn viewer() -> ViewerBadge {
    let entry = |key: &str, label: &str, icon: &str, count: Option<u32>| NavEntry { count, ..NavEntry::new(key, label, "/_ui/ban-lam-viec").icon(icon) };
    ViewerBadge {
        name: "Đặng Thị Ánh Ẳng".into(),
        role: "Tỉnh đoàn".into(),
        initials: "ĐÁ".into(),
        menu: vec![Link::new("Tài khoản", "/_ui").icon("user"), Link::new("Đăng xuất", "/_ui").icon("logout")],
        desk: vec![
            NavGroup {
                heading: String::new(),
                entries: vec![
                    entry("nhiem-vu", "Nhiệm vụ", "list", Some(17)),
                    entry("vuong-mac", "Vướng mắc", "alert", Some(1)),
                    entry("lich", "Lịch và tiến độ", "calendar", None),
                    entry("van-ban", "Báo cáo, văn bản", "file", Some(4)),
                    entry("tinh-nguyen", "Tình nguyện viên", "people", Some(186)),
                ],
            },
            NavGroup { heading: "Đang lưu".into(), entries: vec![entry("cho-minh", "Chờ mình trả lời", "filter", Some(3))] },
        ],
    }
}

fn beat() -> Beat {
    let states = "DDDWDWWDDDWOWDLDWWDWWDWDWDOWWDNWDWLDWNWDWOWWND";
    let bars = states.chars().enumerate().map(|(index, letter)| BeatBar {
        label: format!("Nhiệm vụ {}", index + 1),
        href: format!("/_ui/task-row?so={}", index + 1),
        state: match letter {
            'D' => BeatState::Done,
            'L' => BeatState::DoneLate,
            'W' => BeatState::Working,
            'N' => BeatState::Waiting,
            _ => BeatState::Overdue,
        },
    });
    Beat { bars: bars.collect() }
}

fn slot(time: &str, title: &str, text: &str, chip: &str, icon: &str, tone: Tone) -> Slot {
    Slot { time: time.into(), title: title.into(), href: "/_ui/now-next".into(), text: text.into(), chip: chip.into(), chip_icon: icon.into(), tone, ..Slot::default() }
}

fn activity(icon: &str, title: &str, text: &str, state: &str, tone: Tone) -> Activity {
    Activity { icon: icon.into(), title: title.into(), href: "/_ui/activity-list".into(), text: text.into(), state: state.into(), tone }
}

fn task(number: &str, title: &str, lead: &str, with: &str, due: &str, tone: Tone, state: &str) -> Task {
    Task { title: title.into(), href: "/_ui/task-row".into(), number: number.into(), lead: lead.into(), with: with.into(), due: due.into(), tone, state: state.into() }
}

fn row(id: &str, start: &str, length: &str, title: &str, who: &str, state: StepState, drift: &str) -> RunRow {
    RunRow { id: id.into(), start: start.into(), length: length.into(), title: title.into(), who: who.into(), state, drift: drift.into() }
}

impl Default for Samples {
    fn default() -> Self {
        use StepState::{Done, Next, Now};
        let names = ICONS.split("id=\"").skip(1).filter_map(|part| part.split('"').next());
        let colours = tokens::CSS.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": "));
        Self {
            beat: beat(),
            form: Form::new().with("ho-ten", "Ngô Ẳng Ổn Ểnh").with("cach", "thu").and("viec", "a").with("co-quan", "2").with("dong-y", "1"),
            wrong: Form::new()
                .with("han", "20/09/2026")
                .failing("han", "Chọn hạn mới sau ngày 21/09/2026")
                .failing("ly-do", "Viết lý do xin gia hạn")
                .failing("ai", "Chọn ít nhất một cơ quan")
                .failing("tep", "Tệp nặng 34 MB, chỉ nhận đến 20 MB"),
            agencies: vec![Choice::new("", "Chọn cơ quan"), Choice::new("1", "Sở Khoa học và Công nghệ"), Choice::new("2", "Tỉnh đoàn"), Choice::new("3", "UBND phường Ổ Ẩm")],
            kinds: vec![
                Choice::new("thu", "Gửi thư điện tử").hint("Đường liên kết dùng một lần, hết hạn sau 15 phút"),
                Choice::new("tin", "Nhắn tin"),
                Choice::new("goi", "Gọi điện ẲỔỂ"),
            ],
            steps: vec![Step::new("Nhận tệp", Done).href("/_ui"), Step::new("Rà soát", Now), Step::new("Cơ quan", Next), Step::new("Ban hành", Next)],
            story: vec![
                Step::new("Giao", Done).when("15/09", "2026-09-15"),
                Step::new("Tiếp nhận", Done).when("16/09", "2026-09-16"),
                Step::new("Thực hiện", Now).when("nay 21/09", "2026-09-21").note("Trường đại học nhận 20 người. Xã Ẩm Ướt xin thêm 4 bạn hướng dẫn gửi xe."),
                Step::new("Báo cáo", Next),
                Step::new("Xác nhận", Next),
            ],
            stops: vec![
                Step::new("Chặng 1 · Núi Sỏi", Done).when("24 và 25/08/2026", "2026-08-24").note("Cùng các xã Ẩm Thượng, Ẩm Hạ và phường Ổ Gà").href("/_ui/key-visual").picture("/_ui/tranh/o-0.svg"),
                Step::new("Chặng 2 · Thác Mây", Now).when("21 và 22/09/2026", "2026-09-21").note("Cùng phường Bến Đò, xã Đồng Sen và xã Cẩm Ly").href("/_ui/key-visual").picture("/_ui/tranh/o-1.svg"),
                Step::new("Lễ tổng kết · Cầu Vồng", Next).when("10/10/2026", "2026-10-10").note("Nhà hát tỉnh: trao giải, vinh danh, chương trình nghệ thuật").href("/_ui/key-visual").picture("/_ui/tranh/o-2.svg"),
            ],
            tasks: vec![
                task("III.1.2", "Hội chợ ẩm thực không tiền mặt", "Sở Văn hóa, Thể thao và Du lịch", "Sở Công Thương, các ngân hàng", "18/09/2026", Tone::Bad, "Quá hạn 3 ngày"),
                task("VI.3.4", "Điều động thanh niên hỗ trợ", "Tỉnh đoàn", "", "21/09/2026", Tone::Go, "Đang làm"),
                task("III.4", "Lễ chào mừng", "Văn phòng UBND tỉnh", "Tỉnh đoàn", "10/10/2026", Tone::Plain, "Chờ tiếp nhận"),
                task("III.1.3", "Hướng dẫn thanh toán số", "Tỉnh đoàn", "", "25/08/2026", Tone::Ok, "Đã xác nhận"),
            ],
            cells: [("3", "quá hạn", Tone::Bad), ("23", "trong hạn", Tone::Plain), ("18", "xong đúng hạn", Tone::Ok), ("2", "xong trễ", Tone::Plain)]
                .map(|(figure, label, tone)| Cell { figure: figure.into(), label: label.into(), href: "/_ui/cells".into(), tone })
                .into(),
            now: vec![
                slot("08:00 – 11:30", "Dịch vụ công trực tuyến tại bàn", "Không gian chính quyền số · Văn phòng UBND tỉnh", "Chờ khoảng 12 phút", "people", Tone::Go),
                slot("08:30 – 17:00", "Hội chợ ẩm thực, trả tiền bằng mã QR", "Không gian kinh tế số", "Khu B", "pin", Tone::Plain),
                slot("09:00 – 16:30", "Đổi máy cũ lấy máy 4G", "Không gian xã hội số", "Chờ khoảng 5 phút", "people", Tone::Go),
            ],
            next: vec![
                slot("10:00 – 11:15", "Đấu trường số, vòng xã", "Dành cho cán bộ, công chức, viên chức", "Hội trường", "pin", Tone::Plain),
                slot("14:00 – 15:00", "Nhận ra trò lừa đảo mới trên mạng", "Công an tỉnh hướng dẫn, ai cũng vào được", "Khu C", "pin", Tone::Plain),
            ],
            spaces: vec![
                activity("id-card", "Chính quyền số", "Nộp hồ sơ trực tuyến, có người chỉ từng bước", "", Tone::Plain),
                activity("basket", "Kinh tế số", "Mua bán sản vật trên sàn, chợ món ngon không tiền mặt", "", Tone::Plain),
                activity("phone", "Xã hội số", "An toàn thông tin, mở tài khoản thanh toán", "", Tone::Plain),
            ],
            games: vec![
                activity("star", "Giải thưởng kênh mạng xã hội", "Kênh nào lan tỏa quê mình hay nhất?", "Đang mở bình chọn", Tone::Ok),
                activity("brush", "Vẽ tranh bằng trí tuệ nhân tạo", "Học sinh, sinh viên và đoàn viên", "Còn 4 ngày nộp bài", Tone::Warn),
                activity("gamepad", "Giải thể thao điện tử", "Học sinh trung học phổ thông, sinh viên", "", Tone::Plain),
            ],
            countdown: Countdown::new(1_789_958_520_000, 1_789_958_520_000 + ((18 * 24 + 22) * 60 + 18) * 60_000),
            run: vec![
                row("1", "08:00", "10 phút", "Văn nghệ chào mừng", "Sở Văn hóa, Thể thao và Du lịch", Done, ""),
                row("2", "08:10", "5 phút", "Tuyên bố lý do, giới thiệu đại biểu", "MC Ánh, MC Ổn", Now, "Trễ 3 phút"),
                row("3", "08:15", "12 phút", "Phát biểu khai mạc", "Lãnh đạo UBND tỉnh", Next, ""),
            ],
            pager: Pager::new(5, 20, 240, "/_ui/pager"),
            qr: qr::svg("https://ngay-hoi.example/choi?ma=482916", "Mã QR vào chơi").unwrap_or_default(),
            tabs: viewer().desk.remove(0).entries.into_iter().take(4).collect(),
            icons: names.collect(),
            colours: colours.filter(|(_, value)| value.starts_with("light-dark") || value.starts_with('#')).collect(),
            drawings: Drawing::ALL.iter().map(|drawing| (drawing.name(), format!("/_ui/tranh/hinh-{}.svg", drawing.name()))).collect(),
        }
    }
}

fn spec() -> Spec {
    let stop = |label: &str, drawing, state| Stop { label: label.into(), drawing, state };
    Spec {
        seed: "Ngày Chuyển đổi số Bình An 2026".into(),
        title: "Ngày Chuyển đổi số Bình An 2026".into(),
        subtitle: "Số hóa từng nhà, xanh hóa từng ngõ".into(),
        stops: vec![
            stop("Núi Sỏi", Drawing::Rocks, StopState::Done),
            stop("Thác Mây", Drawing::Waterfall, StopState::On),
            stop("Cầu Vồng", Drawing::Bridge, StopState::Next),
        ],
        palette: tokens::palette(),
    }
}

/// Picture by file name: `rong.svg` wide, `chia-se.svg` share preview, `o-N.svg` tile, `hinh-NAME.svg` each drawing.
pub fn picture(name: &str) -> Option<String> {
    let spec = spec();
    let stem = name.strip_suffix(".svg")?;
    match stem {
        "rong" => return Some(key_visual::render(&spec)),
        "chia-se" => return Some(key_visual::share(&spec)),
        _ => {}
    }
    if let Some(index) = stem.strip_prefix("o-") {
        return key_visual::tile(&spec, index.parse().ok()?);
    }
    let drawing = Drawing::from_name(stem.strip_prefix("hinh-")?)?;
    let stops = vec![Stop { label: String::new(), drawing, state: StopState::Next }];
    key_visual::tile(&Spec { stops, ..spec }, 0)
}
