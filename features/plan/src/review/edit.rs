//! Lời của người duyệt cho một nhiệm vụ. Pure.
use plan_reader::model::{Assignment, Deadline};

/// A person's words for a duty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edit {
    pub text: String,
    pub lead: Vec<String>,
    pub coordinating: Vec<String>,
    pub kind: Option<String>,
    pub deadline_text: String,
    pub deadline_start: Option<String>,
    pub deadline_end: Option<String>,
}

impl Edit {
    /// Writes them into a duty; its place in the text stays.
    pub fn write(&self, duty: &mut Assignment) {
        duty.text.clone_from(&self.text);
        duty.lead.clone_from(&self.lead);
        duty.coordinating.clone_from(&self.coordinating);
        let named = !self.deadline_text.is_empty() || self.deadline_start.is_some() || self.deadline_end.is_some();
        duty.deadline = named.then(|| Deadline {
            text: self.deadline_text.clone(),
            start: self.deadline_start.clone(),
            end: self.deadline_end.clone(),
            ..duty.deadline.clone().unwrap_or_default()
        });
    }
}
