//! What must hold for any campaign.

use std::io::Write as _;

use proptest::prelude::*;

use super::*;

fn palette() -> Palette {
    let name = |text: &str| text.to_owned();
    Palette {
        ground: name("black"),
        raised: name("dimgray"),
        shell: [name("ivory"), name("wheat"), name("tan")],
        son: name("firebrick"),
        gold: name("gold"),
        bronze: name("peru"),
        leaf: name("green"),
        water: name("blue"),
    }
}

fn spec(seed: &str, stops: Vec<Stop>) -> Spec {
    Spec { seed: seed.into(), title: "Ngày hội <A & B>".into(), subtitle: "Câu phụ".into(), stops, palette: palette() }
}

fn check(svg: &str) {
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "a number is not a number");
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut depth = 0_i32;
    loop {
        match reader.read_event().expect("valid XML") {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    let mut ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id occurs twice");
    assert!(svg.contains("<title id=\"t\">") && svg.contains("<desc id=\"d\">"));
}

fn gzipped(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).expect("in memory");
    encoder.finish().expect("in memory").len()
}

fn any_stop() -> impl Strategy<Value = Stop> {
    (".{0,20}", 0..Drawing::ALL.len(), 0..3_u8).prop_map(|(label, drawing, state)| Stop {
        label,
        drawing: Drawing::ALL[drawing],
        state: [StopState::Done, StopState::On, StopState::Next][usize::from(state)],
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_campaign_gives_a_small_valid_picture_that_does_not_change(
        seed in ".{0,40}", title in ".{0,90}", stops in prop::collection::vec(any_stop(), 1..=8)
    ) {
        let spec = Spec { title, ..spec(&seed, stops) };
        let wide = render(&spec);
        prop_assert_eq!(&wide, &render(&spec));
        check(&wide);
        check(&share(&spec));
        prop_assert!(wide.len() <= 25 * 1024, "{} bytes", wide.len());
        let packed = gzipped(&wide);
        prop_assert!(packed <= 8 * 1024, "{} bytes packed", packed);
        for index in 0..spec.stops.len() {
            check(&tile(&spec, index).expect("the stop exists"));
        }
        prop_assert!(tile(&spec, spec.stops.len()).is_none());
    }
}

#[test]
fn every_drawing_stands_in_its_box_and_is_inlaid() {
    for drawing in Drawing::ALL {
        assert_eq!(Drawing::from_name(drawing.name()), Some(drawing));
        let parts = drawing.parts();
        let (left, top, right, bottom) = geometry::bounds(parts.iter().map(|part| &part.outline));
        assert!(left >= -122.0 && right <= 122.0, "{drawing:?} is {left} to {right} wide");
        assert!(top >= -180.0 && bottom <= 22.0, "{drawing:?} reaches from {top} to {bottom}");
        assert!(parts.iter().any(|part| part.material == drawing::Material::Shell), "{drawing:?} has no inlay");
    }
    assert_eq!(Drawing::from_name("khac"), None);
}

#[test]
fn the_sun_stands_only_over_the_stop_that_is_on() {
    let stop = |state| Stop { label: "Núi Sỏi".into(), drawing: Drawing::Rocks, state };
    let quiet = render(&spec("a", vec![stop(StopState::Done), stop(StopState::Next)]));
    assert!(!quiet.contains("<circle"));
    let on = spec("a", vec![stop(StopState::Done), stop(StopState::On)]);
    let picture = render(&on);
    let x: f64 = picture.split("<circle cx=\"").nth(1).and_then(|part| part.split('"').next()?.parse().ok()).expect("a sun");
    assert!((600.0..1200.0).contains(&x), "the sun is at {x}");
    assert!(picture.contains("mặt trời son đứng trên Núi Sỏi"));
    assert!(tile(&on, 1).is_some_and(|tile| tile.contains("<circle")));
    assert!(tile(&on, 0).is_some_and(|tile| !tile.contains("<circle")));
}

#[test]
fn another_seed_gives_another_inlay_and_words_are_escaped() {
    let stops = vec![Stop { label: "B & C".into(), drawing: Drawing::Lotus, state: StopState::Next }];
    let one = render(&spec("một", stops.clone()));
    assert_ne!(one, render(&spec("hai", stops)));
    assert!(one.contains("Ngày hội &lt;A &amp; B&gt;") && one.contains("B &amp; C"));
}

#[test]
fn no_stop_and_too_many_stops_are_drawn_too() {
    check(&render(&spec("x", Vec::new())));
    let many = vec![Stop { label: String::new(), drawing: Drawing::Boat, state: StopState::Next }; 12];
    let picture = render(&spec("x", many.clone()));
    check(&picture);
    assert!(!picture.contains("k8-"));
    assert!(tile(&spec("x", many), 9).is_none());
}
