//! Points, polygons and their SVG paths. Screen coordinates: y grows downwards.

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// Short form of a point.
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// A closed outline without holes.
pub type Outline = Vec<Point>;

/// From a list of pairs.
pub fn outline(points: &[(f64, f64)]) -> Outline {
    points.iter().map(|&(x, y)| at(x, y)).collect()
}

/// A rounded stone: superellipse of exponent 2.6 with `n` corners.
pub fn stone(cx: f64, cy: f64, rx: f64, ry: f64, n: u32) -> Outline {
    let power = |value: f64| value.signum() * value.abs().powf(2.0 / 2.6);
    (0..n)
        .map(|step| std::f64::consts::TAU * f64::from(step) / f64::from(n))
        .map(|angle| at(cx + rx * power(angle.cos()), cy + ry * power(angle.sin())))
        .collect()
}

/// A part of a circle or ellipse, angles in degrees, clockwise from the right on screen.
pub fn arc(cx: f64, cy: f64, rx: f64, ry: f64, from: f64, to: f64, n: u32) -> Outline {
    (0..=n)
        .map(|step| (from + (to - from) * f64::from(step) / f64::from(n)).to_radians())
        .map(|angle| at(cx + rx * angle.cos(), cy + ry * angle.sin()))
        .collect()
}

/// A petal: pointed at both ends, from `foot` to `tip`, `width` at its widest.
pub fn petal(foot: Point, tip: Point, width: f64) -> Outline {
    let (dx, dy) = (tip.x - foot.x, tip.y - foot.y);
    let length = dx.hypot(dy).max(1e-6);
    let (nx, ny) = (-dy / length, dx / length);
    let side = |sign: f64| {
        move |step: u32| {
            let along = f64::from(step) / 8.0;
            let half = sign * width / 2.0 * (std::f64::consts::PI * along.powf(0.8)).sin();
            at(foot.x + dx * along + nx * half, foot.y + dy * along + ny * half)
        }
    };
    (0..8).map(side(1.0)).chain((1..=8).rev().map(side(-1.0))).collect()
}

/// The smallest box around some outlines: left, top, right, bottom.
pub fn bounds<'a>(outlines: impl IntoIterator<Item = &'a Outline>) -> (f64, f64, f64, f64) {
    outlines.into_iter().flatten().fold(
        (f64::MAX, f64::MAX, f64::MIN, f64::MIN),
        |(left, top, right, bottom), point| {
            (left.min(point.x), top.min(point.y), right.max(point.x), bottom.max(point.y))
        },
    )
}

/// Whether a point lies inside (even-odd rule).
pub fn inside(shape: &[Point], point: Point) -> bool {
    let mut odd = false;
    let mut before = shape.len().wrapping_sub(1);
    for (index, a) in shape.iter().enumerate() {
        let b = shape[before];
        if (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
            odd = !odd;
        }
        before = index;
    }
    odd
}

/// Twice the signed area.
pub fn double_area(shape: &[Point]) -> f64 {
    let pairs = shape.iter().zip(shape.iter().cycle().skip(1));
    pairs.map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

/// Keeps the part of a convex polygon where `nx·x + ny·y ≤ limit`.
pub fn cut(shape: &[Point], nx: f64, ny: f64, limit: f64) -> Outline {
    let depth = |p: &Point| nx * p.x + ny * p.y - limit;
    let mut kept = Outline::new();
    for (a, b) in shape.iter().zip(shape.iter().cycle().skip(1)) {
        let (da, db) = (depth(a), depth(b));
        if da <= 0.0 {
            kept.push(*a);
        }
        if (da < 0.0 && db > 0.0) || (da > 0.0 && db < 0.0) {
            let share = da / (da - db);
            kept.push(at(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share));
        }
    }
    kept
}

/// Moves and scales: `scale` about the origin, then to `to`.
pub fn place(shape: &[Point], scale: f64, to: Point) -> Outline {
    shape.iter().map(|p| at(to.x + p.x * scale, to.y + p.y * scale)).collect()
}

/// Closed path with whole numbers, relative, as short as it gets; empty when nothing is left after rounding.
pub fn path(shape: &[Point]) -> String {
    let mut whole: Vec<(i64, i64)> = Vec::with_capacity(shape.len());
    for point in shape {
        // coordinates of a picture are far below the limits of i64, and NaN becomes 0
        #[allow(clippy::cast_possible_truncation)]
        let rounded = (point.x.round() as i64, point.y.round() as i64);
        if whole.last() != Some(&rounded) {
            whole.push(rounded);
        }
    }
    if whole.first() == whole.last() {
        whole.pop();
    }
    if whole.len() < 3 {
        return String::new();
    }
    let mut text = String::new();
    let mut before = whole[0];
    text.push_str(&format!("M{}{}", before.0, signed(before.1)));
    for (index, &(x, y)) in whole.iter().enumerate().skip(1) {
        let (dx, dy) = (x - before.0, y - before.1);
        text.push_str(&if index == 1 { format!("l{dx}{}", signed(dy)) } else { format!("{}{}", signed(dx), signed(dy)) });
        before = (x, y);
    }
    text.push('z');
    text
}

fn signed(value: i64) -> String {
    if value < 0 { value.to_string() } else { format!(" {value}") }
}
