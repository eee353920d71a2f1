//! The picture for shared links (ảnh chia sẻ), 1200 × 630, with the campaign's words.

use crate::Spec;
use crate::scene::panorama;
use crate::text::{describe, escape, wrap};

/// Draws it. The words use the system's Vietnamese fonts; turn it into PNG where the font is installed.
pub fn share(spec: &Spec) -> String {
    let colours = &spec.palette;
    let title = wrap(&spec.title, 24, 2);
    let mut words = String::new();
    let mut y = 150.0;
    for line in &title {
        words.push_str(&format!(
            "<text x=\"72\" y=\"{y:.0}\" font-size=\"72\" font-weight=\"800\" fill=\"{}\">{}</text>",
            escape(&colours.shell[0]),
            escape(line)
        ));
        y += 100.0;
    }
    for line in wrap(&spec.subtitle, 52, 1) {
        words.push_str(&format!(
            "<text x=\"72\" y=\"{:.0}\" font-size=\"36\" fill=\"{}\">{}</text>",
            y - 32.0,
            escape(&colours.shell[1]),
            escape(&line)
        ));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\" role=\"img\" aria-labelledby=\"t d\" \
         font-family=\"'Be Vietnam Pro','Noto Sans',sans-serif\"><title id=\"t\">{}</title><desc id=\"d\">{}</desc>\
         <rect width=\"1200\" height=\"630\" fill=\"{}\"/><rect width=\"1200\" height=\"14\" fill=\"{}\"/>\
         <rect y=\"14\" width=\"1200\" height=\"5\" fill=\"{}\"/>{words}<g transform=\"translate(0 20)\">{}</g></svg>",
        escape(&spec.title),
        escape(&describe(spec)),
        escape(&colours.ground),
        escape(&colours.son),
        escape(&colours.gold),
        panorama(spec, 1200.0, 560.0)
    )
}
