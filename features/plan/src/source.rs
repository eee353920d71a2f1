//! Dòng và đoạn đánh dấu: cuts the plan's text into lines and marked runs, for the document and for the review screen.
//! Pure; positions are Unicode scalar values, as in the reading.

/// A line of the source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    /// 1 for the first.
    pub number: usize,
    /// Position of its first scalar value.
    pub start: usize,
    /// Position behind its last.
    pub end: usize,
    pub text: &'t str,
}

/// The lines of a text, empty ones too.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split('\n')
        .enumerate()
        .map(|(at, text)| {
            let line = Line { number: at + 1, start, end: start + text.chars().count(), text };
            start = line.end + 1;
            line
        })
        .collect()
}

/// The number of the line that holds a position.
pub(crate) fn line_of(lines: &[Line<'_>], at: usize) -> usize {
    lines.partition_point(|l| l.end < at).min(lines.len().saturating_sub(1)) + 1
}

/// What a stretch of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Another fact: a stop, a step, the theme ….
    Fact,
    /// Words of a duty.
    Duty,
    /// A lead agency.
    Lead,
    /// A coordinating agency.
    Coordinating,
    /// Words that nobody can be assigned by yet.
    Unclear,
}

/// A marked stretch; `of` is an index of the caller (a duty).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    pub start: usize,
    pub end: usize,
    pub mark: Mark,
    pub of: usize,
}

/// A piece of a line with everything that covers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub text: String,
    /// Duty whose words these are.
    pub duty: Option<usize>,
    /// Whether the duty's words begin here.
    pub begins: bool,
    /// Fact that was read here.
    pub fact: Option<usize>,
    /// Role of the agency named here.
    pub role: Option<Mark>,
}

/// Cuts a line at the edges of the marks; joined again, the runs are the line.
pub(crate) fn runs(line: &Line<'_>, marks: &[Marked]) -> Vec<Run> {
    let near: Vec<&Marked> = marks.iter().filter(|m| m.start < line.end && m.end > line.start).collect();
    let mut edges: Vec<usize> = near.iter().flat_map(|m| [m.start.max(line.start), m.end.min(line.end)]).collect();
    edges.extend([line.start, line.end]);
    edges.sort_unstable();
    edges.dedup();
    let letters: Vec<char> = line.text.chars().collect();
    edges
        .windows(2)
        .map(|edge| {
            let (from, to) = (edge[0], edge[1]);
            let over = || near.iter().filter(|m| m.start <= from && to <= m.end);
            let duty = over().find(|m| m.mark == Mark::Duty);
            Run {
                text: letters[from - line.start..to - line.start].iter().collect(),
                duty: duty.map(|m| m.of),
                begins: duty.is_some_and(|m| m.start.max(line.start) == from && m.start >= line.start),
                fact: over().find(|m| m.mark == Mark::Fact).map(|m| m.of),
                role: over().map(|m| m.mark).filter(|m| *m > Mark::Duty).max(),
            }
        })
        .collect()
}

/// Where words stand between two positions, whatever their case; None when they do not stand there literally.
pub(crate) fn find(letters: &[char], from: usize, to: usize, words: &str) -> Option<(usize, usize)> {
    let low = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let wanted: Vec<char> = words.chars().map(|c| low(&c)).collect();
    let (from, to) = (from.min(letters.len()), to.min(letters.len()));
    if wanted.is_empty() || from >= to {
        return None;
    }
    letters[from..to]
        .windows(wanted.len())
        .position(|w| w.iter().map(low).eq(wanted.iter().copied()))
        .map(|at| (from + at, from + at + wanted.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_joined_are_the_line() {
        let text = "Mở bàn (giao Sở Y tế chủ trì)\nHai";
        let all = lines(text);
        assert_eq!((all[1].number, all[1].start), (2, 30));
        let letters: Vec<char> = text.chars().collect();
        let (from, to) = find(&letters, 0, 29, "sở y tế").unwrap();
        let marks = [Marked { start: 0, end: 6, mark: Mark::Duty, of: 3 }, Marked { start: from, end: to, mark: Mark::Lead, of: 3 }];
        let runs = runs(&all[0], &marks);
        assert_eq!(runs.iter().map(|r| r.text.as_str()).collect::<String>(), all[0].text);
        assert_eq!((runs[0].text.as_str(), runs[0].duty, runs[0].begins), ("Mở bàn", Some(3), true));
        assert!(runs.iter().any(|r| r.role == Some(Mark::Lead) && r.text == "Sở Y tế"));
        assert_eq!((line_of(&all, 0), line_of(&all, 29), line_of(&all, 30), line_of(&all, 999)), (1, 1, 2, 2));
    }

    proptest::proptest! {
        #[test]
        fn any_marks_on_any_text(text in "\\PC{0,60}(\n\\PC{0,40})?", spans in proptest::collection::vec((0usize..120, 0usize..60), 0..6)) {
            let marks: Vec<Marked> = spans.iter().enumerate().map(|(of, (s, n))| Marked { start: *s, end: s + n, mark: if of % 2 == 0 { Mark::Duty } else { Mark::Lead }, of }).collect();
            let all = lines(&text);
            let joined: Vec<String> = all.iter().map(|l| runs(l, &marks).into_iter().map(|r| r.text).collect()).collect();
            proptest::prop_assert_eq!(joined.join("\n"), text);
        }
    }
}
