//! Tests of lists of agencies.
use super::*;

fn bounded(s: &str) -> String {
    split_list(s).join(" | ")
}

fn open(s: &str) -> (String, &str) {
    let l = parse(s, Mode::Open);
    (l.agencies.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(" | "), &s[l.end..])
}

#[test]
fn lists_that_are_the_whole_text() {
    for (s, want) in [
        ("UBND các huyện, thành phố Long Khánh và thành phố Biên Hòa.", "UBND các huyện | UBND thành phố Long Khánh | UBND thành phố Biên Hòa"),
        ("UBND các huyện, thành phố Biên Hòa và Long Khánh", "UBND các huyện | UBND thành phố Biên Hòa | UBND thành phố Long Khánh"),
        ("UBND các huyện, thành phố Vinh, thị xã Cửa Lò, Thái Hoà và Hoàng Mai", "UBND các huyện | UBND thành phố Vinh | UBND thị xã Cửa Lò | UBND thị xã Thái Hoà | UBND thị xã Hoàng Mai"),
        ("UBND huyện Định Quán, Trảng Bom", "UBND huyện Định Quán | UBND huyện Trảng Bom"),
        ("UBND các huyện Sơn Tịnh, Trà Bồng, Lý Sơn", "UBND huyện Sơn Tịnh | UBND huyện Trà Bồng | UBND huyện Lý Sơn"),
        ("UBND các xã, phường, đặc khu Phú Quý", "UBND các xã, phường | UBND đặc khu Phú Quý"),
        ("UBND các xã, phường và đặc khu Phú Quý", "UBND các xã, phường | UBND đặc khu Phú Quý"),
        ("UBND các xã, phường, đặc khu", "UBND các xã, phường, đặc khu"),
        ("UBND phường Xuân Hương - Đà Lạt, phường Bắc Gia Nghĩa, phường Phan Thiết", "UBND phường Xuân Hương - Đà Lạt | UBND phường Bắc Gia Nghĩa | UBND phường Phan Thiết"),
        ("UBND Phường 1, Phường 5", "UBND Phường 1 | UBND Phường 5"),
        ("UBND địa phương/Sở Du lịch", "UBND địa phương | Sở Du lịch"),
        ("Sở Văn hóa, Thể thao và Du lịch; Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch | Sở Giáo dục và Đào tạo"),
        ("Sở Văn hóa, thể thao và du lịch, Sở Khoa học và công nghệ", "Sở Văn hóa, thể thao và du lịch | Sở Khoa học và công nghệ"),
        ("Sở Thông tin và Truyền thông, Đội ứng cứu sự cố An toàn thông tin tỉnh", "Sở Thông tin và Truyền thông | Đội ứng cứu sự cố An toàn thông tin tỉnh"),
        ("Thư viện tỉnh và Thư viện các huyện, thành phố", "Thư viện tỉnh | Thư viện các huyện, thành phố"),
        ("Hội Nhà báo tỉnh, Báo Ninh Bình, Đài Phát thanh - Truyền hình tỉnh", "Hội Nhà báo tỉnh | Báo Ninh Bình | Đài Phát thanh - Truyền hình tỉnh"),
        ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"),
        ("Các thôn, Tổ công nghệ số cộng đồng", "Các thôn | Tổ công nghệ số cộng đồng"),
        ("Các sở, ban, ngành, tổ chức chính trị - xã hội", "Các sở, ban, ngành, tổ chức chính trị - xã hội"),
        ("Báo và Phát thanh, Truyền hình Lâm Đồng", "Báo và Phát thanh, Truyền hình Lâm Đồng"),
        ("Công an thành phố<br>Sở Xây dựng", "Công an thành phố | Sở Xây dựng"),
        ("UBND đặc khu Cát Hải; UBND phường Đồ Sơn", "UBND đặc khu Cát Hải | UBND phường Đồ Sơn"),
        ("Tổ Toán, Tổ Vật lí - Công nghệ", "Tổ Toán | Tổ Vật lí - Công nghệ"),
        ("Huyện đoàn Lâm Thao, Huyện đoàn Phù Ninh", "Huyện đoàn Lâm Thao | Huyện đoàn Phù Ninh"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | các tổ chức chính trị - xã hội"),
        ("Bộ phận Tiểu học, Trung học cơ sở", "Bộ phận Tiểu học, Trung học cơ sở"),
        ("Hội Tin học tỉnh Đồng Nai, Đoàn TNCS HCM tỉnh, Liên hiệp các Hội Khoa học kỹ thuật tỉnh, Báo Đồng Nai; UBND các huyện, thành phố Biên Hoà, thành phố Long Khánh.", "Hội Tin học tỉnh Đồng Nai | Đoàn TNCS HCM tỉnh | Liên hiệp các Hội Khoa học kỹ thuật tỉnh | Báo Đồng Nai | UBND các huyện | UBND thành phố Biên Hoà | UBND thành phố Long Khánh"),
    ] {
        assert_eq!(bounded(s), want, "{s}");
    }
}

#[test]
fn lists_inside_sentences() {
    for (s, want, rest) in [
        ("Sở Thông tin và Truyền thông và các đơn vị, địa phương xây dựng phóng sự", "Sở Thông tin và Truyền thông | các đơn vị, địa phương", "xây dựng phóng sự"),
        ("các đơn vị liên quan và chỉ đạo các đơn vị công an địa phương triển khai", "các đơn vị liên quan", "và chỉ đạo các đơn vị công an địa phương triển khai"),
        ("các sở, ban, ngành, đơn vị liên quan triển khai thực hiện", "các sở, ban, ngành, đơn vị liên quan", "triển khai thực hiện"),
        ("Viễn thông Bến Tre bảo đảm đường truyền", "Viễn thông Bến Tre", "bảo đảm đường truyền"),
        ("giáo viên chủ nhiệm các lớp hướng dẫn học sinh", "giáo viên chủ nhiệm các lớp", "hướng dẫn học sinh"),
        ("Hội Chữ thập đỏ bố trí bàn nước", "Hội Chữ thập đỏ", "bố trí bàn nước"),
        ("Trung tâm Văn hóa - Thể thao và Truyền thanh huyện giới thiệu các bài", "Trung tâm Văn hóa - Thể thao và Truyền thanh huyện", "giới thiệu các bài"),
        ("UBND các huyện, thị xã Đức Phổ và thành phố Quảng Ngãi bảo đảm trật tự", "UBND các huyện | UBND thị xã Đức Phổ | UBND thành phố Quảng Ngãi", "bảo đảm trật tự"),
        ("Ban Tuyên giáo Tỉnh ủy chỉ đạo, định hướng", "Ban Tuyên giáo Tỉnh ủy", "chỉ đạo, định hướng"),
        ("các doanh nghiệp viễn thông trên địa bàn tỉnh thực hiện", "các doanh nghiệp viễn thông trên địa bàn tỉnh", "thực hiện"),
        ("Phòng VH-XH đặt bàn hướng dẫn", "Phòng VH-XH", "đặt bàn hướng dẫn"),
        ("tổ chức các hoạt động truyền thông", "", "tổ chức các hoạt động truyền thông"),
        ("Bộ Chỉ huy Quân sự tỉnh, Bộ đội Biên phòng tỉnh bảo đảm an toàn", "Bộ Chỉ huy Quân sự tỉnh | Bộ đội Biên phòng tỉnh", "bảo đảm an toàn"),
        ("các sở, ban, ngành và UBND các xã, phường, đặc khu Phú Quý triển khai", "các sở, ban, ngành | UBND các xã, phường | UBND đặc khu Phú Quý", "triển khai"),
        ("Sở Giáo dục và Đào tạo và Thư viện các huyện thực hiện", "Sở Giáo dục và Đào tạo | Thư viện các huyện", "thực hiện"),
    ] {
        let (names, left) = open(s);
        assert_eq!((names.as_str(), left), (want, rest), "{s}");
    }
}

#[test]
fn headings_that_are_agencies() {
    for s in ["Văn phòng Ủy ban nhân dân tỉnh", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các cơ quan báo chí tỉnh", "Các doanh nghiệp CNTT - Viễn thông", "Cơ quan Tỉnh đoàn", "Ban Giám hiệu", "Công ty TNHH MTV Điện lực Đồng Nai"] {
        assert!(whole_list(s).is_some(), "{s}");
    }
    for s in ["Các không gian triển lãm về chuyển đổi số", "Tổ chức hội thi", "Cuộc thi về chuyển đổi số", "Hội nghị tổng kết", "Báo cáo kết quả", "Chế độ báo cáo", "Phòng cháy, chữa cháy"] {
        assert!(whole_list(s).is_none(), "{s}");
    }
}

#[test]
fn kinds() {
    for (n, k) in [
        ("Sở Y tế", "department"),
        ("Công an tỉnh", "police"),
        ("Bộ Chỉ huy Quân sự tỉnh", "military"),
        ("Văn phòng UBND tỉnh", "committee_office"),
        ("UBND xã Tân Phú", "people_committee"),
        ("UBND các huyện", "group"),
        ("các đơn vị liên quan", "group"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "party"),
        ("Đoàn TNCS HCM tỉnh", "front_union"),
        ("Trường Đại học Lạc Hồng", "school"),
        ("Báo Đồng Nai", "press"),
        ("Công ty TNHH MTV Điện lực Đồng Nai", "company"),
        ("Ngân hàng Nhà nước Khu vực 6", "bank"),
        ("Bảo hiểm xã hội tỉnh", "department"),
    ] {
        assert_eq!(kind_of(n), k, "{n}");
    }
}

#[test]
fn departments_that_share_their_head() {
    assert_eq!(bounded("Các sở: Công Thương, Y tế, Giáo dục và Đào tạo"), "Sở Công Thương | Sở Y tế | Sở Giáo dục và Đào tạo");
    assert_eq!(bounded("các Sở Văn hóa, Thể thao và Du lịch, Tài chính, UBND các xã"), "Sở Văn hóa, Thể thao và Du lịch | Sở Tài chính | UBND các xã");
    assert!(whole_list("Văn phòng Đoàn ĐBQH và HĐND tỉnh; Tòa án nhân dân tỉnh; Viện Kiểm sát nhân dân tỉnh; Cục Thống kê tỉnh").is_some());
    assert!(whole_list("Đảng ủy UBND tỉnh lãnh đạo xây dựng chương trình").is_none());
    assert!(whole_list("Đơn vị tổ chức").is_none());
}
