//! Questions: how each kind is checked, what is refused, and that files read back.
use super::*;
use proptest::prelude::*;

fn choices(words: &[(&str, bool)]) -> Vec<Choice> {
    words.iter().map(|(text, right)| Choice { text: (*text).to_owned(), right: *right }).collect()
}

fn question(kind: Kind) -> Question {
    Question { text: "Câu nào?".into(), kind, difficulty: 1, weight: 1000, ..Question::default() }
}

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn estimate() -> Question {
    question(Kind::Estimate { value: number("26"), min: number("0"), max: number("100"), unit: "%".into() })
}

#[test]
fn one_and_true_false_are_all_or_nothing() {
    let one = question(Kind::One { choices: choices(&[("a", false), ("b", true)]) });
    assert_eq!((check(&one, &Answer::One(1)), check(&one, &Answer::One(0)), check(&one, &Answer::One(9))), (Share(1000), Share(0), Share(0)));
    let no = question(Kind::TrueFalse { right: false });
    assert_eq!((check(&no, &Answer::One(1)), check(&no, &Answer::One(0))), (Share(1000), Share(0)));
    assert_eq!((no.options(), no.right_words()), (vec!["Đúng".to_owned(), "Sai".into()], "Sai".into()));
}

#[test]
fn of_several_each_wrong_one_takes_a_right_one_away() {
    let many = question(Kind::Many { choices: choices(&[("a", true), ("b", true), ("c", false), ("d", false)]) });
    let share = |places: &[u8]| check(&many, &Answer::Many(places.to_vec())).0;
    assert_eq!((share(&[0, 1]), share(&[1]), share(&[0, 2]), share(&[0, 1, 2]), share(&[0, 1, 2, 3]), share(&[2])), (1000, 500, 0, 500, 0, 0));
    assert_eq!((share(&[0, 0]), share(&[])), (0, 0), "twice the same, or nothing, is no answer");
}

#[test]
fn typed_words_need_no_marks_case_or_spaces() {
    let typed = question(Kind::Typed { accepted: vec!["Đồng Nai".into(), "tỉnh Đồng Nai".into()] });
    let share = |text: &str| check(&typed, &Answer::Typed(text.into())).0;
    assert_eq!((share("dong nai"), share("ĐỒNG-NAI "), share("dongnai"), share("Tinh dong nai"), share("Đồng Tháp"), share(" ")), (1000, 1000, 1000, 1000, 0, 0));
}

#[test]
fn order_counts_pairs_and_never_shows_the_right_order() {
    let items = vec!["một".to_owned(), "hai".into(), "ba".into(), "bốn".into()];
    let order = question(Kind::Order { items: items.clone() });
    assert_ne!(order.options(), items);
    let right: Vec<u8> = order.right_options().into_iter().map(|at| at as u8).collect();
    let words: Vec<String> = right.iter().map(|at| order.options()[usize::from(*at)].clone()).collect();
    assert_eq!(words, items);
    let share = |places: Vec<u8>| check(&order, &Answer::Order(places)).0;
    let mut swapped = right.clone();
    swapped.swap(0, 1);
    assert_eq!((share(right.clone()), share(swapped), share(right.iter().rev().copied().collect()), share(right[1..].to_vec())), (1000, 667, 0, 0));
}

#[test]
fn estimates_are_worth_less_the_further_they_are() {
    let share = |text: &str| check(&estimate(), &Answer::Estimate(number(text))).0;
    assert_eq!((share("26"), share("27"), share("25"), share("36"), share("51"), share("99"), share("101")), (1000, 960, 960, 600, 0, 0, 0));
    assert_eq!(share("26,001"), 999, "only the exact number is wholly right");
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let read = |text: &str| Number::parse(text).map(|n| n.0);
    for (text, thousandths) in [("1.250", 1_250_000), ("1250", 1_250_000), ("12,5", 12_500), ("12.5", 12_500), ("1.250,75", 1_250_750), ("-3", -3000), ("0.125", 125), ("1 000", 1_000_000), ("1,250,000", 1_250_000_000)] {
        assert_eq!(read(text), Some(thousandths), "{text}");
    }
    for text in ["", "-", "abc", "1,2345", "12.34.5", "1..2", "5%", "12,", "9999999999999"] {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!((Number(1_250_500).to_string(), Number(-500).to_string(), Number(26_000).to_string()), ("1.250,5".into(), "-0,5".into(), "26".into()));
}

#[test]
fn every_mistake_is_named_with_its_field() {
    let codes = |q: &Question| q.faults().into_iter().map(|f| (f.field, f.code)).collect::<Vec<_>>();
    assert_eq!(codes(&estimate()), []);
    assert_eq!(codes(&question(Kind::One { choices: choices(&[("a", true), ("A ", true)]) })), [("choices", "twice"), ("choices", "one-right")]);
    assert_eq!(codes(&question(Kind::Many { choices: choices(&[("a", false), ("", false)]) })), [("choices", "missing"), ("choices", "no-right")]);
    assert_eq!(codes(&question(Kind::Typed { accepted: vec!["%".into()] })), [("accepted", "marks-only")]);
    assert_eq!(codes(&question(Kind::Order { items: vec!["a".into(), "b".into()] })), [("items", "few")]);
    let inside_out = Kind::Estimate { value: number("5"), min: number("9"), max: number("1"), unit: String::new() };
    assert_eq!(codes(&question(inside_out)), [("max", "range")]);
    let loose = Question { text: " ".into(), source_url: "javascript:alert(1)".into(), difficulty: 4, seconds: Some(1), weight: 9000, ..estimate() };
    assert_eq!(codes(&loose), [("text", "missing"), ("source_url", "address"), ("difficulty", "number"), ("seconds", "number"), ("weight", "number")]);
    assert_eq!(codes(&Question { text: "ẳ".repeat(MAX_TEXT + 1), ..estimate() }), [("text", "long")]);
}

const SET: &str = r#"
title = "Bộ mẫu"
category = "xa-hoi-so"
description = "Sáu loại câu."
[[question]]
kind = "one"
text = "Một?"
choices = [{ text = "a", right = true }, { text = "b" }]
explanation = "Vì a."
source = "Nguồn"
difficulty = 2
seconds = 20
[[question]]
kind = "many"
text = "Nhiều?"
choices = [{ text = "a", right = true }, { text = "b", right = true }, { text = "c", right = false }]
weight = 2
[[question]]
kind = "true_false"
text = "Đúng không?"
right = false
weight = 0
[[question]]
kind = "typed"
text = "Gõ?"
accepted = ["VNeID"]
category = "an-toan"
[[question]]
kind = "order"
text = "Xếp?"
items = ["a", "b", "c"]
[[question]]
kind = "estimate"
text = "Bao nhiêu?"
estimate = { value = 78.5, min = 0, max = 100, unit = "%" }
"#;

#[test]
fn a_set_file_reads_and_its_writing_reads_back() {
    let set = read_set(SET).unwrap();
    assert_eq!(set.questions.iter().map(Question::kind_code).collect::<Vec<_>>(), KINDS);
    assert_eq!((set.questions[1].weight, set.questions[2].is_rehearsal(), set.questions[3].category.as_str()), (2000, true, "an-toan"));
    assert_eq!(set.questions[5].right_words(), "78,5 %");
    assert_eq!(read_set(&write_set(&set)), Ok(set.clone()));
    let json = serde_json::to_string(&set.questions).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Question>>(&json).unwrap(), set.questions, "the form of the database too");
}

#[test]
fn a_wrong_file_says_where() {
    assert!(matches!(read_set("title = \"a\"\ncategory = \"b\"\nnope = 1"), Err(FileError::Syntax(words)) if words.contains("nope")));
    assert_eq!(read_set("title = \"\"\ncategory = \"b\""), Err(FileError::Head("title")));
    let broken = SET.replace("choices = [{ text = \"a\", right = true }, { text = \"b\" }]", "choices = [{ text = \"a\" }, { text = \"b\" }]");
    assert_eq!(read_set(&broken), Err(FileError::Question(1, Fault { field: "choices", code: "no-right", limit: 0 })));
    assert!(matches!(read_set(&SET.replace("\"typed\"", "\"guess\"")), Err(FileError::Question(4, Fault { field: "kind", .. }))));
}

#[test]
fn a_lesson_needs_cards_and_a_quiz() {
    let head = "title = \"Bài\"\nsummary = \"Tóm tắt\"\ncategory = \"an-toan\"\nminutes = 5\nsource = \"Nguồn\"\n";
    let card = "[[card]]\ntitle = \"Thẻ\"\ntext = \"\"\"Đoạn một\ntiếp.\n\nĐoạn hai.\"\"\"\npoints = [\"Nhớ\"]\n";
    let quiz = "[[question]]\nkind = \"true_false\"\ntext = \"Đúng?\"\nright = true\n";
    let lesson = read_lesson(&format!("{head}{card}{quiz}")).unwrap();
    assert_eq!(lesson.cards[0].text, ["Đoạn một tiếp.", "Đoạn hai."]);
    assert_eq!(read_lesson(&format!("{head}{quiz}")), Err(FileError::Head("card")));
    assert_eq!(read_lesson(&format!("{head}{card}")), Err(FileError::Head("question")));
}

fn any_question() -> impl Strategy<Value = Question> {
    let words = || proptest::collection::vec("[a-zđ]{1,8}", 3..=4).prop_filter("distinct", |w| w.iter().enumerate().all(|(n, x)| !w[..n].contains(x)));
    prop_oneof![
        (words(), 0usize..3).prop_map(|(w, r)| Kind::One { choices: w.into_iter().enumerate().map(|(n, text)| Choice { text, right: n == r }).collect() }),
        (words(), 1u8..8).prop_map(|(w, m)| Kind::Many { choices: w.into_iter().enumerate().map(|(n, text)| Choice { text, right: m >> n & 1 == 1 }).collect() }),
        any::<bool>().prop_map(|right| Kind::TrueFalse { right }),
        words().prop_map(|accepted| Kind::Typed { accepted }),
        words().prop_map(|items| Kind::Order { items }),
        (-1000i64..1000, 1i64..1000, 0i64..1000).prop_map(|(min, span, at)| Kind::Estimate { value: Number((min + at % span) * 1000), min: Number(min * 1000), max: Number((min + span) * 1000), unit: String::new() }),
    ]
    .prop_map(question)
}

fn right_answer(q: &Question) -> Answer {
    let places: Vec<u8> = q.right_options().into_iter().map(|at| at as u8).collect();
    match &q.kind {
        Kind::One { .. } | Kind::TrueFalse { .. } => Answer::One(places[0]),
        Kind::Many { .. } => Answer::Many(places),
        Kind::Order { .. } => Answer::Order(places),
        Kind::Typed { accepted } => Answer::Typed(accepted[0].to_uppercase()),
        Kind::Estimate { value, .. } => Answer::Estimate(*value),
    }
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        any::<u8>().prop_map(Answer::One),
        proptest::collection::vec(0u8..6, 0..6).prop_map(Answer::Many),
        proptest::collection::vec(0u8..6, 0..6).prop_map(Answer::Order),
        "\\PC{0,20}".prop_map(Answer::Typed),
        any::<i64>().prop_map(|n| Answer::Estimate(Number(n))),
    ]
}

proptest! {
    #[test]
    fn the_right_answer_is_worth_all(q in any_question()) {
        prop_assert!(q.faults().is_empty(), "{:?}", q.faults());
        prop_assert_eq!(check(&q, &right_answer(&q)), Share(1000));
    }

    #[test]
    fn no_answer_is_worth_more_than_all_and_a_misfit_nothing(q in any_question(), a in any_answer()) {
        let share = check(&q, &a);
        prop_assert!(share <= Share(1000));
        prop_assert!(q.fits(&a) || share == Share(0));
        let json = serde_json::to_string(&a).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answer>(&json).unwrap(), a);
    }

    #[test]
    fn only_the_exact_estimate_or_order_is_whole(q in any_question(), n in -2_000_000i64..2_000_000) {
        if let Kind::Estimate { value, .. } = q.kind {
            prop_assert_eq!(check(&q, &Answer::Estimate(Number(n))) == Share(1000), Number(n) == value);
        }
    }

    #[test]
    fn shown_numbers_read_back(n in -1_000_000_000_000i64..1_000_000_000_000) {
        prop_assert_eq!(Number::parse(&Number(n).to_string()), Some(Number(n)));
    }

    #[test]
    fn form_values_that_parse_also_fit(q in any_question(), values in proptest::collection::vec("[0-9]{1,2}", 0..5)) {
        if let Some(answer) = q.parse(&values) {
            prop_assert!(q.fits(&answer));
        }
    }
}

#[test]
fn a_year_is_written_as_a_year() {
    let number = |n: i64| Number(n * 1000);
    assert_eq!((number(2050).with_unit("năm").as_str(), number(2050).plain("năm").as_str()), ("năm 2050", "2050"));
    assert_eq!((number(1250).with_unit("tấn").as_str(), number(12).with_unit("năm").as_str(), number(5).with_unit("").as_str()), ("1.250 tấn", "12 năm", "5"));
}
