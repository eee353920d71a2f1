//! Lays the files of the package out and lets dpkg-deb pack them.
use super::control::{self, Facts};
use crate::shell;
use anyhow::{Context, Result};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml::Table;

/// Where each file of the repository goes, and its mode.
const FILES: &[(&str, &str, u32)] = &[
    ("packaging/nhipso.service", "lib/systemd/system/nhipso.service", 0o644),
    ("packaging/nhipso.toml", "etc/nhipso/nhipso.toml", 0o640),
    ("packaging/debian/README.Debian", "usr/share/doc/nhipso/README.Debian", 0o644),
    ("packaging/debian/copyright", "usr/share/doc/nhipso/copyright", 0o644),
    ("packaging/debian/preinst", "DEBIAN/preinst", 0o755),
    ("packaging/debian/postinst", "DEBIAN/postinst", 0o755),
    ("packaging/debian/prerm", "DEBIAN/prerm", 0o755),
    ("packaging/debian/postrm", "DEBIAN/postrm", 0o755),
];

/// Makes `out/nhipso_VERSION_ARCH.deb` from a binary.
pub fn package(root: &Path, binary: &Path, out: &Path) -> Result<PathBuf> {
    let stage = out.join("root");
    if stage.exists() {
        std::fs::remove_dir_all(&stage)?;
    }
    for (from, to, mode) in FILES {
        put(&root.join(from), &stage.join(to), *mode)?;
    }
    put(binary, &stage.join("usr/bin/nhipso"), 0o755)?;
    std::fs::write(stage.join("DEBIAN/conffiles"), "/etc/nhipso/nhipso.toml\n")?;

    let version = version(root)?;
    let arch = shell::read(Command::new("dpkg").arg("--print-architecture"))?.trim().to_owned();
    let bytes = std::fs::read(binary)?;
    let template = std::fs::read_to_string(root.join("packaging/debian/control"))?;
    let facts = Facts { version: &version, arch: &arch, size: bytes.len() as u64 / 1024 + 64, binary: &bytes };
    let control = control::fill(&template, &facts);
    control::fields(&control).context("packaging/debian/control")?;
    std::fs::write(stage.join("DEBIAN/control"), control)?;

    let package = out.join(format!("nhipso_{}_{arch}.deb", version.replace('-', "~")));
    let mut pack = Command::new("dpkg-deb");
    pack.args(["--root-owner-group", "-Zxz", "--build"]).arg(&stage).arg(&package);
    if let Ok(seconds) = shell::read(Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(root)) {
        pack.env("SOURCE_DATE_EPOCH", seconds.trim()); // the same commit gives the same package
    }
    shell::read(&mut pack)?;
    Ok(package)
}

fn put(from: &Path, to: &Path, mode: u32) -> Result<()> {
    let folder = to.parent().context("a folder")?;
    std::fs::create_dir_all(folder)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))?;
    std::fs::copy(from, to).with_context(|| from.display().to_string())?;
    std::fs::set_permissions(to, std::fs::Permissions::from_mode(mode))?;
    Ok(())
}

fn version(root: &Path) -> Result<String> {
    let manifest: Table = std::fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let package = manifest.get("workspace").and_then(|workspace| workspace.get("package")).and_then(|package| package.get("version"));
    Ok(package.and_then(toml::Value::as_str).context("no workspace.package.version")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo;

    #[test]
    fn maintainer_scripts_are_shell() {
        let root = repo::root().expect("the repository");
        for (from, _, mode) in FILES.iter().filter(|(_, to, _)| to.starts_with("DEBIAN/")) {
            let done = Command::new("sh").arg("-n").arg(root.join(from)).status().expect("sh");
            assert!(done.success() && *mode == 0o755, "{from}");
        }
    }

    #[test]
    fn the_shipped_configuration_is_toml_with_the_data_in_the_state_directory() {
        let root = repo::root().expect("the repository");
        let text = std::fs::read_to_string(root.join("packaging/nhipso.toml")).expect("shipped");
        let config: Table = text.parse().expect("TOML");
        assert_eq!(config["data"].as_str(), Some("/var/lib/nhipso"));
        // every commented setting is right too, once its mark is taken away
        let commented = text.lines().filter_map(|line| line.strip_prefix("# "));
        let setting = |line: &&str| line.split_once(" = ").is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        let optional: Vec<Table> = commented.filter(setting).map(|line| line.parse().expect("TOML when uncommented")).collect();
        let shipped: Vec<&String> = config.keys().chain(optional.iter().flat_map(Table::keys)).collect();
        let source = std::fs::read_to_string(root.join("platform/base/src/config.rs")).expect("the configuration");
        let fields = source.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':')).map(|(name, _)| name.to_owned());
        let fields: Vec<String> = fields.filter(|name| !name.contains(' ') && name != "development").collect();
        assert!(fields.len() >= 10, "{fields:?}");
        for field in &fields {
            assert!(shipped.contains(&field), "the shipped configuration does not explain {field}");
        }
        for key in shipped {
            assert!(fields.contains(key), "the shipped configuration names {key}, which no longer exists");
        }
    }

    #[test]
    fn a_package_is_built_and_holds_what_it_should() {
        let root = repo::root().expect("the repository");
        let dir = tempfile::tempdir().expect("a folder");
        let binary = dir.path().join("nhipso");
        std::fs::write(&binary, b"#!/bin/sh\nexit 0\n").expect("written");
        let package = package(&root, &binary, dir.path()).expect("packed");
        let contents = shell::read(Command::new("dpkg-deb").arg("--contents").arg(&package)).expect("readable");
        for path in ["./usr/bin/nhipso", "./lib/systemd/system/nhipso.service", "./etc/nhipso/nhipso.toml", "./usr/share/doc/nhipso/README.Debian"] {
            assert!(contents.lines().any(|line| line.ends_with(path) && line.contains("root/root")), "{path} in\n{contents}");
        }
        let conffiles = shell::read(Command::new("dpkg-deb").arg("--info").arg(&package).arg("conffiles")).expect("readable");
        assert_eq!(conffiles, "/etc/nhipso/nhipso.toml\n");
    }
}
