//! Gold test (bài chấm): every plan of `tests/plans` is read and scored against its annotation by the rules of the project's
//! scorer, and must reach 0.97 on the mean and on the duties. Fails when no plan is found.

mod scorer;

use serde_json::Value;
use std::path::Path;

fn plans() -> Vec<(String, String, Value)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let mut out = Vec::new();
    let Ok(entries) = std::fs::read_dir(&dir) else { return out };
    for e in entries.flatten() {
        let path = e.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("").to_owned();
        let (stem, text) = if let Some(stem) = name.strip_suffix(".docx") {
            let bytes = std::fs::read(&path).expect("a plan is readable");
            (stem, document_text::extract(&bytes, &name, &document_text::Limits::default()).expect("a Word document").text)
        } else if let Some(stem) = name.strip_suffix(".txt") {
            (stem, std::fs::read_to_string(&path).expect("a plan is readable"))
        } else {
            continue;
        };
        let gold = std::fs::read_to_string(dir.join(format!("{stem}.gold.json"))).unwrap_or_else(|_| panic!("{stem} has no gold file"));
        out.push((stem.to_owned(), text, serde_json::from_str(&gold).expect("gold is JSON")));
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

#[test]
fn every_plan_reaches_the_mark() {
    let plans = plans();
    assert!(plans.len() >= 12, "only {} plans in tests/plans", plans.len());
    let mut low = Vec::new();
    for (name, text, gold) in &plans {
        let reading = plan_reader::read(text);
        let parsed = serde_json::to_value(&reading).expect("a reading is JSON");
        let parts = scorer::score(&parsed, gold);
        let mean = parts.iter().map(|p| p.1).sum::<f64>() / parts.len() as f64;
        let duties = parts.iter().find(|p| p.0 == "assignments").map_or(1.0, |p| p.1);
        println!("{name:24} mean {mean:.3} assignments {duties:.3}");
        if mean < 0.97 || duties < 0.97 {
            low.push(format!("{name}: {parts:?}"));
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}

/// Deadlines, kinds, clusters and the rest that the scorer does not weigh.
#[test]
fn further_facts_are_right() {
    let mut wrong = Vec::new();
    for (name, text, gold) in plans() {
        let parsed = serde_json::to_value(plan_reader::read(&text)).expect("a reading is JSON");
        wrong.extend(scorer::further(&parsed, &gold).into_iter().map(|w| format!("{name}: {w}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_plan_is_a_plan_and_keeps_its_spans() {
    for (name, text, _) in plans() {
        let r = plan_reader::read(&text);
        assert_eq!(plan_reader::is_plan(&r), Ok(()), "{name}");
        let chars: Vec<char> = r.source.text.chars().collect();
        for a in &r.assignments {
            let said: String = chars[a.span.start..a.span.end].iter().collect();
            let flat = said.replace("<br>", " ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(&a.text) || a.text.contains(&flat), "{name}: {} / {flat}", a.text);
        }
    }
}
