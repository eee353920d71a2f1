//! Sections (phần): what a heading is about, told by its words. An agency's heading is told apart elsewhere.

use crate::text::words::key;

/// What a part of the plan is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Nothing known.
    Unknown,
    /// Mục đích, yêu cầu, mục tiêu, quan điểm.
    Purpose,
    /// Chủ đề, thời gian, địa điểm, đơn vị tham gia.
    Frame,
    /// Nội dung, nhiệm vụ, hoạt động.
    Content,
    /// Tiến độ, lộ trình.
    Timeline,
    /// Kinh phí.
    Budget,
    /// Tổ chức thực hiện, phân công.
    Organise,
    /// Chế độ báo cáo.
    Report,
}

/// The section a heading opens, if its words tell.
pub fn of(title: &str) -> Option<Section> {
    let k = format!(" {} ", key(title));
    let whole = |(i, m): (usize, &str)| k[..i].ends_with(' ') && k[i + m.len()..].starts_with(' ');
    let has = |words: &[&str]| words.iter().any(|w| k.match_indices(w).any(whole));
    let starts = |words: &[&str]| words.iter().any(|w| k[1..].strip_prefix(w).is_some_and(|r| r.starts_with(' ')));
    let first = |w: &str| k.match_indices(w).find(|m| whole(*m)).map_or(usize::MAX, |m| m.0);
    if has(&["che do bao cao", "che do thong tin bao cao", "thong tin bao cao", "bao cao ket qua thuc hien"]) || starts(&["thong tin bao cao"]) {
        return Some(Section::Report);
    }
    if has(&["to chuc thuc hien", "phan cong thuc hien", "phan cong nhiem vu", "trach nhiem thuc hien", "trach nhiem cua", "phan cong trach nhiem", "to chuc trien khai", "phan cong to chuc"]) || starts(&["phan cong", "trach nhiem", "nhiem vu cua", "giao nhiem vu"]) {
        return Some(Section::Organise);
    }
    if has(&["tien do", "lo trinh", "moc thoi gian", "ke hoach thoi gian", "cac moc", "khung thoi gian"]) {
        return Some(Section::Timeline);
    }
    if has(&["kinh phi"]) && first("kinh phi") < 30 {
        return Some(Section::Budget);
    }
    if starts(&["muc dich", "yeu cau", "yeucau", "muc tieu", "quan diem", "su can thiet", "can cu", "muc dich yeu cau"]) {
        return Some(Section::Purpose);
    }
    if starts(&["noi dung", "nhiem vu", "cac noi dung", "cac nhiem vu", "hoat dong", "cac hoat dong", "noi dung va", "giai phap", "nhiem vu va giai phap", "nhiem vu giai phap", "nhiem vu trong tam", "nhiem vu cu the", "cac nhom", "chuong trinh cu the", "noi dung hoat dong"]) {
        return Some(Section::Content);
    }
    let frame = ["chu de", "thoi gian", "dia diem", "doi tuong", "thanh phan", "co quan to chuc", "don vi to chuc", "don vi tham gia", "don vi chu tri", "quy mo", "pham vi", "hinh thuc", "ten goi", "khau hieu", "thong diep", "thoi luong"];
    if starts(&frame) {
        if has(&["noi dung"]) {
            return Some(Section::Content);
        }
        return Some(Section::Frame);
    }
    if has(&["noi dung", "nhiem vu", "giai phap"]) {
        return Some(Section::Content);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_the_section() {
        for (t, s) in [
            ("MỤC ĐÍCH, YÊUCẦU", Section::Purpose),
            ("CHỦ ĐỀ VÀ THỜI GIAN THỰC HIỆN", Section::Frame),
            ("III NỘI DUNG THỰC HIỆN", Section::Content),
            ("TIẾN ĐỘ THỰC HIỆN", Section::Timeline),
            ("Thời gian thực hiện", Section::Frame),
            ("KINH PHÍ", Section::Budget),
            ("TỔ CHỨC THỰC HIỆN", Section::Organise),
            ("Phân công", Section::Organise),
            ("Chế độ thông tin báo cáo", Section::Report),
        ] {
            assert_eq!(of(t), Some(s), "{t}");
        }
        assert_eq!(of("Góc đọc sách số"), None);
    }
}
