//! Reads `css/tokens.css`, the only file with colour literals (màu), for the places that cannot use CSS variables:
//! separate SVG files and the browser's frame colour.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The file itself.
pub const CSS: &str = include_str!("../css/tokens.css");

static COLOURS: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = CSS.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    let pairs = lines.filter_map(|(name, value)| {
        let value = value.trim_end_matches(';');
        match value.strip_prefix("light-dark(").and_then(|inner| inner.strip_suffix(')')) {
            Some(inner) if inner.starts_with('#') => inner.split_once(", ").map(|both| (name, both)),
            None if value.starts_with('#') => Some((name, (value, value))),
            _ => None,
        }
    });
    pairs.collect()
});

/// Hex value of a token, `"canvas"` → `"#…"`; black for a name that does not exist (a test refuses such names).
pub fn colour(name: &str, dark: bool) -> &'static str {
    COLOURS.get(name).map_or("black", |(on_light, on_dark)| if dark { on_dark } else { on_light })
}

/// Colours of the key visual, from `tokens.css`.
pub fn palette() -> key_visual::Palette {
    let colour = |name: &str| colour(name, false).to_owned();
    key_visual::Palette {
        ground: colour("then"),
        raised: colour("then-raised"),
        shell: [colour("shell-1"), colour("shell-2"), colour("shell-3")],
        son: colour("son-fill"),
        gold: colour("gold"),
        bronze: colour("bronze"),
        leaf: colour("pass"),
        water: colour("tile-b"),
    }
}

#[cfg(test)]
#[path = "tokens_test.rs"]
mod tests;
