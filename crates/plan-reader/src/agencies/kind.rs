//! Kinds of agencies (loại cơ quan) from their names alone.

use crate::text::words::key;

/// department, police, military, committee_office, people_committee, party, front_union, school, press, company, bank, group or other.
pub fn kind_of(name: &str) -> &'static str {
    let k = key(name);
    let starts = |words: &[&str]| words.iter().any(|w| k == *w || k.strip_prefix(w).is_some_and(|r| r.starts_with(' ')));
    let padded = format!(" {k} ");
    let has = |words: &[&str]| words.iter().any(|w| padded.match_indices(w).any(|(i, m)| padded[..i].ends_with(' ') && padded[i + m.len()..].starts_with(' ')));
    if starts(&["cac", "nhung", "toan the", "moi", "tung", "tat ca", "mot so", "so ban nganh", "don vi", "co quan tai chinh"]) || has(&["lien quan", "dia phuong", "cap xa", "cap huyen"]) {
        return "group";
    }
    if starts(&["ubnd", "uy ban nhan dan"]) {
        return if has(&["cac", "moi", "cap"]) { "group" } else { "people_committee" };
    }
    if has(&["cac"]) && !starts(&["lien hiep", "ban quan ly", "trung tam", "hiep hoi", "lien minh"]) {
        return "group";
    }
    if starts(&["van phong"]) && has(&["ubnd", "uy ban nhan dan", "hdnd", "hoi dong nhan dan", "doan dai bieu"]) {
        return "committee_office";
    }
    if starts(&["tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy", "dang uy", "dang bo", "chi bo", "van phong tinh uy", "van phong thanh uy", "van phong huyen uy", "ban tuyen giao", "ban dan van", "ban noi chinh", "ban can su", "uy ban kiem tra", "ban thuong vu", "ban chap hanh", "thuong truc tinh uy", "thuong truc thanh uy"])
        && !has(&["doan", "hoi"])
    {
        return "party";
    }
    if starts(&["bo chi huy", "bo tu lenh", "bo doi", "quan khu", "quan doan", "su doan", "ban chi huy", "bien phong", "bo quoc phong"]) {
        return "military";
    }
    if starts(&["cong an", "canh sat", "bo cong an", "phong canh sat"]) {
        return "police";
    }
    if starts(&["doan", "tinh doan", "thanh doan", "huyen doan", "thi doan", "quan doan", "xa doan", "phuong doan", "co quan tinh doan", "hoi", "mttq", "mat tran", "uy ban mat tran", "uy ban mttq", "ub mttq", "ubmttq", "lien doan lao dong", "lien hiep", "lien minh", "hiep hoi", "cong doan", "chi doan", "ban thuong vu tinh doan", "trung uong doan"]) && !starts(&["hoi dong"]) {
        return "front_union";
    }
    if starts(&["truong", "dai hoc", "hoc vien", "cao dang", "nha truong"]) {
        return "school";
    }
    if starts(&["bao hiem"]) {
        return "department";
    }
    if starts(&["bao", "dai", "tap chi", "thong tan xa", "cong thong tin", "co quan bao"]) {
        return "press";
    }
    if starts(&["ngan hang", "nhnn"]) {
        return "bank";
    }
    if starts(&["cong ty", "tong cong ty", "tap doan", "vnpt", "viettel", "mobifone", "vinaphone", "vietnamobile", "fpt", "evn", "vnpost", "buu dien", "vien thong", "dien luc", "hop tac xa", "doanh nghiep", "xi nghiep"]) {
        return "company";
    }
    if starts(&["so", "bo", "cuc", "chi cuc", "tong cuc", "vu", "thanh tra", "phong", "kho bac", "thue", "hai quan"]) || department_initials(name) {
        return "department";
    }
    "other"
}

fn department_initials(name: &str) -> bool {
    name.starts_with('S') && name.len() >= 4 && name.chars().all(|c| c.is_uppercase() || c == '&')
}
