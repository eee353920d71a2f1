//! Inlay of eggshell pieces (khảm vỏ trứng): Voronoi cells of a jittered grid, each cut back a little so that the lacquer
//! shows between them. The caller clips them to the silhouette.

use crate::geometry::{Outline, Point, at, bounds, cut, double_area, inside, path};
use crate::random::Random;

/// Paths of the pieces for one silhouette, by shade: light, middle, dark. `size` is the distance between pieces and
/// `joint` the width of the lacquer between two.
pub fn pieces(shape: &Outline, size: f64, joint: f64, random: &mut Random) -> [String; 3] {
    let (left, top, right, bottom) = bounds([shape]);
    let mut seeds: Vec<Point> = Vec::new();
    let mut y = top - size;
    let mut odd = false;
    while y < bottom + size {
        let mut x = left - size + if odd { size / 2.0 } else { 0.0 };
        while x < right + size {
            let jitter = size * 0.42;
            seeds.push(at(x + random.between(-jitter, jitter), y + random.between(-jitter, jitter)));
            x += size;
        }
        y += size * 0.86;
        odd = !odd;
    }
    let mut shades = [String::new(), String::new(), String::new()];
    for seed in &seeds {
        let cell = cell(*seed, &seeds, size, joint);
        // light comes from the upper left: pieces there are lighter more often
        let lit = 1.0 - ((seed.x - left) / (right - left).max(1.0) * 0.5 + (seed.y - top) / (bottom - top).max(1.0) * 0.5);
        let draw = random.unit() * 0.75 + lit * 0.45;
        let shade = if draw > 0.62 { 0 } else if draw > 0.34 { 1 } else { 2 };
        if double_area(&cell).abs() > size && (inside(shape, *seed) || cell.iter().any(|corner| inside(shape, *corner))) {
            shades[shade].push_str(&path(&blunt(&cell)));
        }
    }
    shades
}

fn cell(own: Point, seeds: &[Point], size: f64, joint: f64) -> Outline {
    let reach = size * 1.3;
    let mut cell = vec![
        at(own.x - reach, own.y - reach),
        at(own.x + reach, own.y - reach),
        at(own.x + reach, own.y + reach),
        at(own.x - reach, own.y + reach),
    ];
    for other in seeds {
        let (dx, dy) = (other.x - own.x, other.y - own.y);
        if dx.abs() > size * 2.8 || dy.abs() > size * 2.8 {
            continue;
        }
        let distance = dx.hypot(dy);
        if distance < 1e-6 || distance > size * 2.8 {
            continue;
        }
        let (nx, ny) = (dx / distance, dy / distance);
        cell = cut(&cell, nx, ny, nx * own.x + ny * own.y + (distance - joint) / 2.0);
    }
    cell
}

/// Joins corners that stand closer than two units: nobody sees them, and they cost bytes.
fn blunt(cell: &Outline) -> Outline {
    let mut kept = Outline::with_capacity(cell.len());
    for corner in cell {
        if kept.last().is_none_or(|last: &Point| (last.x - corner.x).hypot(last.y - corner.y) > 2.0) {
            kept.push(*corner);
        }
    }
    kept
}
