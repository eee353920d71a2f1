//! Câu trả lời của mình: what a player has answered, for the page without script, so that it stays in sight.
use crate::scene::in_order;
use quiz::question::Kind;
use quiz::{Answer, Question};

/// An own answer: chosen options, or words.
pub struct Own {
    picked: Vec<usize>,
    /// Words; empty where options are chosen.
    pub words: String,
}

impl Own {
    /// Reads an answer.
    pub fn of(question: &Question, answer: &Answer) -> Own {
        let places = |all: &[u8]| all.iter().map(|at| usize::from(*at)).collect::<Vec<_>>();
        match answer {
            Answer::One(at) => Own { picked: places(&[*at]), words: String::new() },
            Answer::Many(all) => Own { picked: places(all), words: String::new() },
            Answer::Order(all) => Own { picked: Vec::new(), words: in_order(question, &places(all)) },
            Answer::Typed(text) => Own { picked: Vec::new(), words: text.clone() },
            Answer::Estimate(n) => {
                let unit = if let Kind::Estimate { unit, .. } = &question.kind { unit.as_str() } else { "" };
                Own { picked: Vec::new(), words: n.with_unit(unit) }
            }
        }
    }

    /// Whether this option was chosen.
    pub fn has(&self, at: &usize) -> bool {
        self.picked.contains(at)
    }
}
