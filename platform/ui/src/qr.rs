//! QR codes as SVG (mã QR): the ticket, the way into a game, the address on a poster.

use fast_qr::QRBuilder;
use fast_qr::qr::QRCodeError;

/// Draws `text` as an SVG with modules in `--then` on a white plate with the four-module quiet zone. Colours come from
/// the classes `qr-plate` and `qr-module`. `title` is what a screen reader says. Errors when the text is too long
/// (about 2 300 characters).
pub fn svg(text: &str, title: &str) -> Result<String, QRCodeError> {
    let code = QRBuilder::new(text).build()?;
    let size = code.size;
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && code[y][x].value() {
                x += 1;
            }
            if x > start {
                path.push_str(&format!("M{} {}h{}v1h-{}z", start + 4, y + 4, x - start, x - start));
            } else {
                x += 1;
            }
        }
    }
    let side = size + 8;
    let title = escape(title);
    Ok(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{title}\" \
         shape-rendering=\"crispEdges\"><path class=\"qr-plate\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path class=\"qr-module\" d=\"{path}\"/></svg>"
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_every_dark_module_and_nothing_else() {
        let text = "https://ngay-hoi.example/ve/7Q4K2";
        let drawing = svg(text, "Vé \"A\"").expect("short text fits");
        let code = QRBuilder::new(text).build().expect("short text fits");
        let dark = (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y)));
        let dark = dark.filter(|&(x, y)| code[y][x].value()).count();
        let path = drawing.split("qr-module\" d=\"").nth(1).expect("module path");
        let drawn: usize = path.split('h').skip(1).step_by(2).filter_map(|run| run.split('v').next()?.parse::<usize>().ok()).sum();
        assert_eq!(drawn, dark);
        assert!(drawing.contains("aria-label=\"Vé &quot;A&quot;\""));
    }

    #[test]
    fn too_long_is_an_error() {
        assert!(svg(&"ạ".repeat(3000), "x").is_err());
    }
}
