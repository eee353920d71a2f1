//! Mẫu thử: invented papers that tests and the example draw.
#![allow(dead_code)]
use paper::{Annex, Bar, Bars, Block, Column, Kind, Paper, PartialDate, Recipients, Row, Signature, Span, Stand, Style, Table, markup, rules};

fn signer(collective: &str, stands: rules::Stands, head: &str, office: &str, name: &str) -> Signature {
    let capacity = rules::Capacity { collective: collective.into(), stands, head: head.into(), office: office.into() };
    Signature { capacity: capacity.lines(), name: name.into() }
}

fn strings(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn base(kind: Kind) -> Paper {
    Paper {
        kind,
        parent: "UBND tỉnh Bình An".into(),
        issuer: "Sở Khoa học và Công nghệ".into(),
        symbol: rules::symbol(Style::State, kind, "SKHCN", "CNTT"),
        place: "Bình An".into(),
        date: PartialDate { day: None, month: Some(9), year: Some(2026) },
        signatures: vec![signer("", rules::Stands::For, "Giám đốc", "Phó Giám đốc", "Nguyễn Thị Ngọc Ánh")],
        recipients: Some(Recipients { lines: strings(&["Như trên", "UBND tỉnh (báo cáo)", "Giám đốc, các Phó Giám đốc Sở"]), unit: "CNTT".into() }),
        ..Paper::default()
    }
}

/// A letter to several bodies.
pub fn letter() -> Paper {
    let (body, _) = markup::read(
        "Thực hiện Kế hoạch số 227/KH-UBND ngày 01 tháng 8 năm 2026 của Ủy ban nhân dân tỉnh về việc tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2026, Sở Khoa học và Công nghệ đề nghị các cơ quan, đơn vị:\n\
         1. Rà soát các nhiệm vụ được giao, cử cán bộ đầu mối và gửi danh sách về Sở trước ngày **15 tháng 9 năm 2026**.\n\
         2. Báo cáo kết quả thực hiện, kèm theo tài liệu chứng minh, theo mẫu tại Phụ lục.\n\
         - Bản giấy gửi qua văn thư; bản điện tử gửi trên hệ thống quản lý văn bản;\n\
         + Tên tệp đặt theo tên cơ quan.\n\
         Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị liên hệ Sở Khoa học và Công nghệ để được hướng dẫn. ./.",
    );
    Paper { title: "rà soát, báo cáo kết quả thực hiện Kế hoạch tổ chức Ngày Chuyển đổi số".into(), to: strings(&["Các sở, ban, ngành;", "Ủy ban nhân dân các xã, phường."]), body, ..base(Kind::Letter) }
}

/// A decision with a list as annex.
pub fn decision() -> Paper {
    let (body, annexes) = markup::read(
        "## QUYẾT ĐỊNH:\n\
         Điều 1. Thành lập Ban Tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2026 gồm các ông, bà có tên trong danh sách kèm theo.\n\
         Điều 2. Ban Tổ chức có nhiệm vụ chỉ đạo, điều hành các hoạt động theo Kế hoạch; tự giải thể sau khi hoàn thành nhiệm vụ.\n\
         Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Khoa học và Công nghệ, Thủ trưởng các cơ quan, đơn vị có liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.\n\
         # Danh sách Ban Tổ chức\n\
         | TT | Họ và tên | Chức vụ, đơn vị | Nhiệm vụ |\n\
         | 1 | Nguyễn Ẳn | Phó Chủ tịch Ủy ban nhân dân tỉnh | Trưởng ban |\n\
         | 2 | Trần Thị Ễnh | Giám đốc Sở Khoa học và Công nghệ | Phó Trưởng ban thường trực |\n\
         | 3 | Lê Ổn Ữ | Giám đốc Sở Tài chính | Ủy viên |",
    );
    Paper {
        parent: String::new(),
        issuer: "Ủy ban nhân dân tỉnh Bình An".into(),
        title: "Về việc thành lập Ban Tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2026".into(),
        authority: "Chủ tịch Ủy ban nhân dân tỉnh Bình An".into(),
        bases: strings(&["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;", "Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 164/TTr-SKHCN ngày 10 tháng 8 năm 2026"]),
        number: "5".into(),
        symbol: "/QĐ-UBND".into(),
        date: PartialDate { day: Some(5), month: Some(2), year: Some(2026) },
        signatures: vec![signer("Ủy ban nhân dân", rules::Stands::For, "Chủ tịch", "Phó Chủ tịch", "Võ Thị Hồng Thắm")],
        body,
        annexes,
        ..base(Kind::Decision)
    }
}

/// A Party plan.
pub fn party() -> Paper {
    let (body, _) = markup::read("I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n- Nâng cao nhận thức của cán bộ, đảng viên về chuyển đổi số;\n- Tạo khí thế thi đua.\n2. Yêu cầu\nViệc tổ chức bảo đảm thiết thực, tiết kiệm.\nII. NỘI DUNG\nCác chi bộ tổ chức sinh hoạt chuyên đề trong tháng 10 năm 2026.");
    Paper {
        style: Style::Party,
        parent: "Đảng bộ tỉnh Bình An".into(),
        issuer: "Ban Tổ chức Tỉnh ủy".into(),
        number: "7".into(),
        symbol: rules::symbol(Style::Party, Kind::Plan, "BTC", ""),
        title: "hưởng ứng Ngày Chuyển đổi số quốc gia".into(),
        body,
        signatures: vec![signer("", rules::Stands::For, "Trưởng ban", "Phó Trưởng ban", "Phạm Gia Ước")],
        ..base(Kind::Plan)
    }
}

/// Minutes with two signatures.
pub fn minutes() -> Paper {
    let (body, _) = markup::read("Hôm nay, lúc 14 giờ 00 ngày 05 tháng 9 năm 2026, tại Hội trường Sở Khoa học và Công nghệ, Ban Giám khảo họp chấm điểm vòng chung kết.\nI. THÀNH PHẦN THAM DỰ\n1. Chủ trì: bà Trần Thị Ễnh, Trưởng Ban Giám khảo.\n2. Thư ký: ông Lê Ổn Ữ.\nII. NỘI DUNG\nBan Giám khảo thống nhất kết quả với 7/7 phiếu tán thành.\nBiên bản kết thúc lúc 16 giờ 30 cùng ngày.");
    let own = |office: &str, name: &str| signer("", rules::Stands::Own, "", office, name);
    Paper { title: "Họp Ban Giám khảo cuộc thi Sáng tạo số".into(), body, signatures: vec![own("Thư ký", "Lê Ổn Ữ"), own("Chủ trì", "Trần Thị Ễnh")], ..base(Kind::Minutes) }
}

/// A report with as many duties as wanted: about 30 pages for 270.
pub fn report(duties: usize) -> Paper {
    let words = "Chủ trì, phối hợp với các cơ quan, đơn vị có liên quan và Ủy ban nhân dân các xã, phường tổ chức tuyên truyền, hướng dẫn người dân sử dụng dịch vụ công trực tuyến, thanh toán không dùng tiền mặt, bảo đảm an toàn thông tin";
    let mut body = vec![
        Block::Heading { level: 1, label: "I.".into(), text: "CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI".into() },
        Block::Paragraph(vec![Span::plain(format!("{words}. Ủy ban nhân dân tỉnh đã ban hành 12 văn bản chỉ đạo; tổng kinh phí 1.234.567.000 đồng, đạt 87,5% dự toán."))]),
        Block::Heading { level: 1, label: "II.".into(), text: "KẾT QUẢ THỰC HIỆN".into() },
        Block::Bars(Bars {
            caption: "Tiến độ thực hiện nhiệm vụ".into(),
            rows: [("Hoàn thành đúng hạn", 142.0, "142 (52,6%)"), ("Hoàn thành quá hạn", 31.0, "31 (11,5%)"), ("Đang thực hiện trong hạn", 77.0, "77 (28,5%)"), ("Quá hạn chưa hoàn thành", 20.0, "20 (7,4%)"), ("Không có", 0.0, "0")]
                .map(|(label, value, shown)| Bar { label: label.into(), value, shown: shown.into() })
                .to_vec(),
        }),
    ];
    let columns = vec![Column::new("TT", 5.0).stand(Stand::Centre), Column::new("Nhiệm vụ", 40.0), Column::new("Cơ quan chủ trì", 18.0), Column::new("Thời hạn", 12.0).stand(Stand::Centre), Column::new("Kết quả", 15.0)];
    let mut table = Table { caption: "Tổng hợp nhiệm vụ".into(), columns, rows: Vec::new() };
    for n in 1..=duties {
        if n % 3 == 1 {
            body.push(Block::Heading { level: 2, label: format!("{}.", n / 3 + 1), text: format!("Nhóm nhiệm vụ số {}", n / 3 + 1) });
        }
        body.push(Block::Paragraph(vec![Span::plain(format!("Nhiệm vụ {n}: {words}. Kết quả: ")), Span::bold(format!("{} lượt người", n * 137)), Span::plain(if n % 5 == 0 { "; chưa có báo cáo." } else { "; hoàn thành đúng hạn." })]));
        table.rows.push(Row::plain([n.to_string(), format!("{words} (nhiệm vụ {n})"), "Sở Giáo dục và Đào tạo".into(), "15/09/2026".into(), if n % 5 == 0 { "Chưa có báo cáo" } else { "Hoàn thành" }.into()]));
    }
    table.rows.push(Row::plain(["", "Cộng", "", "", &duties.to_string()]).bold());
    body.push(Block::Heading { level: 1, label: "III.".into(), text: "ĐỀ XUẤT, KIẾN NGHỊ".into() });
    body.push(Block::Paragraph(vec![Span::plain(format!("{words}, kính trình Ủy ban nhân dân tỉnh xem xét, chỉ đạo"))]));
    let annex = Annex { title: "Bảng tổng hợp kết quả thực hiện nhiệm vụ".into(), body: vec![Block::Table(table)] };
    Paper { title: "Kết quả tổ chức Ngày Chuyển đổi số tỉnh Bình An năm 2026".into(), to: strings(&["Ủy ban nhân dân tỉnh Bình An"]), body, annexes: vec![annex], ..base(Kind::Report) }
}

/// All of them by name.
pub fn all() -> Vec<(&'static str, Paper)> {
    vec![("cong-van", letter()), ("quyet-dinh", decision()), ("dang", party()), ("bien-ban", minutes()), ("bao-cao", report(112))]
}
