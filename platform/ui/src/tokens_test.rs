//! Recomputes every contrast of UI.md §2 from the style sheet, and keeps colour literals in one file.

use super::*;

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hex colour")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn ratio(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn contrast(front: &str, ground: &str, dark: bool) -> f64 {
    ratio(luminance(colour(front, dark)), luminance(colour(ground, dark)))
}

#[test]
fn the_table_of_contrasts_holds() {
    // token, ground, light, dark
    let table = [
        ("ink", "canvas", 16.5, 16.2),
        ("ink-soft", "canvas", 7.4, 9.0),
        ("line-strong", "canvas", 4.0, 5.1),
        ("action", "canvas", 8.8, 9.9),
        ("on-action", "action", 9.2, 9.7),
        ("visited", "canvas", 8.6, 9.6),
        ("son", "canvas", 6.1, 6.5),
        ("on-son", "son-fill", 6.4, 6.4),
        ("on-gold", "gold", 10.4, 10.9),
        ("gold-deep", "canvas", 5.7, 11.8),
        ("leaf", "canvas", 6.6, 10.6),
        ("danger", "canvas", 7.5, 8.9),
        ("on-fill", "pass", 6.9, 6.9),
        ("on-fill", "stop", 7.9, 7.9),
        ("on-fill", "tile-a", 4.85, 4.85),
        ("on-fill", "tile-b", 6.86, 6.86),
        ("on-fill", "tile-c", 4.74, 4.74),
        ("on-fill", "tile-d", 8.54, 8.54),
    ];
    for (front, ground, light, dark) in table {
        for (wanted, is_dark) in [(light, false), (dark, true)] {
            let found = contrast(front, ground, is_dark);
            assert!((found - wanted).abs() < 0.08, "{front} on {ground}, dark {is_dark}: {found:.2}, not {wanted}");
        }
    }
}

#[test]
fn text_on_every_ground_that_it_may_stand_on_is_readable() {
    let pairs = [
        ("gold-deep", "gold-wash", 5.2), ("leaf", "leaf-wash", 5.3), ("danger", "danger-wash", 5.3),
        ("action", "action-wash", 5.3), ("ink", "action-wash", 7.0), ("ink", "gold-wash", 7.0),
        ("ink", "leaf-wash", 7.0), ("ink", "danger-wash", 7.0), ("ink", "surface", 7.0), ("ink", "sunk", 7.0),
        ("ink-soft", "surface", 4.5), ("ink-soft", "sunk", 4.5), ("ink-soft", "action-wash", 4.5),
        ("action", "surface", 4.5), ("action", "sunk", 4.5), ("action-press", "action-wash", 4.5),
        ("on-action", "action-press", 4.5), ("danger", "surface", 4.5), ("danger", "sunk", 4.5),
        ("leaf", "surface", 4.5), ("leaf", "sunk", 4.5), ("line-strong", "surface", 3.0), ("canvas", "leaf", 4.5),
        ("line-strong", "sunk", 3.0), ("gold-deep", "surface", 4.5), ("gold-deep", "sunk", 4.5),
        ("paper-ink", "paper", 7.0), ("then", "on-fill", 7.0),
    ];
    for (front, ground, least) in pairs {
        for dark in [false, true] {
            let found = contrast(front, ground, dark);
            assert!(found >= least, "{front} on {ground}, dark {dark}: {found:.2} < {least}");
        }
    }
}

/// Relative luminance of an OKLCH colour (Björn Ottosson's matrices), channels clipped to sRGB.
fn oklch_luminance(l: f64, c: f64, hue: f64) -> f64 {
    let (a, b) = (c * hue.to_radians().cos(), c * hue.to_radians().sin());
    let long = (l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (l - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let red = 4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short;
    let green = -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short;
    let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short;
    let clip = |channel: f64| channel.clamp(0.0, 1.0);
    0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue)
}

#[test]
fn every_accent_hue_is_readable() {
    assert!(CSS.contains("oklch(45.5% .105 var(--accent-h") && CSS.contains("oklch(80% .13 var(--accent-h"));
    for hue in 0..360 {
        for (l, c, dark) in [(0.455, 0.105, false), (0.80, 0.13, true)] {
            let found = ratio(oklch_luminance(l, c, f64::from(hue)), luminance(colour("canvas", dark)));
            assert!(found >= 5.0, "accent {hue}°, dark {dark}: {found:.2}");
        }
    }
}

#[test]
fn only_this_file_holds_colour_literals() {
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("css")];
    folders.push(std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates"));
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "css") || path.ends_with("tokens.css") {
                continue;
            }
            let css = std::fs::read_to_string(&path).expect("utf-8");
            seen += 1;
            for (at, _) in css.match_indices('#') {
                let digits = css[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
                assert!(digits < 3, "{} holds a colour literal", path.display());
            }
            for word in ["rgb(", "rgba(", "hsl(", "oklch(", "oklab("] {
                assert!(!css.contains(word), "{} holds {word}", path.display());
            }
        }
    }
    assert!(seen > 20, "only {seen} style sheets found");
}

#[test]
fn no_style_uses_a_token_that_does_not_exist() {
    let defined = |name: &str| CSS.contains(&format!("--{name}:"));
    let css = include_str!(concat!(env!("OUT_DIR"), "/ui.css"));
    // set as data on elements or inside components
    let data = ["accent-h", "p", "h", "c", "u", "x", "m", "tone", "wash", "tile", "frame", "columns", "d", "n"];
    for part in css.split("var(--").skip(1) {
        let name: String = part.chars().take_while(|c| *c == '-' || c.is_ascii_alphanumeric()).collect();
        assert!(defined(&name) || data.contains(&name.as_str()), "--{name} is not a token");
    }
}
