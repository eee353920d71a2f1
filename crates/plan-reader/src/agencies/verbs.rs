//! Verbs of duties (động từ giao việc) at which an open list of agencies ends: "Phối hợp Sở Y tế **bố trí** xe". Words only.

use crate::text::words::Tok;
use std::collections::HashSet;
use std::sync::LazyLock;

const TWO: &str = "thực hiện,triển khai,tổ chức,xây dựng,tham mưu,chuẩn bị,bố trí,hướng dẫn,chỉ đạo,kiểm tra,giám sát,theo dõi,đôn đốc,tổng hợp,báo cáo,thẩm định,tuyên truyền,phổ biến,vận động,hỗ trợ,bảo đảm,đảm bảo,huy động,thống nhất,\
đề xuất,giới thiệu,lắp đặt,cung cấp,cung ứng,rà soát,cập nhật,đăng tải,phát động,phát sóng,phát hành,phân công,phân bổ,tiếp nhận,tiếp tục,tăng cường,đẩy mạnh,thúc đẩy,chủ trì,phối hợp,tham gia,đăng cai,phụ trách,chịu trách,làm đầu,\
quản lý,vận hành,duy trì,trình diễn,trưng bày,triển lãm,biên soạn,ban hành,thành lập,xác định,xem xét,quyết định,phê duyệt,hoàn thiện,hoàn thành,công bố,công khai,thông báo,thiết kế,sản xuất,khảo sát,đánh giá,nghiên cứu,\
cảnh báo,xử lý,giải quyết,lựa chọn,điều động,điều phối,điều tiết,huấn luyện,tập huấn,bồi dưỡng,đào tạo,kết nối,khuyến khích,nhân rộng,tư vấn,tạo điều,giao lưu,góp ý,ký kết,sắp xếp,phân luồng,tuần tra,bảo vệ,\
thu thập,số hóa,số hoá,nâng cấp,khai thác,khai trương,khám chữa,diễn tập,ứng cứu,phòng ngừa,đồng hành,tài trợ,đăng ký,đăng kí,đón tiếp,đón đoàn,phục vụ,áp dụng,mở rộng,tổng kết,sơ kết,cân đối,căn cứ,\
quyết toán,thanh toán,thanh quyết,chấp hành,công nhận,khen thưởng,vinh danh,trao giải,chấm thi,tích cực,chủ động,kịp thời,nghiêm túc,thường xuyên,ưu tiên,quán triệt,phổ cập,tham vấn,trợ giúp,đảm nhận,đảm nhiệm,ra quân,tích hợp,cài đặt,kích hoạt,định hướng,củng cố,kiện toàn,giải đáp,tiến hành,thống kê,ghi hình,quay phim,đưa tin,viết bài,trang trí,tiết kiệm,khắc phục,vệ sinh,trực cấp,chia sẻ,lan tỏa,lan toả,nhắc nhở,yêu cầu,đề nghị,xác minh,xác nhận,có trách,có phương,có văn,thư mời,sửa chữa,trang bị,vào cuộc,quảng bá,tính toán,biểu dương,tri ân,bàn giao,đặt hàng,được giao,được phân,phản ánh,tham luận,biểu diễn,luyện tập,lồng ghép,tranh thủ,kêu gọi,vệ binh,cân nhắc,tự kiểm,khẩn trương,phối kết,tổ chứ,lưu trữ,soạn thảo,tuyển chọn,sưu tầm,thí điểm,đồng bộ,kết hợp,tận dụng,động viên,quan tâm,nhập liệu,chứng thực,thuyết minh,dàn dựng,lãnh đạo,truyền dẫn,truyền tải,trực tiếp,có ý";
const ONE: &str = "mở cử gửi đưa lập mời đón tiễn đặt treo chạy in phát dựng làm xây nộp trao chấm thu chi cấp dùng tạo chọn giao trình ký viết vẽ quay chiếu kể nêu hỗ góp lắp giữ trông xếp kê đề ra nhận bán mua quét đẩy tăng giúp dạy tuyển cài phân tính soạn dọn chuyển phải sẽ đã đang cần được không chưa họp bàn nâng dán tặng đo tập chốt lo gắn nối tiếp thử tìm dẫn chở lấy ghi báo hoàn đăng thẩm cùng nhập sửa đọc thi miễn giảm bảo xử huấn lồng rà vận cân nộp quyết trực";
// Words that never continue a proper name and end it like a verb does.
const STOP: &str = "để nhằm theo khi trước sau trong tại do có bằng từ cho về với bởi nếu mà thì là đến qua căn cứ trên";

static PAIRS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| TWO.split(',').map(str::trim).collect());
static SINGLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| ONE.split(' ').collect());
static STOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| STOP.split(' ').collect());

// Single verbs that are no verbs before these words.
const NOT: &[(&str, &str)] = &[
    ("ban", "*"), ("chi", "nhánh cục hội đoàn bộ"), ("thu", "phí"), ("cấp", "xã huyện tỉnh thành trên dưới cơ cứu"), ("tập", "đoàn"), ("bảo", "hiểm tàng"), ("báo", "chí đài , và tỉnh thành huyện Việt"), ("vận", "tải"), ("phân", "hiệu viện"), ("kê", "*"),
    ("tiếp", "thị vận"), ("dạy", "nghề"), ("ra", "vào"), ("bàn", "đạp"), ("làm", "nghề"), ("giúp", "việc"), ("quyết", "*"), ("in", "ấn"), ("thi", "đua hành"), ("xử", "án"), ("đo", "lường"), ("xây", "lắp"), ("phát", "thanh triển hành"), ("thẩm", "mỹ"), ("vẽ", "*"), ("đọc", "sách"),
];

fn excepted(word: &str, next: &str) -> bool {
    NOT.iter().any(|(w, list)| *w == word && (*list == "*" || list.split(' ').any(|n| n == next)))
}

/// A verb of a duty starts here (small letters only: "Tổ chức" in a name is a name).
pub fn verb(toks: &[Tok]) -> bool {
    let Some(t) = toks.first().filter(|t| t.word && !t.cap) else { return false };
    if pair(toks) {
        // "Nhà hát … tổng hợp Đam San" is a name.
        let name = t.s == "tổng" && toks.get(2).is_some_and(|n| n.cap) && super::heads::head(&toks[2..]).is_none();
        return !name;
    }
    SINGLES.contains(t.s) && !excepted(t.s, toks.get(1).map_or("", |n| n.s))
}

/// A verb of a duty starts here, whatever its first letter ("Tổ chức hội thi").
pub fn verb_any_case(toks: &[Tok]) -> bool {
    let Some(t) = toks.first().filter(|t| t.word) else { return false };
    pair(toks) || SINGLES.contains(t.s.to_lowercase().as_str())
}

fn pair(toks: &[Tok]) -> bool {
    match toks {
        [a, b, ..] if b.word => {
            let mut two = a.s.to_lowercase();
            two.push(' ');
            two.push_str(&b.s.to_lowercase());
            PAIRS.contains(two.as_str())
        }
        _ => false,
    }
}

/// A word that ends a name without being a verb.
pub fn stop(t: &Tok) -> bool {
    !t.cap && STOPS.contains(t.s)
}

/// A role word ends even a bounded list: "giao A **chủ trì**".
pub fn role(toks: &[Tok]) -> bool {
    let two = |a: &str, b: &str| toks.first().is_some_and(|t| t.f == a) && toks.get(1).is_some_and(|t| t.f == b);
    let joint = two("dong", "chu") || two("cung", "chu") || two("cung", "phoi");
    joint || two("chu", "tri") || two("phoi", "hop") || two("thuc", "hien") || two("phu", "trach") || two("dang", "cai") || two("chiu", "trach") || two("dam", "nhiem") || two("lam", "dau") || two("tham", "gia") && toks.first().is_some_and(|t| !t.cap)
}
