//! The control file of the Debian package, with what only the built binary tells.
use anyhow::{Context, Result};

/// What the template `packaging/debian/control` leaves open.
pub struct Facts<'a> {
    /// Version of the workspace.
    pub version: &'a str,
    /// Debian's name of the processor (`amd64`).
    pub arch: &'a str,
    /// Size of the installed files in KiB.
    pub size: u64,
    /// The binary, to see which C library it needs.
    pub binary: &'a [u8],
}

/// Fills the template.
pub fn fill(template: &str, facts: &Facts) -> String {
    template
        .replace("@VERSION@", &facts.version.replace('-', "~"))
        .replace("@ARCH@", facts.arch)
        .replace("@SIZE@", &facts.size.to_string())
        .replace("@DEPENDS@", &depends(facts.binary))
}

/// Packages that the binary and the maintainer scripts need.
fn depends(binary: &[u8]) -> String {
    let mut needs = vec!["adduser".to_owned(), "ca-certificates".to_owned()];
    if let Some((major, minor)) = newest_glibc(binary) {
        needs.push(format!("libc6 (>= {major}.{minor})"));
    }
    if contains(binary, b"libgcc_s.so.1") {
        needs.push("libgcc-s1".to_owned());
    }
    needs.join(", ")
}

/// The newest `GLIBC_x.y` symbol version that a binary names.
fn newest_glibc(binary: &[u8]) -> Option<(u32, u32)> {
    let mark = b"GLIBC_";
    let versions = binary.windows(mark.len()).enumerate().filter(|(_, window)| window == mark).filter_map(|(at, _)| {
        let rest = &binary[at + mark.len()..binary.len().min(at + mark.len() + 8)];
        let text: String = rest.iter().take_while(|b| b.is_ascii_digit() || **b == b'.').map(|b| char::from(*b)).collect();
        let mut parts = text.split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    });
    versions.max()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Reads fields `Name: value` with folded lines; an error tells what is malformed.
pub fn fields(control: &str) -> Result<Vec<(String, String)>> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in control.lines() {
        if let Some(more) = line.strip_prefix(' ') {
            anyhow::ensure!(!more.trim().is_empty(), "an empty folded line must be ` .`");
            let (_, value) = fields.last_mut().context("a folded line before any field")?;
            value.push('\n');
            value.push_str(more);
        } else {
            let (name, value) = line.split_once(": ").with_context(|| format!("not a field: {line:?}"))?;
            anyhow::ensure!(!value.contains('@') || name == "Maintainer", "unfilled: {line}");
            fields.push((name.to_owned(), value.to_owned()));
        }
    }
    for name in ["Package", "Version", "Architecture", "Maintainer", "Description", "Depends"] {
        anyhow::ensure!(fields.iter().any(|(field, _)| field == name), "no field {name}");
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_becomes_a_well_formed_control_file() {
        let template = include_str!("../../../packaging/debian/control");
        let binary = b"\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.9\0libgcc_s.so.1\0";
        let control = fill(template, &Facts { version: "1.2.0-rc.1", arch: "amd64", size: 42, binary });
        let fields = fields(&control).expect("well formed");
        let get = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        assert_eq!(get("Package"), Some("nhipso"));
        assert_eq!(get("Version"), Some("1.2.0~rc.1"), "a candidate sorts before its release");
        assert_eq!(get("Depends"), Some("adduser, ca-certificates, libc6 (>= 2.34), libgcc-s1"));
        assert!(control.ends_with('\n'));
    }

    #[test]
    fn malformed_files_are_refused() {
        for bad in ["Package nhipso", " folded", "Version: @VERSION@", "Package: x\n \n"] {
            assert!(fields(bad).is_err(), "{bad:?}");
        }
    }
}
