//! The library of silhouettes (hình của chặng), drawn by us. Each stands on y = 0, is about 200 wide and at most 180
//! high; x = 0 is its middle.

use crate::geometry::{Outline, arc, at, outline, petal, stone};

/// A picture that an organiser picks for a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// Đá chồng.
    Rocks,
    /// Thác nước.
    Waterfall,
    /// Cầu vòm.
    Bridge,
    /// Hải đăng.
    Lighthouse,
    /// Mái đình.
    CommunalHouse,
    /// Dãy núi.
    Mountains,
    /// Hoa sen.
    Lotus,
    /// Thuyền buồm.
    Boat,
    /// Phố cao tầng.
    Skyline,
    /// Ruộng bậc thang, đồi chè.
    Terraces,
}

/// What a part is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Material {
    /// Eggshell pieces.
    Shell,
    /// Plain leaf green.
    Leaf,
    /// Plain dull gold.
    Bronze,
    /// Water: a line, not a filled shape.
    Water,
    /// Falling water: a light broken line.
    Fall,
}

/// One part of a drawing.
pub struct Part {
    /// Outline, or the line for water.
    pub outline: Outline,
    /// What it is made of.
    pub material: Material,
}

fn shell(outline: Outline) -> Part {
    Part { outline, material: Material::Shell }
}
fn leaf(x: f64, lean: f64, height: f64) -> Part {
    Part { outline: petal(at(x, 0.0), at(x + lean, -height), height * 0.34), material: Material::Leaf }
}
fn bronze(points: &[(f64, f64)]) -> Part {
    Part { outline: outline(points), material: Material::Bronze }
}
fn water(x: f64, y: f64, waves: u32) -> Part {
    let crest = |step: u32| at(x + f64::from(step) * 12.0, y + if step.is_multiple_of(2) { 0.0 } else { 5.0 });
    Part { outline: (0..=waves * 2).map(crest).collect(), material: Material::Water }
}
fn boxed(left: f64, right: f64, height: f64) -> Outline {
    outline(&[(left, 0.0), (left, -height), (right, -height), (right, 0.0)])
}

impl Drawing {
    /// All drawings, in the order in which a form offers them.
    pub const ALL: [Self; 10] = [
        Self::Rocks,
        Self::Waterfall,
        Self::Bridge,
        Self::Lighthouse,
        Self::CommunalHouse,
        Self::Mountains,
        Self::Lotus,
        Self::Boat,
        Self::Skyline,
        Self::Terraces,
    ];

    /// Name for storage and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rocks => "da-chong",
            Self::Waterfall => "thac",
            Self::Bridge => "cau",
            Self::Lighthouse => "hai-dang",
            Self::CommunalHouse => "mai-dinh",
            Self::Mountains => "nui",
            Self::Lotus => "sen",
            Self::Boat => "thuyen",
            Self::Skyline => "pho",
            Self::Terraces => "doi-che",
        }
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|drawing| drawing.name() == name)
    }

    /// Vietnamese words, lower case.
    pub fn words(self) -> &'static str {
        match self {
            Self::Rocks => "đá chồng",
            Self::Waterfall => "thác nước",
            Self::Bridge => "cầu vòm",
            Self::Lighthouse => "ngọn hải đăng",
            Self::CommunalHouse => "mái đình",
            Self::Mountains => "dãy núi",
            Self::Lotus => "hoa sen",
            Self::Boat => "thuyền buồm",
            Self::Skyline => "phố cao tầng",
            Self::Terraces => "đồi chè bậc thang",
        }
    }

    /// Its parts, back to front.
    pub(crate) fn parts(self) -> Vec<Part> {
        match self {
            Self::Rocks => vec![
                shell(stone(0.0, -42.0, 92.0, 44.0, 26)),
                shell(stone(-5.0, -112.0, 64.0, 32.0, 24)),
                shell(stone(-2.0, -159.0, 40.0, 21.0, 20)),
                leaf(-92.0, -10.0, 52.0),
                leaf(-78.0, 12.0, 38.0),
                leaf(86.0, 16.0, 50.0),
            ],
            Self::Waterfall => waterfall(),
            Self::Bridge => bridge(),
            Self::Lighthouse => vec![
                shell(outline(&[(-26.0, -20.0), (-15.0, -122.0), (15.0, -122.0), (26.0, -20.0)])),
                shell(outline(&[(-70.0, 0.0), (-62.0, -17.0), (-38.0, -28.0), (36.0, -30.0), (64.0, -18.0), (76.0, 0.0)])),
                bronze(&[(-24.0, -122.0), (-24.0, -130.0), (24.0, -130.0), (24.0, -122.0)]),
                shell(boxed(-12.0, 12.0, 22.0).into_iter().map(|p| at(p.x, p.y - 132.0)).collect()),
                bronze(&[(-18.0, -154.0), (0.0, -174.0), (18.0, -154.0)]),
                water(-92.0, 6.0, 3),
                water(26.0, 6.0, 3),
            ],
            Self::CommunalHouse => communal_house(),
            Self::Mountains => vec![
                shell(outline(&[(-110.0, 0.0), (-78.0, -74.0), (-58.0, -110.0), (-40.0, -88.0), (-14.0, -30.0), (-4.0, 0.0)])),
                shell(outline(&[(6.0, 0.0), (44.0, -84.0), (66.0, -122.0), (84.0, -92.0), (112.0, 0.0)])),
                shell(outline(&[(-62.0, 0.0), (-30.0, -84.0), (-8.0, -146.0), (6.0, -168.0), (22.0, -138.0), (40.0, -76.0), (74.0, 0.0)])),
                leaf(-96.0, -4.0, 34.0),
                leaf(92.0, 6.0, 38.0),
                leaf(80.0, -6.0, 28.0),
            ],
            Self::Lotus => lotus(),
            Self::Boat => vec![
                shell(outline(&[(4.0, -48.0), (4.0, -172.0), (34.0, -140.0), (62.0, -96.0), (74.0, -48.0)])),
                shell(outline(&[(-8.0, -54.0), (-8.0, -138.0), (-36.0, -104.0), (-56.0, -54.0)])),
                bronze(&[(-4.0, -36.0), (-4.0, -178.0), (1.0, -178.0), (1.0, -36.0)]),
                shell(outline(&[(-104.0, -46.0), (-80.0, -36.0), (-40.0, -32.0), (50.0, -32.0), (88.0, -38.0), (108.0, -52.0), (92.0, -20.0), (66.0, -4.0), (-56.0, -4.0), (-88.0, -20.0)])),
                water(-110.0, 2.0, 9),
                water(-76.0, 12.0, 6),
            ],
            Self::Skyline => vec![
                shell(boxed(-98.0, -66.0, 74.0)),
                shell(boxed(-61.0, -27.0, 128.0)),
                shell(outline(&[(-22.0, 0.0), (-22.0, -154.0), (-2.0, -176.0), (18.0, -154.0), (18.0, 0.0)])),
                shell(boxed(23.0, 53.0, 98.0)),
                shell(outline(&[(58.0, 0.0), (58.0, -136.0), (88.0, -120.0), (88.0, 0.0)])),
                shell(boxed(93.0, 110.0, 54.0)),
                bronze(&[(-46.0, -128.0), (-46.0, -158.0), (-42.0, -158.0), (-42.0, -128.0)]),
                leaf(-104.0, -4.0, 30.0),
                leaf(20.0, 2.0, 26.0),
            ],
            Self::Terraces => terraces(),
        }
    }
}

fn waterfall() -> Vec<Part> {
    let mut parts = Vec::new();
    for step in 0..7 {
        let x = -18.0 + f64::from(step) * 7.0;
        let top = -108.0 - f64::from(step % 3) * 6.0;
        parts.push(Part { outline: outline(&[(x, top), (x, -4.0)]), material: Material::Fall });
    }
    parts.extend([
        shell(outline(&[(-104.0, 0.0), (-98.0, -84.0), (-72.0, -112.0), (-38.0, -120.0), (-26.0, -94.0), (-30.0, 0.0)])),
        shell(outline(&[(34.0, 0.0), (30.0, -92.0), (46.0, -122.0), (82.0, -112.0), (104.0, -84.0), (110.0, 0.0)])),
        leaf(-86.0, -18.0, 46.0).raised(98.0),
        leaf(-70.0, 4.0, 54.0).raised(106.0),
        leaf(74.0, 12.0, 56.0).raised(106.0),
        leaf(90.0, 22.0, 44.0).raised(94.0),
        water(-50.0, 6.0, 4),
        water(-16.0, 14.0, 3),
    ]);
    parts
}

fn bridge() -> Vec<Part> {
    let mut under = vec![at(-112.0, 0.0)];
    under.extend([at(-112.0, -58.0), at(112.0, -58.0), at(112.0, 0.0), at(100.0, 0.0)]);
    for middle in [67.0, 0.0, -67.0] {
        under.extend(arc(middle, -2.0, 25.0, 40.0, 0.0, -180.0, 12));
    }
    under.push(at(-100.0, 0.0));
    let hoop = |middle: f64| {
        let mut band = arc(middle, -64.0, 52.0, 76.0, 180.0, 360.0, 16);
        band.extend(arc(middle, -64.0, 45.0, 69.0, 360.0, 180.0, 16));
        shell(band)
    };
    let hanger = |x: f64, height: f64| bronze(&[(x - 1.2, -64.0), (x - 1.2, -64.0 - height), (x + 1.2, -64.0 - height), (x + 1.2, -64.0)]);
    let mut parts = Vec::new();
    for middle in [-56.0, 56.0] {
        parts.extend([-30.0, -10.0, 10.0, 30.0].map(|x: f64| hanger(middle + x, 70.0 * (1.0 - (x / 48.0).powi(2)).sqrt())));
        parts.push(hoop(middle));
    }
    parts.extend([
        bronze(&[(-118.0, -66.0), (-118.0, -58.0), (118.0, -58.0), (118.0, -66.0)]),
        shell(under),
        water(-116.0, 6.0, 9),
        water(-80.0, 14.0, 6),
    ]);
    parts
}

fn communal_house() -> Vec<Part> {
    let roof = |half: f64, ridge: f64, eave: f64, top: f64| {
        outline(&[
            (-half, eave - 16.0),
            (-half + 14.0, eave - 8.0),
            (-ridge - 10.0, top + 18.0),
            (-ridge, top - 8.0),
            (-ridge + 10.0, top),
            (ridge - 10.0, top),
            (ridge, top - 8.0),
            (ridge + 10.0, top + 18.0),
            (half - 14.0, eave - 8.0),
            (half, eave - 16.0),
            (half - 10.0, eave),
            (-half + 10.0, eave),
        ])
    };
    let mut parts = vec![shell(outline(&[(-96.0, 0.0), (-96.0, -12.0), (96.0, -12.0), (96.0, 0.0)]))];
    parts.extend([-78.0, -46.0, -16.0, 16.0, 46.0, 78.0].map(|x| {
        bronze(&[(x - 4.0, -12.0), (x - 4.0, -54.0), (x + 4.0, -54.0), (x + 4.0, -12.0)])
    }));
    parts.extend([
        shell(roof(116.0, 70.0, -52.0, -98.0)),
        bronze(&[(-52.0, -100.0), (-52.0, -112.0), (52.0, -112.0), (52.0, -100.0)]),
        shell(roof(78.0, 42.0, -110.0, -152.0)),
        leaf(-104.0, -6.0, 34.0),
        leaf(104.0, 6.0, 34.0),
    ]);
    parts
}

fn lotus() -> Vec<Part> {
    let heart = at(0.0, -22.0);
    let tip = |angle: f64, length: f64| at(length * angle.to_radians().sin(), -22.0 - length * angle.to_radians().cos());
    let mut parts = vec![leaf(-40.0, -62.0, 36.0), leaf(40.0, 62.0, 36.0)];
    let petals = [(-76.0, 98.0), (76.0, 98.0), (-52.0, 118.0), (52.0, 118.0), (-26.0, 132.0), (26.0, 132.0), (0.0, 144.0)];
    parts.extend(petals.map(|(angle, length)| shell(petal(heart, tip(angle, length), 46.0))));
    parts.push(Part { outline: arc(0.0, -26.0, 16.0, 9.0, 0.0, 345.0, 14), material: Material::Bronze });
    parts.extend([water(-104.0, 2.0, 3), water(30.0, 2.0, 3), water(-48.0, 11.0, 4)]);
    parts
}

fn terraces() -> Vec<Part> {
    let mut parts = Vec::new();
    let bands = [(112.0, 0.0), (98.0, -30.0), (80.0, -60.0), (60.0, -90.0), (38.0, -118.0)];
    for (index, (half, foot)) in bands.into_iter().enumerate() {
        let mut band = arc(0.0, foot, half, 34.0, 180.0, 360.0, 14);
        band.extend(arc(0.0, foot, half - 4.0, 11.0, 360.0, 180.0, 10));
        let material = if index % 2 == 0 { Material::Shell } else { Material::Leaf };
        parts.push(Part { outline: band, material });
    }
    parts.push(shell(outline(&[(-9.0, -150.0), (-9.0, -168.0), (-14.0, -168.0), (0.0, -180.0), (14.0, -168.0), (9.0, -168.0), (9.0, -150.0)])));
    parts
}

impl Part {
    /// Lifts the part by `height`.
    fn raised(mut self, height: f64) -> Self {
        for point in &mut self.outline {
            point.y -= height;
        }
        self
    }
}
