//! Mẫu kèm chương trình (shipped templates): our own words for each kind, to start from. A coordinator may change them; these
//! stay to go back to.
use crate::model::Content;
use paper::Kind;

/// The words that the program brings for a kind.
pub fn template(kind: Kind) -> Content {
    let (title, to, authority, bases, body, recipients) = match kind {
        Kind::Invitation => (
            "Dự hoạt động trong khuôn khổ {{ten_chien_dich}}",
            "",
            "",
            "",
            "{{ten_co_quan}} trân trọng kính mời: **{{noi_nhan}}**\nTới dự: hoạt động trong khuôn khổ {{ten_chien_dich}}.\nChủ trì: ……\nThời gian: …… giờ ……, ngày …… tháng …… năm {{nam}}.\nĐịa điểm: ……\nĐề nghị đại biểu đến đúng giờ và báo lại {{ten_co_quan}} nếu không tham dự được.",
            "Như trên",
        ),
        Kind::Letter => (
            "triển khai nhiệm vụ trong khuôn khổ {{ten_chien_dich}}",
            "{{noi_nhan}}",
            "",
            "",
            "Thực hiện {{ke_hoach}}, {{ten_co_quan}} đề nghị {{noi_nhan}}:\n1. Rà soát các nhiệm vụ được giao, phân công người phụ trách và bảo đảm đúng thời hạn.\n2. Báo cáo kết quả thực hiện và tài liệu kèm theo về {{ten_co_quan}} để tổng hợp.\nTrong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về {{ten_co_quan}} để được hướng dẫn, giải quyết.",
            "Như trên",
        ),
        Kind::Submission => (
            "Về việc …… trong khuôn khổ {{ten_chien_dich}}",
            "{{co_quan_cap_tren}}",
            "",
            "",
            "I. SỰ CẦN THIẾT\nThực hiện {{ke_hoach}}, {{ten_co_quan}} nhận thấy cần ……\nII. CĂN CỨ\n- {{ke_hoach}};\n- ……\nIII. NỘI DUNG TRÌNH\n1. ……\n2. ……\nIV. TÀI LIỆU KÈM THEO\n- ……\n{{ten_co_quan}} kính trình {{co_quan_cap_tren}} xem xét, quyết định.",
            "Như trên",
        ),
        Kind::Notice => (
            "Về việc …… trong khuôn khổ {{ten_chien_dich}}",
            "",
            "",
            "",
            "Thực hiện {{ke_hoach}}, {{ten_co_quan}} thông báo như sau:\n1. Nội dung: ……\n2. Thời gian: ……\n3. Địa điểm: ……\n4. Thành phần: ……\n{{ten_co_quan}} thông báo để các cơ quan, đơn vị biết và thực hiện.",
            "Các cơ quan, đơn vị liên quan",
        ),
        Kind::Minutes => (
            "Họp ……",
            "",
            "",
            "",
            "Thời gian bắt đầu: …… giờ ……, ngày …… tháng …… năm {{nam}}.\nĐịa điểm: ……\nI. THÀNH PHẦN THAM DỰ\n- Chủ trì: ……\n- Thư ký: ……\n- Thành viên: ……\nII. DIỄN BIẾN\n1. ……\n2. ……\nIII. KẾT LUẬN\nKết quả biểu quyết: …… tán thành, …… không tán thành, …… ý kiến khác.\nCuộc họp kết thúc vào …… giờ …… cùng ngày; biên bản đã được đọc lại cho mọi người cùng nghe và nhất trí.",
            "Các thành viên dự họp",
        ),
        Kind::Decision => (
            "Về việc thành lập …… {{ten_chien_dich}}",
            "",
            "{{thu_truong}}",
            "Căn cứ ……\nCăn cứ {{ke_hoach}}\nTheo đề nghị của ……",
            "## QUYẾT ĐỊNH:\nĐiều 1. Thành lập …… gồm các ông, bà có tên trong danh sách kèm theo.\nĐiều 2. Nhiệm vụ: ……; tự giải thể sau khi hoàn thành nhiệm vụ.\nĐiều 3. Thủ trưởng các cơ quan, đơn vị có liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.\n# Danh sách ……\n| TT | Họ và tên | Chức vụ, đơn vị | Nhiệm vụ |\n| 1 | …… | …… | Trưởng ban |\n| 2 | …… | …… | Phó Trưởng ban |\n| 3 | …… | …… | Thành viên |",
            "Như Điều 3",
        ),
        Kind::Report => (
            "Kết quả thực hiện nhiệm vụ trong khuôn khổ {{ten_chien_dich}}",
            "{{co_quan_cap_tren}}",
            "",
            "",
            "Thực hiện {{ke_hoach}}, {{ten_co_quan}} báo cáo kết quả như sau:\nI. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI\n……\nII. KẾT QUẢ THỰC HIỆN\n1. ……\nIII. KINH PHÍ\n……\nIV. ĐÁNH GIÁ CHUNG\n1. Ưu điểm\n……\n2. Tồn tại, hạn chế\n……\n3. Nguyên nhân\n……\nV. BÀI HỌC, ĐỀ XUẤT, KIẾN NGHỊ\n……",
            "Như trên",
        ),
        Kind::Scheme => (
            "Bảo đảm …… phục vụ {{ten_chien_dich}}",
            "",
            "",
            "",
            "Thực hiện {{ke_hoach}}, {{ten_co_quan}} xây dựng phương án như sau:\nI. MỤC ĐÍCH, YÊU CẦU\n……\nII. TÌNH HUỐNG VÀ BIỆN PHÁP\n1. ……\nIII. LỰC LƯỢNG, PHƯƠNG TIỆN\n| TT | Lực lượng, phương tiện | Số lượng | Vị trí | Phụ trách |\n| 1 | …… | …… | …… | …… |\nIV. PHÂN CÔNG NHIỆM VỤ\n- ……\nV. THÔNG TIN LIÊN LẠC\nĐầu mối: ……, điện thoại ……",
            "Các đơn vị thực hiện",
        ),
        Kind::Programme => (
            "…… trong khuôn khổ {{ten_chien_dich}}",
            "",
            "",
            "",
            "Thời gian: …… giờ ……, ngày …… tháng …… năm {{nam}}.\nĐịa điểm: ……\n| Thời gian | Nội dung | Thực hiện |\n| 07 giờ 30 | Đón tiếp đại biểu | …… |\n| 08 giờ 00 | Văn nghệ chào mừng | …… |\n| 08 giờ 15 | Tuyên bố lý do, giới thiệu đại biểu | …… |\n| 08 giờ 30 | Phát biểu khai mạc | …… |\n| 09 giờ 00 | …… | …… |\n| 11 giờ 00 | Bế mạc | …… |",
            "Các đơn vị tham gia",
        ),
        _ => ("", "", "", "", "", ""),
    };
    let second = if kind == Kind::Minutes { "Thư ký" } else { "" };
    let office = if kind == Kind::Minutes { "Chủ trì" } else { "" };
    Content {
        title: title.into(),
        to: to.into(),
        authority: authority.into(),
        bases: bases.into(),
        body: body.into(),
        recipients: recipients.into(),
        office: office.into(),
        second_office: second.into(),
        ..Content::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KINDS;

    #[test]
    fn every_offered_kind_has_words_with_known_blanks_only() {
        for kind in KINDS {
            let words = template(kind);
            assert!(!words.title.is_empty() && words.body.lines().count() > 3, "{kind:?}");
            let faults = Content { issuer: "Sở A".into(), ..words }.faults();
            assert!(faults.is_empty(), "{kind:?}: {faults:?}");
        }
    }
}
