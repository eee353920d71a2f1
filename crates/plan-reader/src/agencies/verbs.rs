//! Verbs of duties (động từ giao việc) at which an open list of agencies ends: "Phối hợp Sở Y tế **bố trí** xe". Words only.

use crate::text::words::Tok;
use std::collections::HashSet;
use std::sync::LazyLock;

const TWO: &str = "thuc hien,trien khai,to chuc,xay dung,tham muu,chuan bi,bo tri,huong dan,chi dao,kiem tra,giam sat,theo doi,don doc,tong hop,bao cao,tham dinh,tuyen truyen,pho bien,van dong,ho tro,bao dam,dam bao,huy dong,thong nhat,\
de xuat,gioi thieu,lap dat,cung cap,cung ung,ra soat,cap nhat,dang tai,phat dong,phat song,phat hanh,phan cong,phan bo,tiep nhan,tiep tuc,tang cuong,day manh,thuc day,chu tri,phoi hop,tham gia,dang cai,phu trach,chiu trach,lam dau,\
quan ly,van hanh,duy tri,trinh dien,trung bay,trien lam,bien soan,ban hanh,thanh lap,xac dinh,xem xet,quyet dinh,phe duyet,hoan thien,hoan thanh,cong bo,cong khai,thong bao,thong tin,thiet ke,san xuat,khao sat,danh gia,nghien cuu,\
canh bao,xu ly,giai quyet,truyen thong,lua chon,dieu dong,dieu phoi,dieu tiet,huan luyen,tap huan,boi duong,dao tao,ket noi,khuyen khich,nhan rong,tu van,tao dieu,giao luu,gop y,ky ket,sap xep,phan luong,tuan tra,bao ve,\
thu thap,so hoa,nang cap,khai thac,khai truong,kham chua,dien tap,ung cuu,phong chong,phong ngua,dong hanh,tai tro,dang ky,dang ki,moi chuyen,don tiep,don doan,phuc vu,ap dung,mo rong,mo lop,mo chuyen,tong ket,so ket,can doi,can cu,\
quyet toan,thanh toan,thanh quyet,lap danh,lap ke,lap du,lap doi,chap hanh,cong nhan,khen thuong,vinh danh,trao giai,cham thi,tich cuc,chu dong,kip thoi,nghiem tuc,thuong xuyen,thu thue,uu tien,quan triet,pho cap,tham van,truyen hinh,truc tiep,tro giup,dam nhan,dam nhiem,ra quan,nhan ban,phat trien,tang toc,doi moi,sang tao,tich hop,chuyen doi,cai dat,kich hoat,dinh huong,cung co,kien toan,chot danh,chot so,giai dap,tien hanh,cu can,cu dai,cu doan,tich luy,thong ke,ghi hinh,quay phim,dua tin,viet bai,trang tri,tiet kiem,khac phuc,in an,ve sinh,cap cuu,truc cap,chia se,lan toa,nhac nho,yeu cau,de nghi,xac minh,xac nhan,gui bao,gui ve,gui danh,gui ho,co trach,co phuong,co van,thu moi,gui thu,sua chua,trang bi,vao cuoc,quang ba,tinh toan,bieu duong,tri an,chia cum,ban giao,dat hang,treo bang,treo khau,treo co,duoc giao,duoc phan,can doi,phan anh,tham luan,bieu dien,dan dung,luyen tap,dan cheo,chieu phim,ban chi tiet";
const ONE: &str = "mở cử gửi đưa lập mời đón tiễn đặt treo chạy in phát dựng làm xây nộp trao chấm thu chi cấp dùng sử tạo chọn giao trình ký viết vẽ quay chiếu kể nêu rà hỗ góp thông lắp giữ trông xếp kê đề ra nhận bán mua quét vận đẩy tăng giúp dạy tuyển cài phân tính soạn dọn chuyển chủ phải sẽ đã đang cần được không chưa họp bàn cùng bảo nâng dán vào huấn luyện xử cắt tặng in đo ban tập chốt bàn lo gắn nối tiếp thử góp tìm dẫn chở lấy ghi báo hoàn đăng thẩm";
// Words that never continue a proper name and end it like a verb does.
const STOP: &str = "để nhằm theo khi trước sau trong tại do có bằng từ cho về với bởi nếu mà thì là đến qua căn cứ trên cơ";

static PAIRS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| TWO.split(',').map(str::trim).collect());
static SINGLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| ONE.split(' ').collect());
static STOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| STOP.split(' ').collect());

/// A verb of a duty starts here (small letters only: "Tổ chức" in a name is a name).
pub fn verb(toks: &[Tok]) -> bool {
    let Some(t) = toks.first().filter(|t| t.word && !t.cap) else { return false };
    pair(toks) || SINGLES.contains(t.s) && !matches!((t.s, toks.get(1).map_or("", |n| n.s)), ("thông", _) | ("ban", "ngành" | "quản" | "nhân") | ("chi", "nhánh" | "cục" | "hội" | "đoàn" | "bộ") | ("ban", _) | ("sử", "học") | ("thu", "phí") | ("cấp", "xã" | "huyện" | "tỉnh" | "thành" | "trên" | "dưới" | "cơ") | ("tập", "đoàn") | ("bảo", "hiểm" | "tàng" | "vệ") | ("báo", "chí" | "đài" | ",") | ("vận", "tải") | ("xây", _) | ("phân", "hiệu") | ("chủ", "thể" | "nhiệm") | ("dạy", "nghề") | ("tiếp", "thị") | ("kê", _) | ("làm", "nghề") | ("lấy", _) | ("vào", _))
}

/// A verb of a duty starts here, whatever its first letter ("Tổ chức hội thi").
pub fn verb_any_case(toks: &[Tok]) -> bool {
    let Some(t) = toks.first().filter(|t| t.word) else { return false };
    pair(toks) || SINGLES.contains(t.s.to_lowercase().as_str())
}

fn pair(toks: &[Tok]) -> bool {
    match toks {
        [a, b, ..] if b.word => {
            let mut two = String::with_capacity(a.f.len() + b.f.len() + 1);
            two.push_str(&a.f);
            two.push(' ');
            two.push_str(&b.f);
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
    two("chu", "tri") || two("phoi", "hop") || two("thuc", "hien") || two("phu", "trach") || two("dang", "cai") || two("chiu", "trach") || two("dam", "nhiem") || two("lam", "dau") || two("tham", "gia") && toks.first().is_some_and(|t| !t.cap)
}
