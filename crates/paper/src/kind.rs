//! Loại văn bản: kinds of papers with their abbreviations (Decree 30/2020, Annex III). A công văn has no abbreviation.
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$more:meta])* $name:ident $code:literal $abbreviation:literal $words:literal;)*) => {
        /// A kind of paper.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $(#[doc = $words] $(#[$more])* $name,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            /// Word for databases and addresses.
            pub fn code(self) -> &'static str {
                match self { $(Kind::$name => $code),* }
            }
            /// What the symbol holds: "KH"; empty for a công văn.
            pub fn abbreviation(self) -> &'static str {
                match self { $(Kind::$name => $abbreviation),* }
            }
            /// Its name in sentence case.
            pub fn words(self) -> &'static str {
                match self { $(Kind::$name => $words),* }
            }
        }
    };
}

kinds! {
    Resolution "nghi-quyet" "NQ" "Nghị quyết";
    Decision "quyet-dinh" "QĐ" "Quyết định";
    Directive "chi-thi" "CT" "Chỉ thị";
    Regulation "quy-che" "QC" "Quy chế";
    Rule "quy-dinh" "QyĐ" "Quy định";
    Communique "thong-cao" "TC" "Thông cáo";
    Notice "thong-bao" "TB" "Thông báo";
    Guidance "huong-dan" "HD" "Hướng dẫn";
    Programme "chuong-trinh" "CTr" "Chương trình";
    Plan "ke-hoach" "KH" "Kế hoạch";
    Scheme "phuong-an" "PA" "Phương án";
    Proposal "de-an" "ĐA" "Đề án";
    Project "du-an" "DA" "Dự án";
    Report "bao-cao" "BC" "Báo cáo";
    Minutes "bien-ban" "BB" "Biên bản";
    Submission "to-trinh" "TTr" "Tờ trình";
    Contract "hop-dong" "HĐ" "Hợp đồng";
    Telegram "cong-dien" "CĐ" "Công điện";
    Memorandum "ban-ghi-nho" "BGN" "Bản ghi nhớ";
    Agreement "ban-thoa-thuan" "BTT" "Bản thỏa thuận";
    Authority "giay-uy-quyen" "GUQ" "Giấy ủy quyền";
    Invitation "giay-moi" "GM" "Giấy mời";
    Introduction "giay-gioi-thieu" "GGT" "Giấy giới thiệu";
    Leave "giay-nghi-phep" "GNP" "Giấy nghỉ phép";
    SendingNote "phieu-gui" "PG" "Phiếu gửi";
    TransferNote "phieu-chuyen" "PC" "Phiếu chuyển";
    InformationNote "phieu-bao" "PB" "Phiếu báo";
    #[default]
    Letter "cong-van" "" "Công văn";
}

impl Kind {
    /// Reads [`Kind::code`].
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether the kind is printed over the title; a công văn has "V/v" under its number instead.
    pub fn is_named(self) -> bool {
        self != Kind::Letter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_those_of_the_annex() {
        for (code, short) in [("ke-hoach", "KH"), ("quyet-dinh", "QĐ"), ("quy-dinh", "QyĐ"), ("chuong-trinh", "CTr"), ("to-trinh", "TTr"), ("giay-moi", "GM"), ("cong-van", "")] {
            let kind = Kind::from_code(code).expect(code);
            assert_eq!((kind.abbreviation(), kind.code()), (short, code));
        }
        assert!(Kind::from_code("thu").is_none() && !Kind::Letter.is_named());
        let mut short: Vec<_> = Kind::ALL.iter().map(|kind| kind.abbreviation()).collect();
        short.sort_unstable();
        short.dedup();
        assert_eq!(short.len(), Kind::ALL.len(), "no two kinds share an abbreviation");
    }
}
