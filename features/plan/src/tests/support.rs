//! An invented plan and helpers of the tests.
use base::testing::TestSite;
use base::{Actor, Feature};

/// The features that this crate stands on.
pub fn features() -> Vec<Feature> {
    vec![base::feature(), agencies::feature(), crate::feature()]
}

pub fn actor(t: &TestSite) -> Actor {
    Actor::program("test", t.site.clock.now_ms())
}

/// A short plan in the usual layout, invented.
pub const PLAN: &str = "ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
-------
Số: 45/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Sông Lam, ngày 12 tháng 8 năm 2024

KẾ HOẠCH
Tổ chức các hoạt động hưởng ứng Ngày Chuyển đổi số tỉnh Sông Lam năm 2024

Căn cứ Quyết định số 505/QĐ-TTg ngày 22/4/2022 của Thủ tướng Chính phủ về Ngày Chuyển đổi số quốc gia;

Theo đề nghị của Sở Thông tin và Truyền thông tại Tờ trình số 31/TTr-STTTT ngày 01/8/2024, Ủy ban nhân dân tỉnh ban hành Kế hoạch, cụ thể như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Giúp người dân tự làm được việc trên mạng.

II. CHỦ ĐỀ, THỜI GIAN

1. Chủ đề: “Chạm vào số - Sống xanh hơn”.

2. Thời gian: từ ngày 01/9/2024 đến hết ngày 31/10/2024.

3. Các cụm tổ chức

- Cụm 1: Đơn vị đăng cai: UBND huyện Thanh Thủy; các đơn vị tham gia: UBND huyện Bình Sơn, UBND thành phố Lam Giang; thời gian: từ ngày 20/9/2024 đến ngày 21/9/2024; địa điểm: Quảng trường huyện.

- Cụm 2: Đơn vị đăng cai: UBND huyện Phước Hòa; các đơn vị tham gia: UBND huyện Tân Lập.

III. NỘI DUNG THỰC HIỆN

1. Các không gian triển lãm

1.1. Không gian chính quyền số

- Mở bàn giúp người dân nộp hồ sơ trực tuyến (giao Văn phòng UBND tỉnh chủ trì, phối hợp Công an tỉnh và các đơn vị liên quan thực hiện).

- Cấp đổi căn cước lưu động cho người cao tuổi (giao Công an tỉnh thực hiện).

2. Gameshow “Vòng quay số”

- Đơn vị chủ trì: Sở Thông tin và Truyền thông.

- Đơn vị phối hợp: Tỉnh đoàn Sông Lam, UBND các huyện, thành phố.

- Đối tượng tham gia: công chức và người dân.

IV. TIẾN ĐỘ THỰC HIỆN

- Trước ngày 20/8/2024: thành lập Ban Tổ chức.

- Ngày 10/10/2024: tổ chức lễ phát động.

V. TỔ CHỨC THỰC HIỆN

1. Sở Thông tin và Truyền thông

- Theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch.

- Tổng hợp kết quả, báo cáo UBND tỉnh chậm nhất ngày 15/11/2024.

2. Sở Y tế

- Bố trí lực lượng, phương tiện cấp cứu tại các cụm.

3. UBND các huyện, thành phố

- Tuyên truyền, vận động người dân tham gia.

Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị gửi Sở Thông tin và Truyền thông để tổng hợp, báo cáo UBND tỉnh xem xét, giải quyết./.

Nơi nhận:
- Bộ Thông tin và Truyền thông (để b/c);
- Như mục V;
- Lưu: VT, KGVX.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Thử
";
