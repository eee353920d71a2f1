//! Activities (hoạt động): the lowest headings of the content section with who, where, for whom and of what kind.

use super::Ctx;
use super::duties::lines;
use crate::model::{Activity, Assignment, Basis};
use crate::section::Section;
use crate::text::words::{collapse, key};

const KINDS: &[(&str, &[&str])] = &[
    ("livestream_sale", &["livestream ban", "phien livestream", "livestream san pham", "cho livestream", "phien cho livestream", "ban hang truc tuyen", "livestream"]),
    ("esports", &["e sports", "esports", "e sport", "the thao dien tu"]),
    ("gameshow", &["gameshow", "game show", "dau truong", "rung chuong", "do vui", "tro choi", "hoi dap kien thuc"]),
    ("drill", &["dien tap", "thuc chien", "ung cuu su co"]),
    ("media_award", &["giai thuong truyen thong", "social network", "awards", "giai bao chi", "binh chon", "giai thuong"]),
    ("book_tour", &["book tour", "booktour", "khong gian sach", "doc sach", "ngay sach", "hoi sach", "van hoa doc"]),
    ("creative_contest", &["cuoc thi", "hoi thi", "thi viet", "ve tranh", "thi bai giang", "thi sang tao", "lam video", "thi video", "thi truc tuyen", "thi trac nghiem", "hackathon", "thi anh", "thi tim hieu", "thi"]),
    ("arts", &["van hoa nghe thuat", "van nghe", "nghe thuat", "bieu dien", "ca nhac", "hoi dien", "dem hoi am nhac", "dem nhac"]),
    ("ceremony", &["le", "khai mac", "be mac", "chao mung", "tong ket", "phat dong", "gap mat", "trao giai", "khai truong", "ra quan", "mit tinh"]),
    ("exhibition", &["trien lam", "khong gian", "trung bay", "gian hang", "hoi cho", "trai nghiem", "cho phien", "phien cho", "goc doc"]),
    ("communications", &["truyen thong", "tuyen truyen", "thong tin", "quang ba"]),
];

/// The kind of an activity from its title.
pub fn kind_of(title: &str) -> &'static str {
    let k = format!(" {} ", key(title));
    let hit = |words: &[&str]| words.iter().any(|w| k.contains(&format!(" {w} ")));
    if k.trim_start().starts_with("cong tac truyen thong") || k.trim_start().starts_with("cong tac tuyen truyen") {
        return "communications";
    }
    KINDS.iter().find(|(_, words)| hit(words)).map_or("other", |(name, _)| name)
}

/// Every activity of the content section.
pub fn read(ctx: &Ctx, duties: &[Assignment]) -> Vec<Activity> {
    let nodes = &ctx.tree.nodes;
    let mut out = Vec::new();
    for (at, n) in nodes.iter().enumerate() {
        let inherited = n.parent.map_or(Section::Unknown, |p| nodes[p].section);
        let content = n.section == Section::Content && inherited == Section::Content;
        if !n.heading || !content || !n.owner.is_empty() || n.annex || n.own.is_some() && n.own != Some(Section::Content) {
            continue;
        }
        let l = lines(ctx, at);
        let sub = n.children.iter().any(|c| nodes[*c].heading && nodes[*c].numbered && nodes[*c].own.is_none() && !label_like(nodes[*c].title));
        let part = n.parent.is_some_and(|p| label_like(nodes[p].title) && nodes[p].own != Some(Section::Content));
        if sub && !l.assigned || label_like(n.title) || part {
            continue;
        }
        let last = nodes[ctx.tree.last(at)].text;
        let mut roles = l.roles;
        if !l.assigned {
            let whole = duties.iter().find(|d| matches!(d.basis, Basis::Bracket | Basis::Prose) && d.text == collapse(n.title));
            let inside: Vec<&Assignment> = duties.iter().filter(|d| matches!(d.basis, Basis::Bracket | Basis::Prose) && d.span.start >= ctx.span(n.text).start && d.span.end <= ctx.span(last).end).collect();
            if let Some(d) = whole.or(inside.first().copied().filter(|_| inside.len() == 1)) {
                roles.lead.clone_from(&d.lead);
                roles.coordinating.clone_from(&d.coordinating);
            } else {
                for d in inside {
                    roles.lead.extend(d.lead.iter().cloned());
                    roles.coordinating.extend(d.coordinating.iter().cloned());
                }
                roles = roles.tidy();
            }
        }
        let first = n.children.first().map_or("", |c| nodes[*c].text);
        let text = if first.is_empty() { String::new() } else { slice_to(ctx, first, last) };
        out.push(Activity {
            path: ctx.tree.path(at),
            label: n.label.to_owned(),
            title: collapse(n.title),
            kind: kind_of(n.title).to_owned(),
            lead: roles.lead,
            coordinating: roles.coordinating,
            audience: l.audience.map(collapse),
            venue: l.venue.map(|v| collapse(v.trim_start_matches("tại ").trim_start_matches("Tại "))),
            text,
            span: ctx.src.span_to(n.text, last),
            confidence: if l.assigned { 0.95 } else { 0.8 },
            because: "Đề mục thấp nhất trong phần nội dung".into(),
        });
    }
    out
}

fn label_like(title: &str) -> bool {
    crate::heading::known_key(title)
}

fn slice_to(ctx: &Ctx, first: &str, last: &str) -> String {
    let a = ctx.src.offset(first);
    let b = ctx.src.offset(last) + last.len();
    ctx.src.text().get(a..b).unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn kinds_from_titles() {
        for (t, k) in [
            ("Không gian kinh tế số", "exhibition"),
            ("Hoạt động Book Tour: Không gian sách", "book_tour"),
            ("Thực chiến An toàn thông tin", "drill"),
            ("Tổ chức phát động và bình chọn giải thưởng truyền thông mạng xã hội", "media_award"),
            ("Gameshow “Đấu trường”", "gameshow"),
            ("Giải đấu thể thao điện tử E-Sports", "esports"),
            ("Sử dụng mạng xã hội để livestream bán sản phẩm", "livestream_sale"),
            ("Cuộc thi sáng tạo vẽ tranh, video clip truyền thông bằng AI", "creative_contest"),
            ("Chương trình văn hóa nghệ thuật “Nhịp sống Số”", "arts"),
            ("Chương trình chào mừng Ngày chuyển đổi số", "ceremony"),
            ("Công tác truyền thông", "communications"),
            ("Số hóa di tích bằng mã QR", "other"),
        ] {
            assert_eq!(kind_of(t), k, "{t}");
        }
    }
}
