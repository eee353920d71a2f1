//! Head words of agency names (từ mở đầu tên cơ quan) and the names of fields that hold commas and "và". Lists of words only;
//! no province and no single agency of one province may stand here.

use crate::text::words::Tok;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How a name begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// A proper name: number of its head tokens, and whether the head alone is a full name ("Công an", "Tỉnh đoàn").
    Named {
        /// Tokens of the head.
        len: usize,
        /// The head needs no field.
        full: bool,
        /// Its field may hold commas ("Sở Văn hóa, Thể thao …").
        field: bool,
    },
    /// A group: "các sở, ban, ngành", "UBND các xã" is not one.
    Group {
        /// Tokens of "các" and the noun.
        len: usize,
        /// It opens with "các", "những" ….
        opened: bool,
    },
}

// Folded words; '^' = the next word must be a capital or a number; '=' = full without more; '~' = a field with commas may follow.
const NAMED: &[&str] = &[
    "so^~", "bo^~", "cuc^~", "chi cuc~", "tong cuc~", "vu^~", "ban^~", "van phong=~", "ubnd=", "uy ban nhan dan=", "uy ban~", "ub mttq=", "ubmttq=", "mttq=", "mat tran to quoc=", "mat tran=", "hdnd=",
    "hoi dong~", "hoi^~", "hoi nguoi~", "hoi dong nhan dan=", "hiep hoi~", "lien hiep~", "lien doan~", "lien minh~", "doan^~", "doan thanh nien=", "doan truong=", "doan tncs=",
    "doan xa=", "doan phuong=", "doan khoi=", "tinh doan=", "thanh doan=", "huyen doan=", "thi doan=", "quan doan=", "xa doan=", "phuong doan=", "trung uong doan=", "cong an=", "canh sat=", "quan khu^", "quan su=",
    "quan doan^", "su doan^", "bo chi huy=", "bo tu lenh=", "bo doi=", "ban chi huy=", "ban quan ly~", "ban giam hieu=", "ban chi dao~", "ban to chuc~", "ban giam khao=", "vien^~", "vien kiem sat=", "toa an=",
    "thanh tra^=", "thanh tra tinh=", "thanh tra thanh pho=", "kho bac=", "thue=", "cuc thue=", "hai quan=", "quan ly thi truong=", "bao hiem xa hoi=", "bao hiem~", "bhxh=", "ngan hang^~", "ngan hang nha nuoc=", "nhnn=", "quy^~", "buu dien=", "vien thong=", "vnpt=",
    "viettel=", "mobifone=", "vinaphone=", "vietnamobile=", "fpt=", "vnpost=", "evn=", "dien luc=", "cong ty~", "tap doan~", "tong cong ty~", "hop tac xa^~", "truong^~", "dai hoc^~", "hoc vien~", "cao dang^~",
    "trung tam~", "thu vien=", "bao tang=", "nha hat=", "nha van hoa=", "nha thieu nhi=", "nha khach=", "nha truong=", "cung^~", "bao^~", "bao va~", "dai^~", "dai phat thanh~", "dai truyen hinh=", "dai truyen thanh=", "cong thong tin=", "cong ttdt=", "tap chi^~",
    "thong tan xa=", "phong^~", "phong giao duc~", "to^~", "to cong nghe=", "to tin=", "to chuyen mon=", "doi^~", "doi ung cuu~", "doi tinh nguyen=", "nhom^", "don^", "khu dan cu=", "tieu ban~", "bo phan~", "khoa^~", "benh vien~", "tram^~", "tram y te=", "co quan^~", "tinh uy=", "thanh uy=",
    "huyen uy=", "quan uy=", "thi uy=", "dang uy=", "dang bo=", "dang doan=", "chi bo=", "chi doan=", "lien doi=", "cau lac bo~", "clb~", "thon^", "khu pho^", "ap^", "to dan pho^", "giao vien=", "giao vien chu nhiem=",
    "hieu truong=", "thuong truc^=", "ban thuong vu=", "ban chap hanh=", "ban bi thu=", "ban can su dang=", "thu truong=", "doan dai bieu=", "hoi cuu chien binh=", "hoi nong dan=", "hoi phu nu=", "ban dai dien=", "nha xuat ban~", "xi nghiep~", "nha may~", "cang^", "benh xa=", "trai^", "hat^", "khu^", "bqlda=", "ubkt=", "san thuong mai=", "lanh dao^", "cha me=", "phu huynh=", "bo cong an=", "tong phu trach=", "giao vien bo mon=", "hieu pho=", "pho hieu truong=", "nhan vien=", "bo quoc phong=",
];

const GROUP: &[&str] = &[
    "so", "ban", "nganh", "bo", "don vi", "co quan", "dia phuong", "doanh nghiep", "ngan hang", "truong", "nha truong", "huyen", "thanh", "thi", "quan", "xa", "phuong", "dac khu", "thi xa", "thi tran", "thanh pho", "tinh",
    "thon", "lang", "ap", "buon", "khu", "khom", "to", "doi", "hoi", "doan", "to chuc", "bao", "dai", "phong", "khoa", "cap", "trung tam", "vien", "hop tac xa", "dang uy", "chi bo", "co so", "nha mang", "tap doan", "cong ty",
    "tong cong ty", "san thuong mai", "san tmdt", "thu vien", "benh vien", "chi doan", "lien doi", "bo phan", "thanh vien", "giao vien", "chi nhanh", "luc luong", "chinh quyen", "cau lac bo", "doan the", "ban nganh", "hoc vien", "dai hoc", "cao dang", "khoi", "hiep hoi",
    "nha cung cap", "nha thau", "chuyen gia", "bao chi", "cong thong tin", "trang thong tin", "lop", "tieu ban", "cum", "nhom", "cong an", "ho", "chu the", "nghe nhan", "tiem", "quy", "uy vien", "don", "truc thuoc", "ban quan ly", "dong chi", "cong doan", "nghiep doan", "can bo", "quan su", "du an", "mat tran",
];

const OPENERS: &[&str] = &["cac", "nhung", "toan the", "toan bo", "moi", "tung", "tat ca cac", "mot so"];
// Small nouns that stand for a group without "các".
const BARE: &[&str] = &[
    "so ban nganh", "cac so", "co quan", "don vi", "dia phuong", "doanh nghiep", "chinh quyen", "nha truong", "luc luong", "giao vien", "cha me", "phu huynh", "ngan hang", "to cong nghe so", "doan thanh nien", "bao chi", "ban quan ly", "ban to chuc", "ban dai dien", "cong an", "trung tam", "truong", "hop tac xa", "nha mang", "to chuc chinh tri", "to chuc doan the", "doan the",
];

/// Fields that hold commas and "và", without their marks: matched longest first, commas and dashes between words ignored.
const FIELDS: &[&str] = &[
    "van hoa the thao va du lich", "van hoa the thao du lich", "van hoa va the thao", "van hoa the thao", "van hoa va thong tin", "van hoa thong tin", "van hoa xa hoi", "van hoa thong tin va the thao", "van hoa the thao va truyen thanh",
    "van hoa the thao va truyen thong", "nong nghiep va phat trien nong thon", "nong nghiep va ptnt", "nong nghiep va moi truong", "giao duc va dao tao", "giao duc dao tao", "khoa hoc va cong nghe", "khoa hoc cong nghe",
    "khoa hoc cong nghe va moi truong", "thong tin va truyen thong", "thong tin truyen thong", "tai nguyen va moi truong", "ke hoach va dau tu", "ke hoach dau tu", "tai chinh ke hoach", "lao dong thuong binh va xa hoi", "giao thong van tai",
    "giao thong cong chinh", "cong thuong", "xay dung", "tai chinh", "tu phap", "noi vu", "ngoai vu", "ngoai giao", "y te", "du lich", "van hoa", "dan toc va ton giao", "dan toc ton giao", "dan toc", "quy hoach kien truc", "an toan thuc pham", "kinh te", "kinh te ha tang va do thi", "kinh te va ha tang",
    "kinh te ha tang", "quan ly do thi", "tuyen giao va dan van", "tuyen giao", "dan van", "to chuc", "noi chinh", "phat thanh va truyen hinh", "phat thanh truyen hinh", "va phat thanh truyen hinh", "va phat thanh va truyen hinh", "va pt th", "va ptth", "tuyen huan", "xuc tien dau tu thuong mai va du lich", "xuc tien thuong mai va dau tu", "xuc tien dau tu", "quan ly khu kinh te", "quan ly cac khu cong nghiep",
    "quan ly khu cong nghiep", "bao ve cham soc tre em", "khoa hoc va ky thuat", "cac hoi khoa hoc va ky thuat", "cac hoi khoa hoc ky thuat", "van hoc nghe thuat", "van hoa nghe thuat", "phuc vu hanh chinh cong", "hdnd va ubnd", "hdnd ubnd", "hoi dong nhan dan va uy ban nhan dan", "doan dai bieu quoc hoi va hdnd", "doan dbqh va hdnd", "doan dai bieu quoc hoi va hoi dong nhan dan",
];

struct Pattern {
    words: Vec<&'static str>,
    proper: bool,
    full: bool,
    field: bool,
}

type Index = HashMap<&'static str, Vec<Pattern>>;

/// Patterns by their first word.
fn index(list: &[&'static str]) -> Index {
    let mut out = Index::new();
    for p in list {
        let words: Vec<&'static str> = p.trim_end_matches(['^', '=', '~']).split(' ').collect();
        let first = words[0];
        out.entry(first).or_default().push(Pattern { words, proper: p.contains('^'), full: p.contains('='), field: p.contains('~') });
    }
    out
}

static NAMED_INDEX: LazyLock<Index> = LazyLock::new(|| index(NAMED));
static GROUP_INDEX: LazyLock<Index> = LazyLock::new(|| index(GROUP));
static BARE_INDEX: LazyLock<Index> = LazyLock::new(|| index(BARE));
static OPENER_INDEX: LazyLock<Index> = LazyLock::new(|| index(OPENERS));
static FIELD_INDEX: LazyLock<Index> = LazyLock::new(|| index(FIELDS));

fn patterns<'i>(index: &'i Index, toks: &[Tok]) -> &'i [Pattern] {
    toks.first().and_then(|t| index.get(t.f.as_str())).map_or(&[], Vec::as_slice)
}

fn matches(toks: &[Tok], words: &[&str]) -> Option<usize> {
    (toks.len() >= words.len() && words.iter().zip(toks).all(|(w, t)| t.f == *w)).then_some(words.len())
}

fn abbreviation(t: &Tok) -> bool {
    let len = t.s.chars().count();
    len >= 3 && t.word && t.s.chars().all(|c| c.is_uppercase() || c == '&') && (t.s.starts_with('S') || t.s.starts_with('B')) && len >= 4 && t.s != "BLĐ"
}

// Heads of one word, with their marks: "Quy Nhơn" is no fund, "Bảo Lộc" no newspaper.
const EXACT: &[(&str, &str)] = &[
    ("so", "sở"), ("bo", "bộ"), ("cuc", "cục"), ("vu", "vụ"), ("ban", "ban"), ("hoi", "hội"), ("doan", "đoàn"), ("vien", "viện"), ("quy", "quỹ"), ("truong", "trường"), ("bao", "báo"), ("dai", "đài"), ("phong", "phòng"), ("to", "tổ"), ("doi", "đội"),
    ("nhom", "nhóm"), ("khoa", "khoa"), ("tram", "trạm"), ("thon", "thôn"), ("ap", "ấp"), ("cang", "cảng"), ("trai", "trại"), ("hat", "hạt"), ("khu", "khu"), ("cung", "cung"), ("don", "đồn"), ("thue", "thuế"),
];

fn exact(t: &Tok) -> bool {
    EXACT.iter().find(|(f, _)| *f == t.f).is_none_or(|(_, marked)| t.s.to_lowercase() == *marked)
}

fn named(toks: &[Tok]) -> Option<Head> {
    let first = toks.first()?;
    if !first.cap {
        return None;
    }
    let mut best: Option<(usize, bool, bool)> = None;
    for p in patterns(&NAMED_INDEX, toks) {
        let Some(len) = matches(toks, &p.words) else { continue };
        if len == 1 && !exact(first) {
            continue;
        }
        if best.is_some_and(|(l, ..)| l > len) {
            continue;
        }
        let next = toks.get(len);
        let proper = next.is_some_and(|t| t.word && (t.cap || t.s.starts_with(|c: char| c.is_ascii_digit())));
        let place = next.is_some_and(|t| matches!(t.f.as_str(), "tinh" | "huyen" | "xa" | "phuong" | "quan"));
        if p.proper && !proper && !(p.full && place) && field(&toks[len..]).is_none() {
            continue;
        }
        best = Some((len, p.full, p.field));
    }
    if let Some((len, full, field)) = best {
        let after = toks.get(len).map_or("", |t| t.f.as_str());
        let clash = matches!(
            (first.f.as_str(), len, after),
            ("to" | "ban" | "hoi", 1, "chuc" | "hanh" | "thi" | "nghi" | "thao" | "cho" | "dien" | "thoai" | "hop") | ("van", 2, "hoa" | "pham") | ("bao", 1, "cao" | "dam" | "chi" | "gom" | "ve" | "quan") | ("truong", 1, "hop") | ("phong" | "doi", 1, "chong" | "ngua" | "chay" | "tho" | "hinh" | "tuyen" | "voi" | "tuong") | ("bo", 1, "tieu" | "nhan" | "san" | "tri" | "sung" | "cau") | ("khoa", 1, "hoc") | ("cung", 1, "cap") | ("khu", 1, "vuc") | ("dai", 1, "bieu") | ("thu", 2, "tuc") | ("quy", 1, "dinh" | "che" | "trinh" | "mo" | "i" | "ii" | "iii" | "iv") | ("hoi", 1, "trường")
        ) && !(first.f == "ban" && after == "chuc");
        if !clash {
            return Some(Head::Named { len, full, field });
        }
    }
    abbreviation(first).then_some(Head::Named { len: 1, full: true, field: false })
}

fn group(toks: &[Tok]) -> Option<Head> {
    let mut at = 0;
    // With its marks: "mời" and "mới" are no "mỗi".
    let opens = toks.first().is_some_and(|t| matches!(t.s.to_lowercase().as_str(), "các" | "những" | "toàn" | "mỗi" | "từng" | "tất" | "một"));
    for o in patterns(&OPENER_INDEX, toks).iter().filter(|_| opens) {
        at = at.max(matches(toks, &o.words).unwrap_or(0));
    }
    if at > 0 {
        // "các cơ quan", "13 huyện": a number may stand between.
        if toks.get(at).is_some_and(|t| t.s.bytes().all(|b| b.is_ascii_digit())) {
            at += 1;
        }
        let rest = &toks[at..];
        let len = patterns(&GROUP_INDEX, rest).iter().filter_map(|g| matches(rest, &g.words)).max()?;
        return Some(Head::Group { len: at + len, opened: true });
    }
    let len = patterns(&BARE_INDEX, toks).iter().filter_map(|g| matches_marks(toks, &g.words)).max()?;
    Some(Head::Group { len, opened: false })
}

/// Like [`matches`] but steps over commas and dashes between the words.
fn matches_marks(toks: &[Tok], words: &[&str]) -> Option<usize> {
    let mut n = 0;
    for (i, w) in words.iter().enumerate() {
        while i > 0 && toks.get(n).is_some_and(|t| matches!(t.s, "," | "-" | "–" | "&")) {
            n += 1;
        }
        let t = toks.get(n)?;
        if t.f == *w || (*w == "va" && t.s == "&") {
            n += 1;
        } else {
            return None;
        }
    }
    Some(n)
}

/// Length of a known field at the front of the tokens, marks included.
pub fn field(toks: &[Tok]) -> Option<usize> {
    patterns(&FIELD_INDEX, toks).iter().filter_map(|f| matches_marks(toks, &f.words)).max()
}

/// How the tokens begin, if they begin an agency's name.
pub fn head(toks: &[Tok]) -> Option<Head> {
    named(toks).or_else(|| group(toks))
}
