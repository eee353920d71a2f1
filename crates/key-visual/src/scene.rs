//! Puts drawings, hills, sun and water together: the wide picture and the tile of one stop.

use crate::drawing::{Material, Part};
use crate::geometry::{Point, at, bounds, path, place};
use crate::mosaic::pieces;
use crate::random::Random;
use crate::text::{describe, escape};
use crate::{MOST_STOPS, Spec, Stop, StopState};

/// Pieces of inlay in one picture to begin with; fewer and fewer until the file is small enough.
const PIECES: f64 = 520.0;
/// Bytes of the drawn part: 20 000 compress to less than 8 KiB.
const MOST_BYTES: usize = 20_000;

/// The wide picture, 1200 × 300: stops in a row, the sun over the one that is on. An SVG file of its own.
pub fn render(spec: &Spec) -> String {
    file(spec, "0 0 1200 300", &panorama(spec, 1200.0, 272.0))
}

/// The tile of one stop, 240 × 240, for phones. `None` when there is no such stop.
pub fn tile(spec: &Spec, index: usize) -> Option<String> {
    let stop = spec.stops.get(index).filter(|_| index < MOST_STOPS)?;
    let body = stand(spec, stop, index, at(120.0, 216.0), 0.94, 120.0);
    let alone = Spec { stops: vec![stop.clone()], ..spec.clone() };
    Some(file(&alone, "0 0 240 240", &body))
}

/// Hills and drawings within `width`, standing on `ground`; small enough to be sent to a phone.
pub(crate) fn panorama(spec: &Spec, width: f64, ground: f64) -> String {
    let mut pieces = PIECES;
    loop {
        let drawn = panorama_of(spec, width, ground, pieces);
        if drawn.len() <= MOST_BYTES || pieces < 30.0 {
            return drawn;
        }
        pieces *= 0.9;
    }
}

fn panorama_of(spec: &Spec, width: f64, ground: f64, most: f64) -> String {
    let stops = &spec.stops[..spec.stops.len().min(MOST_STOPS)];
    let mut body = hills(spec, width, ground);
    // at most eight stops, so the number is exact in f64
    let count = u32::try_from(stops.len().max(1)).map_or(1.0, f64::from);
    let slot = width / count;
    let scale = (slot / 250.0).min(1.2);
    let share = (most / count).clamp(5.0, 170.0);
    for (index, stop) in stops.iter().enumerate() {
        let step = u32::try_from(index).map_or(0.0, f64::from);
        // on wide slots drawings stand near the left, above the words of their stop
        let x = slot * step + (slot * 0.5).min(154.0);
        body.push_str(&stand(spec, stop, index, at(x, ground), scale, share));
    }
    body
}

fn hills(spec: &Spec, width: f64, ground: f64) -> String {
    let mut random = Random::new(&spec.seed, 97);
    let mut line = vec![at(0.0, ground + 60.0), at(0.0, ground - 8.0)];
    let steps = 14_u32;
    for step in 1..steps {
        let high = if step % 2 == 0 { 40.0 } else { 66.0 };
        // the ridge rises from both edges, so that the picture ends softly
        let rise = (f64::from(step.min(steps - step)) / 2.5).min(1.0);
        line.push(at(width * f64::from(step) / f64::from(steps), ground - rise * (high + random.between(0.0, 24.0))));
    }
    line.extend([at(width, ground - 8.0), at(width, ground + 60.0)]);
    // quadratic curves through the middles make a soft ridge
    let mut path = format!("M0 {:.0}", ground + 60.0);
    for pair in line.windows(2).skip(1).take(line.len() - 3) {
        let middle = at(f64::midpoint(pair[0].x, pair[1].x), f64::midpoint(pair[0].y, pair[1].y));
        path.push_str(&format!("Q{:.0} {:.0} {:.0} {:.0}", pair[0].x, pair[0].y, middle.x, middle.y));
    }
    path.push_str(&format!("L{width:.0} {:.0}V{:.0}z", ground - 8.0, ground + 60.0));
    format!("<path fill=\"{}\" d=\"{path}\"/>", escape(&spec.palette.raised))
}

/// One drawing with its sun, standing on `foot`.
fn stand(spec: &Spec, stop: &Stop, index: usize, foot: Point, scale: f64, share: f64) -> String {
    let parts = stop.drawing.parts();
    let colours = &spec.palette;
    let mut out = String::new();
    let (_, top, _, _) = bounds(parts.iter().map(|part| &part.outline));
    if stop.state == StopState::On {
        let (x, y) = (foot.x, (foot.y + (top + 26.0) * scale).max(52.0 * scale + 4.0));
        out.push_str(&format!(
            "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{:.0}\" fill=\"{}\"/><circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{:.0}\" \
             fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>",
            44.0 * scale,
            escape(&colours.son),
            51.0 * scale,
            escape(&colours.gold)
        ));
    }
    let inlaid: f64 = parts.iter().filter(|part| part.material == Material::Shell).map(area).sum();
    let size = (inlaid * scale * scale / share * 1.16).sqrt().max(6.0);
    let mut random = Random::new(&spec.seed, u64::try_from(index).unwrap_or(0));
    for (number, part) in parts.iter().enumerate() {
        let shape = place(&part.outline, scale, foot);
        match part.material {
            Material::Shell => {
                let id = format!("k{index}-{number}");
                let edge = path(&shape);
                let [light, middle, dark] = pieces(&shape, size, (size * 0.13).clamp(1.0, 2.4), &mut random);
                out.push_str(&format!(
                    "<clipPath id=\"{id}\"><path d=\"{edge}\"/></clipPath><g clip-path=\"url(#{id})\">\
                     <path fill=\"{}\" d=\"{edge}\"/>",
                    escape(&colours.raised)
                ));
                for (colour, d) in colours.shell.iter().zip([light, middle, dark]) {
                    if !d.is_empty() {
                        out.push_str(&format!("<path fill=\"{}\" d=\"{d}\"/>", escape(colour)));
                    }
                }
                out.push_str("</g>");
            }
            Material::Leaf => out.push_str(&filled(&shape, &colours.leaf)),
            Material::Bronze => out.push_str(&filled(&shape, &colours.bronze)),
            Material::Water => out.push_str(&line(&shape, &colours.water, 3.4 * scale, "")),
            Material::Fall => out.push_str(&line(&shape, &colours.shell[0], 4.4 * scale, "30 5 16 4 46 6")),
        }
    }
    out
}

fn area(part: &Part) -> f64 {
    crate::geometry::double_area(&part.outline).abs() / 2.0
}

fn filled(shape: &[Point], colour: &str) -> String {
    format!("<path fill=\"{}\" d=\"{}\"/>", escape(colour), path(shape))
}

fn line(points: &[Point], colour: &str, width: f64, dashes: &str) -> String {
    let mut d = String::new();
    for (index, point) in points.iter().enumerate() {
        // waves bend through their crests: T continues the curve smoothly
        let command = match (index, points.len()) {
            (0, _) => "M",
            (_, 2) => "L",
            (1, _) => "Q",
            (2, _) => " ",
            _ if index % 2 == 0 => "T",
            _ => continue,
        };
        d.push_str(&format!("{command}{:.0} {:.0}", point.x, point.y));
    }
    let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
    format!(
        "<path fill=\"none\" stroke=\"{}\" stroke-width=\"{width:.1}\" stroke-linecap=\"round\"{dashes} d=\"{d}\"/>",
        escape(colour)
    )
}

/// Wraps drawings into a file with an accessible title and description.
fn file(spec: &Spec, view: &str, body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{view}\" role=\"img\" aria-labelledby=\"t d\">\
         <title id=\"t\">{}</title><desc id=\"d\">{}</desc>{body}</svg>",
        escape(&spec.title),
        escape(&describe(spec))
    )
}
