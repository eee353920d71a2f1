//! Forms (các kiểu viết): plans of many layouts, whose readings stand beside them as plain lines (`*.want`) that a person can
//! check by eye. After a deliberate change, print the new lines with `FORMS_WRITE=1` and read them before committing.

use plan_reader::model::{Assignment, OutlineNode, Reading};
use std::fmt::Write as _;
use std::path::Path;

fn outline(nodes: &[OutlineNode], depth: usize, out: &mut String) {
    for n in nodes {
        let _ = writeln!(out, "{}{} {}", "  ".repeat(depth), n.label, n.title);
        outline(&n.children, depth + 1, out);
    }
}

fn duty(a: &Assignment) -> String {
    let when = a.deadline.as_ref().map_or(String::new(), |d| format!(" [{}: {}..{}]", d.text, d.start.as_deref().unwrap_or(""), d.end.as_deref().unwrap_or("")));
    format!("{:?} {}: {} <= {} + {}{when}", a.basis, a.path.join("/"), a.text, a.lead.join(" | "), a.coordinating.join(" | "))
}

fn render(r: &Reading) -> String {
    let mut s = String::new();
    let d = &r.document;
    let some = |o: &Option<String>| o.clone().unwrap_or_else(|| "-".into());
    let _ = writeln!(s, "document: {} {} | {} | {} {} | {} | {} | {}", some(&d.number), some(&d.symbol), some(&d.issuer), some(&d.place), some(&d.issued_on), some(&d.title), some(&d.signer_title), some(&d.signer));
    let _ = writeln!(s, "theme: {}", r.theme.as_ref().map_or("-", |t| t.text.as_str()));
    let _ = writeln!(s, "period: {}", r.period.as_ref().map_or("-".into(), |p| format!("{}..{}", some(&p.start), some(&p.end))));
    for b in &r.legal_bases {
        let _ = writeln!(s, "basis: {} {} {} {}", some(&b.kind), some(&b.number), some(&b.date), some(&b.issuer));
    }
    outline(&r.outline, 0, &mut s);
    for c in &r.clusters {
        let _ = writeln!(s, "cluster: {} = {} + {} ({:?} days, {}..{}, {})", c.name, some(&c.host), c.members.join(" | "), c.days, some(&c.start), some(&c.end), some(&c.venue));
    }
    for a in &r.activities {
        let _ = writeln!(s, "activity: {} {} <= {} + {}", a.kind, a.title, a.lead.join(" | "), a.coordinating.join(" | "));
    }
    for a in &r.assignments {
        let _ = writeln!(s, "{}", duty(a));
    }
    for m in &r.milestones {
        let _ = writeln!(s, "milestone: {} {}..{}", m.text, some(&m.start), some(&m.end));
    }
    for p in &r.programme {
        let _ = writeln!(s, "programme: {} {}-{} {} <= {}", some(&p.date), some(&p.start), some(&p.end), p.title, some(&p.performer));
    }
    if let Some(e) = &r.escalation {
        let _ = writeln!(s, "escalation: {} -> {}", some(&e.to), some(&e.decided_by));
    }
    for x in &r.recipients {
        let _ = writeln!(s, "recipient: {} ({})", x.name, some(&x.purpose));
    }
    for w in &r.warnings {
        let _ = writeln!(s, "warning: {}", w.text);
    }
    s
}

#[test]
fn every_form_reads_as_written_down() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let mut seen = 0;
    let mut wrong = Vec::new();
    for e in std::fs::read_dir(&dir).expect("forms").flatten() {
        let path = e.path();
        if path.extension().is_none_or(|x| x != "txt") {
            continue;
        }
        seen += 1;
        let got = render(&plan_reader::read(&std::fs::read_to_string(&path).expect("a form is readable")));
        let want = path.with_extension("want");
        if std::env::var_os("FORMS_WRITE").is_some() {
            std::fs::write(&want, &got).expect("written");
        }
        let want = std::fs::read_to_string(&want).unwrap_or_default();
        if got != want {
            let lines: Vec<String> = got.lines().filter(|l| !want.contains(l)).map(|l| format!("+ {l}")).chain(want.lines().filter(|l| !got.contains(l)).map(|l| format!("- {l}"))).collect();
            wrong.push(format!("{}:\n{}", path.display(), lines.join("\n")));
        }
    }
    assert!(seen >= 6, "{seen} forms found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_invented() {
    let r = plan_reader::read("KẾ HOẠCH\nTổ chức hội nghị\n\nI. NỘI DUNG\n\n1. Hội nghị trực tuyến\n\n- Chủ trì: Đồng chí Giám đốc Sở.\n- Thư ký: bà Nguyễn Thị Ban.\n- Thực hiện theo quy định của pháp luật.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Bố trí xe cứu thương theo quy định.\n");
    assert_eq!(r.assignments.len(), 1);
    assert_eq!(r.assignments[0].deadline, None);
    assert_eq!(r.units.len(), 1, "{:?}", r.units);
    assert!(r.period.is_none() && r.theme.is_none() && r.clusters.is_empty() && r.recipients.is_empty());
}

#[test]
fn texts_that_are_no_plans_are_refused() {
    use plan_reader::{NotAPlan, is_plan, read};
    assert_eq!(is_plan(&read("")), Err(NotAPlan::Empty));
    assert_eq!(is_plan(&read("Chào bạn, hôm nay trời đẹp.")), Err(NotAPlan::TooShort));
    let story = "Ngày xưa có một bác nông dân sống bên bờ sông, sáng nào bác cũng ra đồng từ sớm. ".repeat(8);
    assert_eq!(is_plan(&read(&story)), Err(NotAPlan::NoStructure));
    let scan = "UY BAN NHAN DAN HUYEN\nKE HOACH (mg dung cong ng14 thong tin nam 2017\nI. MUC DICH\n1. Nang cao nhan thuc ve cong nghe thong tin trong co quan nha nuoc va nguoi dan dia phuong\n".repeat(4);
    assert_eq!(is_plan(&read(&scan)), Err(NotAPlan::Unreadable));
    for e in [NotAPlan::Empty, NotAPlan::TooShort, NotAPlan::Unreadable, NotAPlan::NoStructure] {
        assert!(e.to_string().ends_with('.'));
    }
}

#[test]
fn what_was_not_understood_is_told() {
    let r = plan_reader::read("KẾ HOẠCH\nTổ chức ngày hội số của xã\n\nI. NỘI DUNG\n\n1. Trưng bày sản phẩm\n\n- Sản phẩm đẹp, có nhãn.\n\n- Dựng 10 gian (giao Phòng Kinh tế thực hiện).\n\n- Đơn vị phối hợp: Công an xã.\n\nII. TỔ CHỨC THỰC HIỆN\n\nMọi việc xong gọn trong tuần.\n\n1. Trạm Y tế xã: trực cấp cứu.\n\n2. Bà Nguyễn Thị Lan, người làng nghề\n\nTrên đây là Kế hoạch của xã./.\n");
    let told: Vec<(&str, bool)> = r.unread.iter().map(|u| (u.text.as_str(), u.described)).collect();
    assert_eq!(told, [("Sản phẩm đẹp, có nhãn.", true), ("Mọi việc xong gọn trong tuần.", false), ("Bà Nguyễn Thị Lan, người làng nghề", false)]);
}
