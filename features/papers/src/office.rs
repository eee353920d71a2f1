//! Cơ quan trên giấy (office): what a paper prints of an agency by its name alone: superior line, place, the head's office. No IO. What a
//! name does not tell stays empty, never guessed.
use crate::facts::Campaign;
use crate::model::{self, Content};
use agencies::door::{Directory, Kind};
use jiff::civil::Date;
use uuid::Uuid;

/// The office of an agency's head, by the words that its folded name begins with; the first that fits holds. Empty where agencies of that
/// name are headed in different ways: a city's police by its rank, a management board by what it manages.
const HEADS: [(&str, &str); 30] = [
    ("uy ban nhan dan", "Chủ tịch"), ("ubnd", "Chủ tịch"), ("hoi dong nhan dan", "Chủ tịch"), ("hdnd", "Chủ tịch"), ("so", "Giám đốc"),
    ("van phong", "Chánh Văn phòng"), ("thanh tra", "Chánh Thanh tra"), ("cong an tinh", "Giám đốc"), ("cong an thanh pho", ""),
    ("cong an", "Trưởng Công an"), ("bo doi bien phong", "Chỉ huy trưởng"), ("bo chi huy", "Chỉ huy trưởng"), ("ban chi huy", "Chỉ huy trưởng"),
    ("ban quan ly du an", "Giám đốc"), ("ban quan ly", ""), ("ban", "Trưởng Ban"), ("phong", "Trưởng phòng"),
    ("chi cuc", "Chi cục trưởng"), ("cuc", "Cục trưởng"), ("hoi", "Chủ tịch"), ("lien hiep", "Chủ tịch"), ("doan", "Bí thư"),
    ("tinh doan", "Bí thư"), ("truong", "Hiệu trưởng"), ("bao hiem", "Giám đốc"), ("bao tang", "Giám đốc"), ("bao", "Tổng Biên tập"), ("dai", "Giám đốc"),
    ("trung tam", "Giám đốc"), ("benh vien", "Giám đốc"),
];

/// "Giám đốc" for "Sở Y tế"; empty where the name does not tell.
pub fn head_of(agency: &str) -> &'static str {
    let folded = format!("{} ", vietnamese::fold(agency));
    HEADS.iter().find(|(begin, _)| folded.starts_with(&format!("{} ", vietnamese::fold(begin)))).map_or("", |(_, office)| office)
}

/// Bodies that decide as a collective, by the words that their folded names begin with.
const COLLECTIVES: [(&str, &str); 4] =
    [("uy ban nhan dan", "Ủy ban nhân dân"), ("ubnd", "Ủy ban nhân dân"), ("hoi dong nhan dan", "Hội đồng nhân dân"), ("hdnd", "Hội đồng nhân dân")];

/// In whose name a People's Committee or Council signs; empty for every other agency.
fn collective_of(agency: &str) -> &'static str {
    let folded = vietnamese::fold(agency);
    COLLECTIVES.iter().find(|(begin, _)| folded.starts_with(begin)).map_or("", |(_, collective)| collective)
}

/// Whether it is a People's Committee or Council: it decides as a collective and prints no superior body.
pub fn is_committee(agency: &str) -> bool {
    !collective_of(agency).is_empty()
}

/// The superior line as the decree lets it be shortened: "UBND tỉnh Bình An".
pub fn in_short(body: &str) -> String {
    swapped(body, &[("ủy ban nhân dân", "UBND"), ("uỷ ban nhân dân", "UBND"), ("hội đồng nhân dân", "HĐND")])
}

/// The same in a sentence: "Ủy ban nhân dân tỉnh Bình An".
pub fn in_full(body: &str) -> String {
    swapped(body, &[("ubnd", "Ủy ban nhân dân"), ("ủy ban nhân dân", "Ủy ban nhân dân"), ("hđnd", "Hội đồng nhân dân")])
}

fn swapped(body: &str, begins: &[(&str, &str)]) -> String {
    let body = vietnamese::normalize_line(body);
    let low = body.to_lowercase();
    let found = begins.iter().find(|(begin, _)| low.strip_prefix(begin).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    match found {
        Some((begin, other)) => format!("{other}{}", body.chars().skip(begin.chars().count()).collect::<String>()),
        None => body,
    }
}

/// What papers of an agency begin with while nobody has written it down: names of the directory and of the plan.
pub fn proposed(directory: &Directory, campaign: Option<&Campaign>, agency: Uuid, today: Date) -> Content {
    let name = |id: Uuid| directory.name_on(id, today).map(|a| a.name).unwrap_or_default();
    let record = directory.get(directory.canonical(agency));
    let issuer = name(agency);
    let committee = is_committee(&issuer);
    let above = record.and_then(|a| a.parent).map(name).unwrap_or_default();
    let plan_issuer = campaign.map(|c| c.issuer.as_str()).filter(|body| is_committee(body)).unwrap_or_default();
    let parent = match record.map(|a| a.kind) {
        _ if committee => "",
        Some(Kind::Department | Kind::Province) if above.is_empty() => plan_issuer,
        _ => above.as_str(),
    };
    Content {
        parent: in_short(parent),
        body_sign: model::sign_of(&issuer),
        place: own_place(&issuer).unwrap_or_else(|| campaign.map(|c| c.place.clone()).unwrap_or_default()),
        collective: collective_of(&issuer).into(),
        office: head_of(&issuer).into(),
        issuer,
        ..Content::default()
    }
}

/// A committee below the province stands in its own place: "Định Quán" for "Ủy ban nhân dân huyện Định Quán".
fn own_place(agency: &str) -> Option<String> {
    let low = agency.to_lowercase();
    let marks = [" huyện ", " thị xã ", " thị trấn ", " xã ", " phường ", " đặc khu ", " quận "];
    let (at, mark) = marks.iter().find_map(|mark| low.find(mark).map(|at| (at, mark))).filter(|_| is_committee(agency))?;
    agency.get(at + mark.len()..).map(|place| place.trim().to_owned()).filter(|place| !place.is_empty())
}

/// The agency for which papers begin: the reader's own, else the first organiser of the campaign that the directory knows.
pub fn default_issuer(directory: &Directory, own: &[Uuid], campaign: Option<&Campaign>, today: Date) -> Option<Uuid> {
    let organiser = || {
        let all = campaign.map(|c| c.organisers.as_str()).unwrap_or_default();
        all.lines().filter_map(|line| directory.find(line, today)).find(|id| directory.get(*id).is_some_and(|a| !a.is_group))
    };
    own.first().copied().or_else(organiser)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_who_heads_it_or_nothing() {
        for (name, office) in [
            ("Sở Thông tin và Truyền thông", "Giám đốc"), ("Ủy ban nhân dân huyện Sông Trong", "Chủ tịch"), ("Văn phòng UBND tỉnh", "Chánh Văn phòng"),
            ("Công an tỉnh", "Giám đốc"), ("Báo Bình An", "Tổng Biên tập"), ("Bảo tàng tỉnh", "Giám đốc"), ("Sông Trong", ""), ("Soạn giả", ""), ("", ""),
            ("Bộ đội Biên phòng tỉnh", "Chỉ huy trưởng"), ("Bộ Chỉ huy Quân sự tỉnh", "Chỉ huy trưởng"), ("Bộ phận Một cửa", ""),
            ("Ban Quản lý dự án tỉnh", "Giám đốc"), ("Ban Quản lý các khu công nghiệp", ""), ("Ban Dân vận", "Trưởng Ban"),
            ("Công an thành phố Sông Trong", ""), ("Công an huyện Sông Trong", "Trưởng Công an"),
        ] {
            assert_eq!(head_of(name), office, "{name}");
        }
    }

    #[test]
    fn a_council_signs_in_its_own_name() {
        for (name, collective) in [("Hội đồng nhân dân tỉnh", "Hội đồng nhân dân"), ("UBND xã Đồi Thông", "Ủy ban nhân dân"), ("Sở Y tế", ""), ("Văn phòng HĐND tỉnh", "")] {
            assert_eq!(collective_of(name), collective, "{name}");
        }
    }

    #[test]
    fn a_superior_body_is_short_above_and_whole_in_a_sentence() {
        assert_eq!(in_short("Ủy ban nhân dân tỉnh Bình An"), "UBND tỉnh Bình An");
        assert_eq!(in_full("UBND tỉnh Bình An"), "Ủy ban nhân dân tỉnh Bình An");
        assert_eq!((in_short("Bộ Công an"), in_full("Bộ Công an")), ("Bộ Công an".into(), "Bộ Công an".into()));
        assert_eq!(own_place("Ủy ban nhân dân huyện Định Quán").as_deref(), Some("Định Quán"));
        assert_eq!(own_place("Sở Y tế"), None);
    }
}
