//! Nơi (place): what a stop and a place are called in short. It must never invent a place that the plan does not name.
use crate::model::Stop;

/// Levels that a place's short name does without.
const LEVELS: [&str; 9] = ["thành phố", "tỉnh", "huyện", "thị xã", "thị trấn", "quận", "phường", "xã", "đặc khu"];

/// "huyện Định Quán" as "Định Quán"; "UBND huyện Định Quán" too.
pub fn short_place(place: &str) -> String {
    let mut rest = place.trim();
    for office in ["UBND ", "Ủy ban nhân dân ", "Uỷ ban nhân dân "] {
        rest = rest.strip_prefix(office).unwrap_or(rest).trim_start();
    }
    for level in LEVELS {
        let end = rest.char_indices().nth(level.chars().count()).map(|(at, _)| at);
        let Some(end) = end else { continue };
        // "Quận 1" stays as it is: a number alone names nothing
        let name = rest[end..].trim_start();
        if rest[..end].to_lowercase() == level && rest[end..].starts_with(' ') && name.starts_with(char::is_alphabetic) {
            return name.trim_end().to_owned();
        }
    }
    rest.to_owned()
}

/// Where a stop is, in short: its place, else its host's.
pub fn stop_place(stop: &Stop) -> String {
    let host = stop.host.as_ref().map(|h| h.name.as_str()).unwrap_or_default();
    short_place(if stop.place.trim().is_empty() { host } else { &stop.place })
}

/// "Cụm 1 · Định Quán"; the dot stays on the line of the name.
pub fn stop_title(stop: &Stop) -> String {
    let place = stop_place(stop);
    let name = stop.name.trim();
    if place.is_empty() || vietnamese::fold(name).contains(&vietnamese::fold(&place)) {
        return name.to_owned();
    }
    format!("{name}\u{a0}· {place}")
}
