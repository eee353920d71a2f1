//! No `.unwrap()` outside tests: an error is handled, or `expect` says why it cannot happen.
use super::Problem;
use super::source::code_lines;
use super::tree::Tree;
use anyhow::Result;

/// Checks all Rust files but tests.
pub fn check(tree: &Tree) -> Result<Vec<Problem>> {
    let call = concat!(".unwr", "ap()");
    let mut problems = Vec::new();
    for file in tree.with(&["rs"]).filter(|file| !file.is_test()) {
        for (line, code) in code_lines(&file.text) {
            if code.contains(call) {
                problems.push(Problem::new(&file.path, line, format!("`{call}` outside tests")));
            }
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_code_is_judged() {
        let call = concat!("x.unwr", "ap();");
        let text = format!("/// {call}\nfn a() {{ {call} }}\n#[cfg(test)]\nmod tests {{\n    {call}\n}}\n");
        let tree = Tree::of(&[("a.rs", &text), ("tests/b.rs", call)]);
        let found: Vec<_> = check(&tree).expect("checked").into_iter().map(|p| p.line).collect();
        assert_eq!(found, [2]);
    }
}
