//! Chỉ mục tìm kiếm (index): rows with their folded keys, asked in memory, with or without marks. No IO.
use vietnamese::{canonical_tone, fold, fold_loose};

/// What a row is; the order is the order of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Hoạt động.
    Activity,
    /// Mục chương trình, chặng.
    Programme,
    /// Cơ quan.
    Agency,
    /// Nhiệm vụ.
    Duty,
    /// Mốc thời gian.
    Milestone,
    /// Bài học.
    Lesson,
    /// Mục của kế hoạch.
    Section,
}

impl Kind {
    /// All, in the order of the results.
    pub const ALL: [Kind; 7] = [Kind::Activity, Kind::Programme, Kind::Agency, Kind::Duty, Kind::Milestone, Kind::Lesson, Kind::Section];

    /// Last part of its catalogue key and of `?loai=`.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Activity => "hoat-dong",
            Kind::Programme => "chuong-trinh",
            Kind::Agency => "co-quan",
            Kind::Duty => "nhiem-vu",
            Kind::Milestone => "moc",
            Kind::Lesson => "bai-hoc",
            Kind::Section => "ke-hoach",
        }
    }

    /// From its code.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// One row that can be found.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// Title as shown.
    pub title: String,
    /// Words below it.
    pub text: String,
    /// Address.
    pub href: String,
    /// Words that find it and are shown only when they did.
    pub hidden: String,
    /// Name of its campaign when that is not the current one.
    pub campaign: String,
    keys: Keys,
}

#[derive(Clone, Debug)]
struct Keys {
    title: String,
    text: String,
    exact_title: String,
    exact_text: String,
}

/// How well a row answers; small is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Whole,
    TitleExact,
    TitleStart,
    TitleWords,
    TextExact,
    TextStart,
    TextWords,
    Loose,
}

impl Row {
    /// A row; `hidden` words find it without being shown (aliases).
    pub fn new(kind: Kind, title: &str, text: &str, hidden: &str, href: String, campaign: &str) -> Row {
        let all = format!("{text} {hidden}");
        let keys = Keys { title: spaced(&fold(title)), text: spaced(&fold(&all)), exact_title: exact(title), exact_text: exact(&all) };
        Row { kind, title: title.to_owned(), text: text.to_owned(), hidden: hidden.trim().to_owned(), href, campaign: campaign.to_owned(), keys }
    }

    fn rank(&self, query: &Query) -> Option<Rank> {
        let k = &self.keys;
        if !query.words.iter().all(|w| k.title.contains(w.as_str()) || k.text.contains(w.as_str())) {
            return None;
        }
        Some(if k.title == query.folded && (!query.marked || k.exact_title == query.exact) {
            Rank::Whole
        } else if query.marked && k.exact_title.contains(&query.exact) {
            Rank::TitleExact
        } else if k.title.contains(query.folded.trim_end()) {
            Rank::TitleStart
        } else if query.words.iter().all(|w| k.title.contains(w.as_str())) {
            Rank::TitleWords
        } else if query.marked && k.exact_text.contains(&query.exact) {
            Rank::TextExact
        } else if k.text.contains(query.folded.trim_end()) {
            Rank::TextStart
        } else {
            Rank::TextWords
        })
    }
}

/// A question, folded once.
struct Query {
    folded: String,
    exact: String,
    /// Each after a space: a word is found by its beginning, never by its middle.
    words: Vec<String>,
    marked: bool,
}

/// A key between spaces, so that " word" finds the start of a word.
fn spaced(key: &str) -> String {
    format!(" {key} ")
}

fn exact(text: &str) -> String {
    canonical_tone(text.trim()).to_lowercase()
}

/// All rows of all campaigns.
#[derive(Default)]
pub struct Index {
    rows: Vec<Row>,
}

impl Index {
    /// Of these rows, those of the current campaign first.
    pub fn new(rows: Vec<Row>) -> Index {
        Index { rows }
    }

    /// Rows that answer, best first; within a rank the current campaign first, then the order of the rows. Empty for a
    /// question without letters or digits.
    pub fn find(&self, question: &str) -> Vec<&Row> {
        let folded = fold(question);
        if folded.is_empty() {
            return Vec::new();
        }
        let query = Query {
            words: folded.split(' ').map(|w| format!(" {w}")).collect(),
            exact: exact(question),
            marked: !question.is_ascii(),
            folded: spaced(&folded),
        };
        let mut found: Vec<(bool, Rank, usize)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            if let Some(rank) = row.rank(&query) {
                found.push((!row.campaign.is_empty(), rank, at));
            }
        }
        if found.is_empty() {
            // "dongnai", "#ChuyenDoiSo": what people type in one word
            let loose = fold_loose(question);
            let long_enough = loose.chars().count() >= 4;
            let hits = self.rows.iter().enumerate().filter(|(_, r)| long_enough && r.keys.title.replace(' ', "").contains(&loose));
            found.extend(hits.map(|(at, r)| (!r.campaign.is_empty(), Rank::Loose, at)));
        }
        found.sort_unstable();
        found.into_iter().map(|(_, _, at)| &self.rows[at]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(title: &str, text: &str) -> Row {
        Row::new(Kind::Activity, title, text, "", String::new(), "")
    }

    fn titles(index: &Index, question: &str) -> Vec<String> {
        index.find(question).into_iter().map(|r| r.title.clone()).collect()
    }

    #[test]
    fn exact_marks_come_first_then_titles_then_texts() {
        let index = Index::new(vec![
            row("Chuyện hoa", ""),
            row("Tổng kết", "đánh giá hoạt động hóa đơn"),
            row("Hoa hậu môi trường", ""),
            row("Hóa đơn điện tử", ""),
            row("Hóa", ""),
        ]);
        assert_eq!(titles(&index, "hóa"), ["Hóa", "Hóa đơn điện tử", "Chuyện hoa", "Hoa hậu môi trường", "Tổng kết"]);
        assert_eq!(titles(&index, "hoa don"), ["Hóa đơn điện tử", "Tổng kết"]);
        assert_eq!(titles(&index, "dien tu hoa"), ["Hóa đơn điện tử"]);
        assert!(titles(&index, "…").is_empty() && titles(&index, "khongco").is_empty());
    }

    #[test]
    fn one_word_without_spaces_is_found_and_old_campaigns_come_last() {
        let old = Row::new(Kind::Duty, "Chuyển đổi số", "", "", String::new(), "Ngày 2023");
        let index = Index::new(vec![old, row("Giải chuyển đổi số xanh", ""), Row::new(Kind::Agency, "Công an tỉnh", "", "CAT", String::new(), "")]);
        assert_eq!(titles(&index, "#ChuyenDoiSo"), ["Giải chuyển đổi số xanh", "Chuyển đổi số"]);
        assert_eq!(titles(&index, "chuyển đổi số"), ["Giải chuyển đổi số xanh", "Chuyển đổi số"]);
        assert_eq!(titles(&index, "cat"), ["Công an tỉnh"]);
    }

    #[test]
    fn twenty_thousand_rows_answer_at_once() {
        let text = "Tổ chức tuyên truyền, vận động người dân tham gia các hoạt động hưởng ứng, bảo đảm tiết kiệm và hiệu quả";
        let index = Index::new((0..20_000).map(|n| row(&format!("Nhiệm vụ số {n}"), text)).collect());
        let began = std::time::Instant::now();
        assert_eq!(index.find("nhiem vu so 19999").first().map(|r| r.title.as_str()), Some("Nhiệm vụ số 19999"));
        assert_eq!(index.find("vận động").len(), 20_000);
        let most = if cfg!(debug_assertions) { 4_000 } else { 100 };
        assert!(began.elapsed().as_millis() < most, "{:?}", began.elapsed());
    }
}
