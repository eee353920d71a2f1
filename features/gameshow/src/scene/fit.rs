//! Vừa màn hình (fit): which size of letters and which arrangement let a question, its options and its answer stand on a big screen.
//! Pure: words are laid out in lines as the screen does it, in the unit `u` of UI.md §6. Nothing may leave the screen, not even at
//! the most that a question may hold; `stage.css` has the sizes of each step under the same class.

/// Width and height that lie between the safe edges, below the header, above the line that tells a rehearsal.
const WIDE: f32 = 90.0;
const HIGH: f32 = 43.0;
/// Between question and options.
const GAP: f32 = 1.8;
/// What stands below a question that has no options to show.
const NOTE: f32 = 5.0;

/// One step: sizes in `u`, as the class of the same name has them in the style sheet.
struct Step {
    class: &'static str,
    /// Width of the clock's column with the space before it.
    side: f32,
    /// Letters and line height of the question.
    question: (f32, f32),
    /// Letters and line height of an option.
    option: (f32, f32),
    /// Of an option: padding above and below, space between two, least height, width of padding and sign.
    tile: (f32, f32, f32, f32),
    /// Width and height of a picture at most.
    picture: (f32, f32),
    /// The class where options stand below each other instead; empty where they may not.
    rows: &'static str,
}

const STEPS: [Step; 8] = [
    Step { class: "z0", side: 20.0, question: (4.0, 1.42), option: (2.4, 1.42), tile: (2.4, 1.4, 11.0, 9.5), picture: (30.0, 17.5), rows: "" },
    Step { class: "z1", side: 20.0, question: (3.4, 1.38), option: (2.4, 1.36), tile: (1.8, 1.2, 9.6, 9.5), picture: (28.0, 18.0), rows: "" },
    Step { class: "z2", side: 20.0, question: (2.8, 1.34), option: (2.2, 1.32), tile: (1.2, 1.0, 7.8, 8.3), picture: (22.0, 15.0), rows: "" },
    Step { class: "z3", side: 20.0, question: (2.5, 1.32), option: (2.2, 1.3), tile: (1.0, 0.8, 4.0, 8.3), picture: (19.0, 13.0), rows: "z3 c1" },
    Step { class: "z4", side: 17.0, question: (2.2, 1.3), option: (2.2, 1.26), tile: (0.8, 0.6, 3.6, 8.3), picture: (15.0, 11.0), rows: "z4 c1" },
    Step { class: "z5", side: 16.0, question: (2.1, 1.28), option: (1.95, 1.24), tile: (0.6, 0.5, 3.0, 7.4), picture: (14.0, 10.0), rows: "z5 c1" },
    Step { class: "z6", side: 16.0, question: (1.85, 1.26), option: (1.65, 1.24), tile: (0.4, 0.4, 2.4, 6.8), picture: (12.0, 9.0), rows: "z6 c1" },
    Step { class: "z7", side: 16.0, question: (1.5, 1.24), option: (1.35, 1.22), tile: (0.4, 0.3, 2.2, 6.2), picture: (10.0, 8.0), rows: "z7 c1" },
];

/// Classes of a question that is out with these options: the step, and `c1` where options stand below each other.
pub(super) fn asked(text: &str, options: &[&str], picture: bool) -> &'static str {
    STEPS.iter().find_map(|step| step.holds(text, options, picture)).unwrap_or("z7 c1")
}

impl Step {
    fn holds(&self, text: &str, options: &[&str], picture: bool) -> Option<&'static str> {
        let wide = WIDE - self.side;
        let beside = if picture { self.picture.0 + 1.4 } else { 0.0 };
        let words = height(text, self.question, wide - beside);
        let head = if picture { words.max(self.picture.1) } else { words };
        let fits = |columns: usize| {
            let (pad, gap, least, aside) = self.tile;
            let column = if columns == 2 { (wide - gap) / 2.0 } else { wide };
            let tile = options.iter().map(|o| height(o, self.option, column - aside) + pad).fold(least, f32::max);
            let rows = options.len().div_ceil(columns);
            let below = if options.is_empty() { NOTE } else { many(rows) * tile + many(rows.saturating_sub(1)) * gap };
            head + GAP + below <= HIGH
        };
        if fits(2) {
            return Some(self.class);
        }
        (!self.rows.is_empty() && fits(1)).then_some(self.rows)
    }
}

/// How the answer is shown: class of the letters, and what fits; the rest of question and reason ends in "…".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// `r0` … `r3`: letters of options, or of the right answer in words.
    pub class: &'static str,
    /// Lines of the question.
    pub asked: usize,
    /// Rows of what was given.
    pub rows: usize,
    /// Lines of the reason; none where there is no room.
    pub why: usize,
}

/// Letters of options below their bars, and of the right answer in words, by class.
const ANSWERS: [(&str, f32, f32); 4] = [("r0", 2.2, 3.2), ("r1", 2.0, 2.6), ("r2", 1.8, 2.2), ("r3", 1.6, 1.9)];
/// What is there for question, answer and reason, below a header of two lines and with the space between them taken off.
const ANSWER_HIGH: f32 = 38.5;
/// Height of a bar with its count at least; of what stands around the words of an option; of a row of what was given.
const BAR: f32 = 9.5;
const AROUND: f32 = 7.0;
const ROW: f32 = 4.0;
/// Question and reason: letters and line height.
const SMALL: (f32, f32) = (2.2, 1.35);

/// How the answer of a question is shown: with bars over its options, or with the right words and so many rows of what was given.
pub(super) fn revealed(text: &str, options: &[&str], right: &str, rows: usize, why: &str) -> Shown {
    let line = SMALL.0 * SMALL.1;
    let asked = lines(text, WIDE / SMALL.0).min(3);
    let reason = if why.is_empty() { 0 } else { lines(why, WIDE / SMALL.0 - 4.0) };
    let mut shown = Shown { class: "r3", asked: 1, rows, why: 0 };
    for (class, letters, words) in ANSWERS {
        let answer = if options.is_empty() {
            height(right, (words, 1.4), WIDE - 9.0 * words)
        } else {
            let column = (WIDE - 2.0 - many(options.len() - 1) * 2.4) / many(options.len()) - 2.8;
            BAR + AROUND + options.iter().map(|o| height(o, (letters, 1.3), column)).fold(0.0, f32::max)
        };
        // the question has a line at least, and its reason one with the rule above it
        let least = line + if reason > 0 { line + 1.0 } else { 0.0 };
        let left = ANSWER_HIGH - answer - many(rows) * ROW;
        let last = class == "r3";
        if left >= least || last {
            shown.class = class;
            if last && left < line {
                shown.rows = whole((ANSWER_HIGH - answer - line) / ROW).clamp(rows.min(1), rows);
            }
            let room = whole(left / line);
            shown.asked = asked.min(room.saturating_sub(2 * usize::from(reason > 0))).max(1);
            shown.why = if reason > 0 { reason.min(whole((left - 1.0) / line).saturating_sub(shown.asked)) } else { 0 };
            return shown;
        }
    }
    shown
}

/// Class of a title that a lobby shows.
pub(super) fn title(text: &str) -> &'static str {
    match text.chars().count() {
        0..=36 => "",
        37..=70 => "long",
        _ => "longest",
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful")]
fn many(n: usize) -> f32 {
    n as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a screen, not below none")]
fn whole(n: f32) -> usize {
    n.max(0.0) as usize
}

/// Height of words in letters of this size and line height, in a column of this width.
fn height(text: &str, (size, line): (f32, f32), wide: f32) -> f32 {
    many(lines(text, wide / size)) * size * line
}

/// Lines that words take where so many em stand on one; a word is broken after a stroke, and anywhere when it is longer than a line.
fn lines(text: &str, em: f32) -> usize {
    let em = em.max(2.0) * 1.02;
    let (mut lines, mut at) = (1, 0.0);
    for word in text.split_whitespace() {
        let mut space = letter(' ');
        for part in word.split_inclusive(['/', '-']) {
            let wide: f32 = part.chars().map(letter).sum();
            if at > 0.0 && at + space + wide > em {
                lines += 1;
                at = 0.0;
            }
            at += if at > 0.0 { space + wide } else { wide };
            space = 0.0;
            while at > em {
                lines += 1;
                at -= em * 0.98;
            }
        }
    }
    lines
}

/// Width of a letter in em, a little more than most have.
fn letter(c: char) -> f32 {
    match c {
        ' ' => 0.27,
        'W' => 1.2,
        'm' | 'w' | 'M' | '%' | '@' | '…' | '—' => 0.93,
        'i' | 'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '(' | ')' => 0.33,
        't' | 'r' | 'f' | '-' | '/' | '"' => 0.42,
        c if c.is_uppercase() => 0.78,
        c if c.is_ascii() || c.is_alphabetic() && u32::from(c) < 0x2000 => 0.66,
        _ => 1.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(letters: usize) -> String {
        "thông tin cá nhân của người dân ".chars().cycle().take(letters).collect()
    }

    #[test]
    fn letters_become_smaller_the_more_there_is_to_read() {
        let of = |question: usize, option: usize, n: usize, picture: bool| {
            let (text, option) = (words(question), words(option));
            asked(&text, &vec![option.as_str(); n], picture)
        };
        assert_eq!(of(50, 15, 4, false), "z0", "as it was designed");
        assert_eq!((of(100, 4, 2, false), of(25, 12, 4, true)), ("z0", "z0"));
        let step = |class: &str| STEPS.iter().position(|s| class.starts_with(s.class));
        let longer = [of(50, 15, 4, false), of(170, 40, 4, false), of(170, 80, 4, false), of(300, 120, 4, false), of(300, 120, 6, true)].map(step);
        assert!(longer.is_sorted() && longer[0] < longer[2] && longer[2] < longer[4], "{longer:?}");
        assert!(step(of(170, 80, 4, false)) < step(of(170, 80, 4, true)) || step(of(170, 80, 4, true)) <= Some(4), "letters of 2.2u beside a picture");
        assert!(step(of(300, 60, 4, false)) <= Some(4), "2.2u but for the extreme");
        assert!(step(of(300, 0, 0, false)) <= Some(2), "in read time there is room");
    }

    #[test]
    fn the_most_that_is_permitted_fits() {
        let (text, option) = (words(300), words(120));
        for n in [0, 2, 3, 4, 5, 6] {
            for picture in [false, true] {
                let options = vec![option.as_str(); n];
                assert!(STEPS.iter().any(|step| step.holds(&text, &options, picture).is_some()), "{n} options, picture: {picture}");
            }
        }
        let unbroken = "a".repeat(120);
        assert!(STEPS.iter().any(|step| step.holds("Câu nào?", &[unbroken.as_str(); 4], false).is_some()), "a word that is too long for a line");
    }

    #[test]
    fn words_are_laid_out_in_lines() {
        assert_eq!((lines("", 10.0), lines("một", 10.0), lines(&"a".repeat(30), 10.0)), (1, 1, 2));
        assert!(lines(&words(100), 20.0) >= 3);
        assert!(lines("WWWWWWWWWW", 8.0) > lines("iiiiiiiiii", 8.0));
    }

    #[test]
    fn the_answer_keeps_room_for_its_bars() {
        let short = revealed("Câu hỏi ngắn?", &["Một", "Hai", "Ba", "Bốn"], "", 0, "Vì thế.");
        assert_eq!(short, Shown { class: "r0", asked: 1, rows: 0, why: 1 });
        let (text, option, why) = (words(300), words(120), words(800));
        let long = revealed(&text, &[option.as_str(); 4], "", 0, &why);
        assert!(long.asked >= 1 && long.asked + long.why <= 6 && long.class != "r0", "{long:?}");
        let order = revealed(&text, &[], &words(740), 5, &why);
        assert!(order.class >= "r2" && order.asked >= 1 && (1..5).contains(&order.rows), "{order:?}");
    }
}
