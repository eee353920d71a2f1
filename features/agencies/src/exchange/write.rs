//! Ghi bảng (write): all agencies into an xlsx that may be edited and imported again.
use super::columns::Column;
use super::read::{Row, Sheet};
use crate::directory::{Agency, Directory};
use crate::groups::GroupMember;
use crate::model::{Kind, Span};
use crate::store::Details;
use crate::succession::Succession;
use jiff::civil::Date;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};
use std::collections::HashMap;
use uuid::Uuid;

/// Everything that a sheet shows.
pub(crate) struct Whole {
    pub directory: Directory,
    pub succession: Succession,
    pub groups: HashMap<Uuid, Vec<GroupMember>>,
    pub details: HashMap<Uuid, Details>,
}

/// The day on which an agency's references are named: today, or within its life.
pub(crate) fn day_of(span: Span, today: Date) -> Date {
    match span {
        span if span.holds(today) => today,
        Span { to: Some(to), .. } if to < today => to,
        span => span.from.unwrap_or(today),
    }
}

/// A list in one cell.
pub(crate) fn joined(names: impl IntoIterator<Item = String>) -> String {
    names.into_iter().collect::<Vec<_>>().join("; ")
}

/// One agency as cells in the order of [`Column::ALL`].
pub(crate) fn cells(whole: &Whole, agency: &Agency, today: Date, kind: &impl Fn(Kind) -> String) -> Vec<String> {
    let on = day_of(agency.span, today);
    let named = |id: Uuid, on: Date| whole.directory.name_on(id, on).map(|n| n.name).unwrap_or_default();
    let day = |day: Option<Date>| day.map(vietnamese::dates::short).unwrap_or_default();
    let details = whole.details.get(&agency.id);
    let latest = agency.latest_name();
    Column::ALL
        .iter()
        .map(|column| match column {
            Column::Name => latest.map(|n| n.name.clone()).unwrap_or_default(),
            Column::Kind => kind(agency.kind),
            Column::Aliases => {
                let former = agency.own_names().filter(|n| latest.is_none_or(|l| l.id != n.id));
                let former = former.map(|n| format!("{} (đến {})", n.name, day(n.span.to)));
                joined(agency.names.iter().filter(|n| n.is_alias).map(|n| n.name.clone()).chain(former))
            }
            Column::Parent => agency.parent.map(|p| named(p, on)).unwrap_or_default(),
            Column::From => day(agency.span.from),
            Column::To => day(agency.span.to),
            Column::Heirs => {
                let links = whole.succession.links().iter().filter(|l| l.predecessor == agency.id);
                let mut heirs: Vec<String> = links.map(|l| named(l.successor, l.on)).collect();
                heirs.sort_by_cached_key(|name| vietnamese::collate::sort_key(name));
                joined(heirs)
            }
            Column::Phone => details.map(|d| d.phone.clone()).unwrap_or_default(),
            Column::Email => details.map(|d| d.email.clone()).unwrap_or_default(),
            Column::Address => details.map(|d| d.address.clone()).unwrap_or_default(),
            Column::Members => {
                let members = whole.groups.get(&agency.id).into_iter().flatten();
                joined(members.filter(|m| m.confirmed).map(|m| named(m.agency, on)))
            }
        })
        .collect()
}

/// All agencies as a sheet, by kind and then in Vietnamese order; merged duplicates are left out.
pub(crate) fn sheet(whole: &Whole, today: Date, kind: &impl Fn(Kind) -> String) -> Sheet {
    let mut agencies: Vec<&Agency> = whole.directory.agencies().iter().filter(|a| a.merged_into.is_none()).collect();
    agencies.sort_by_cached_key(|a| {
        let name = a.latest_name().map(|n| n.name.as_str()).unwrap_or_default();
        (a.is_group, a.kind, vietnamese::collate::sort_key(name))
    });
    let rows = agencies.iter().zip(2_u32..).map(|(a, line)| Row { line, cells: cells(whole, a, today, kind) }).collect();
    Sheet { has: vec![true; Column::ALL.len()], rows }
}

/// The file. `help` are the lines of its second sheet.
pub(crate) fn xlsx(sheet: &Sheet, help: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let bold = text.clone().set_bold();
    let page = book.add_worksheet().set_name("Cơ quan")?;
    for (at, column) in (0_u16..).zip(Column::ALL) {
        page.set_column_width(at, column.width())?.set_column_format(at, &text)?;
        page.write_string_with_format(0, at, column.heading(), &bold)?;
        for (line, row) in (1_u32..).zip(&sheet.rows) {
            let cell = row.cell(column);
            if !cell.is_empty() {
                page.write_string_with_format(line, at, cell, &text)?;
            }
        }
    }
    page.set_freeze_panes(1, 1)?;
    let page = book.add_worksheet().set_name("Hướng dẫn")?;
    page.set_column_width(0, 110.0)?;
    for (line, words) in (0_u32..).zip(help) {
        page.write_string(line, 0, words)?;
    }
    book.save_to_buffer()
}
