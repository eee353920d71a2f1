//! Tiến độ: how far a reader is, as a signed cookie: so that nothing about readers is stored, and a certificate cannot be had by
//! writing a cookie. It holds a random number of the browser and, for each lesson, the furthest step and which questions are right.
use super::model::passes;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Name of the cookie.
pub(super) const COOKIE: &str = "bai-hoc";
/// Lessons that are remembered; the cookie must stay below 4 KB.
const MOST: usize = 100;

/// How far a reader is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// Random number of this browser.
    pub learner: [u8; 8],
    lessons: BTreeMap<String, Mark>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Mark {
    furthest: u8,
    /// One letter for each question: `.` none yet, `0` wrong, `1` right.
    answers: String,
}

impl Progress {
    /// Nothing read yet.
    pub fn new(learner: [u8; 8]) -> Progress {
        Progress { learner, lessons: BTreeMap::new() }
    }

    /// Reads a cookie; None when it was not written with this key.
    pub fn open(cookie: &str, key: &[u8]) -> Option<Progress> {
        let (body, tag) = cookie.split_once('.')?;
        let mut mac = mac(key);
        mac.update(body.as_bytes());
        mac.verify_truncated_left(&URL_SAFE_NO_PAD.decode(tag).ok().filter(|t| t.len() == 16)?).ok()?;
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
        let mut parts = text.split(';');
        let learner = hex::decode(parts.next()?).ok()?.try_into().ok()?;
        let mut lessons = BTreeMap::new();
        for part in parts {
            let mut fields = part.split(':');
            let (name, furthest, answers) = (fields.next()?, fields.next()?, fields.next()?);
            lessons.insert(name.to_owned(), Mark { furthest: furthest.parse().ok()?, answers: answers.to_owned() });
        }
        Some(Progress { learner, lessons })
    }

    /// The cookie.
    pub fn seal(&self, key: &[u8]) -> String {
        let mut text = hex::encode(self.learner);
        for (name, mark) in &self.lessons {
            text.push_str(&format!(";{name}:{}:{}", mark.furthest, mark.answers));
        }
        let body = URL_SAFE_NO_PAD.encode(text);
        let mut mac = mac(key);
        mac.update(body.as_bytes());
        let tag = mac.finalize().into_bytes();
        format!("{body}.{}", URL_SAFE_NO_PAD.encode(&tag[..16]))
    }

    /// Notes that a step was reached (from 1).
    pub fn reach(&mut self, slug: &str, step: usize) {
        let step = u8::try_from(step).unwrap_or(u8::MAX);
        if let Some(mark) = self.mark(slug) {
            mark.furthest = mark.furthest.max(step);
        }
    }

    /// Notes whether a question (from 0, of so many) was answered right. What was right once stays right.
    pub fn answer(&mut self, slug: &str, question: usize, of: usize, right: bool) {
        let Some(mark) = self.mark(slug) else { return };
        let mut letters: Vec<char> = mark.answers.chars().take(of).collect();
        letters.resize(of, '.');
        if let Some(letter) = letters.get_mut(question)
            && *letter != '1'
        {
            *letter = if right { '1' } else { '0' };
        }
        mark.answers = letters.into_iter().collect();
    }

    /// The furthest step; 0 when the lesson was not begun.
    pub fn furthest(&self, slug: &str) -> usize {
        self.lessons.get(&name(slug)).map_or(0, |m| usize::from(m.furthest))
    }

    /// What is known of a question: None, wrong or right.
    pub fn of(&self, slug: &str, question: usize) -> Option<bool> {
        match self.lessons.get(&name(slug))?.answers.chars().nth(question)? {
            '1' => Some(true),
            '0' => Some(false),
            _ => None,
        }
    }

    /// Right answers in a lesson of so many questions.
    pub fn right(&self, slug: &str, of: usize) -> usize {
        (0..of).filter(|n| self.of(slug, *n) == Some(true)).count()
    }

    /// Whether every question was answered and enough of them right.
    pub fn is_finished(&self, slug: &str, of: usize) -> bool {
        of > 0 && (0..of).all(|n| self.of(slug, n).is_some()) && passes(self.right(slug, of), of)
    }

    fn mark(&mut self, slug: &str) -> Option<&mut Mark> {
        let name = name(slug);
        if self.lessons.len() >= MOST && !self.lessons.contains_key(&name) {
            return None;
        }
        Some(self.lessons.entry(name).or_default())
    }
}

/// A lesson in few letters.
fn name(slug: &str) -> String {
    hex::encode(&Sha256::digest(slug.as_bytes())[..4])
}

fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

    #[test]
    fn a_cookie_comes_back_and_a_forged_one_does_not() {
        let mut p = Progress::new([7; 8]);
        p.reach("bao-ve-otp", 3);
        p.reach("bao-ve-otp", 2);
        p.answer("bao-ve-otp", 1, 3, false);
        p.answer("bao-ve-otp", 1, 3, true);
        p.answer("bao-ve-otp", 1, 3, false);
        let cookie = p.seal(KEY);
        assert_eq!(Progress::open(&cookie, KEY), Some(p.clone()));
        assert_eq!((p.furthest("bao-ve-otp"), p.of("bao-ve-otp", 1), p.of("bao-ve-otp", 0), p.furthest("khac")), (3, Some(true), None, 0));
        assert_eq!(Progress::open(&cookie, b"another key"), None);
        let forged = Progress::new([7; 8]).seal(b"guess");
        let (body, _) = forged.split_once('.').unwrap();
        let (_, tag) = cookie.split_once('.').unwrap();
        assert_eq!(Progress::open(&format!("{body}.{tag}"), KEY), None);
        assert_eq!(Progress::open(&format!("{body}."), KEY), None, "a tag of no length proves nothing");
        assert_eq!(Progress::open("", KEY), None);
    }

    #[test]
    fn a_lesson_is_finished_when_all_is_answered_and_enough_right() {
        let mut p = Progress::new([0; 8]);
        for n in 0..4 {
            p.answer("a", n, 5, true);
        }
        assert!(!p.is_finished("a", 5), "one question is left");
        p.answer("a", 4, 5, false);
        assert!(p.is_finished("a", 5));
        assert!(!p.is_finished("a", 6), "a lesson that grew is to be finished again");
        assert!(!p.is_finished("b", 0));
    }

    #[test]
    fn a_hundred_lessons_fit_into_a_cookie() {
        let mut p = Progress::new([255; 8]);
        for n in 0..150 {
            p.reach(&format!("bai-{n}"), 30);
            p.answer(&format!("bai-{n}"), 0, 6, true);
        }
        assert!(p.seal(KEY).len() < 3800, "{}", p.seal(KEY).len());
    }
}
