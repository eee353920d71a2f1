//! Cột của bảng (columns): the sheet as a province keeps it. The same headings are written and read.
use vietnamese::fold_loose;

/// A column of the sheet, in the order of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Kind,
    Aliases,
    Parent,
    From,
    To,
    Heirs,
    Phone,
    Email,
    Address,
    Members,
}

impl Column {
    pub(crate) const ALL: [Column; 11] = [
        Column::Name,
        Column::Kind,
        Column::Aliases,
        Column::Parent,
        Column::From,
        Column::To,
        Column::Heirs,
        Column::Phone,
        Column::Email,
        Column::Address,
        Column::Members,
    ];

    /// Heading in the file: a fixed Vietnamese word, since files go from hand to hand.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Column::Name => "Tên",
            Column::Kind => "Loại",
            Column::Aliases => "Tên khác",
            Column::Parent => "Cơ quan cấp trên",
            Column::From => "Hiệu lực từ",
            Column::To => "Hiệu lực đến",
            Column::Heirs => "Kế thừa bởi",
            Column::Phone => "Điện thoại",
            Column::Email => "E-mail",
            Column::Address => "Địa chỉ",
            Column::Members => "Nhóm gồm",
        }
    }

    /// Other headings that people write.
    fn others(self) -> &'static [&'static str] {
        match self {
            Column::Name => &["Tên cơ quan", "Tên đơn vị", "Cơ quan", "Đơn vị"],
            Column::Kind => &["Loại cơ quan", "Loại hình"],
            Column::Aliases => &["Tên viết tắt", "Viết tắt", "Tên gọi khác"],
            Column::Parent => &["Cấp trên", "Cơ quan chủ quản", "Trực thuộc"],
            Column::From => &["Từ ngày", "Ngày thành lập"],
            Column::To => &["Đến ngày", "Ngày kết thúc"],
            Column::Heirs => &["Cơ quan kế thừa", "Sáp nhập vào"],
            Column::Phone => &["Số điện thoại", "SĐT"],
            Column::Email => &["Thư điện tử", "Hộp thư"],
            Column::Address => &["Trụ sở"],
            Column::Members => &["Thành viên nhóm"],
        }
    }

    /// The column that a heading names, marks, case and spaces aside.
    pub(crate) fn of_heading(heading: &str) -> Option<Column> {
        let wanted = fold_loose(heading);
        let names = |c: Column| std::iter::once(c.heading()).chain(c.others().iter().copied());
        Column::ALL.into_iter().find(|c| !wanted.is_empty() && names(*c).any(|n| fold_loose(n) == wanted))
    }

    /// Most characters of a cell.
    pub(crate) fn longest(self) -> usize {
        match self {
            Column::Name | Column::Parent | Column::Address => 300,
            Column::Aliases | Column::Heirs => 3_000,
            Column::Members => 30_000,
            _ => 120,
        }
    }

    pub(super) fn width(self) -> f64 {
        match self {
            Column::Name | Column::Aliases | Column::Address | Column::Members => 44.0,
            Column::Parent | Column::Heirs => 36.0,
            Column::Kind | Column::Email => 26.0,
            _ => 15.0,
        }
    }
}
