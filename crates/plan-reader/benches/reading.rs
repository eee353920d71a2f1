//! How long reading takes (thời gian đọc): a 20-page plan, and texts of 64 KB to 2 MB to see that time grows linearly.
//! The plans are made here from sentences of our own.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write as _;
use std::hint::black_box;

const UNITS: &[&str] = &["Sở Y tế", "Sở Khoa học và Công nghệ", "Công an tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "UBND các xã, phường, đặc khu Phú Quý", "Báo và Phát thanh, Truyền hình tỉnh", "Tỉnh đoàn", "Các doanh nghiệp viễn thông"];

/// A plan of at least `bytes` bytes, or of twenty printed pages for about 70 KB.
fn plan(bytes: usize) -> String {
    let mut s = String::from(
        "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 12/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nTổ chức Ngày hội số năm 2026\n\nCăn cứ Quyết định số 505/QĐ-TTg ngày 22/4/2022 của Thủ tướng Chính phủ;\n\nI. MỤC ĐÍCH, YÊU CẦU\n\n- Thiết thực, tiết kiệm.\n\nII. CHỦ ĐỀ, THỜI GIAN\n\n1. Chủ đề: “Số hóa vì người dân”.\n\n2. Thời gian: từ ngày 01/9/2026 đến hết ngày 10/10/2026.\n\nIII. NỘI DUNG\n\n",
    );
    let mut n = 0;
    while s.len() < bytes / 2 {
        n += 1;
        let (a, b, c) = (UNITS[n % 8], UNITS[(n + 3) % 8], UNITS[(n + 5) % 8]);
        let _ = write!(
            s,
            "{n}. Không gian trải nghiệm thứ {n}\n\n- Đơn vị chủ trì: {a}.\n\n- Đơn vị phối hợp: {b}; {c}.\n\n- Đối tượng tham gia: người dân, học sinh, sinh viên trên địa bàn tỉnh.\n\n- Trưng bày, hướng dẫn người dân dùng dịch vụ công, thanh toán không tiền mặt và nhận biết lừa đảo trên mạng (giao {b} chủ trì, phối hợp {c} và các đơn vị liên quan thực hiện).\n\n"
        );
    }
    s.push_str("IV. TIẾN ĐỘ\n\n- Hoàn thiện kế hoạch chi tiết: chậm nhất ngày 05/8/2026.\n- Tổng kết: cuối tháng 10/2026.\n\nV. TỔ CHỨC THỰC HIỆN\n\n");
    n = 0;
    while s.len() < bytes {
        n += 1;
        let (a, b) = (UNITS[n % 8], UNITS[(n + 2) % 8]);
        let _ = write!(
            s,
            "{n}. {a}\n\n- Chủ trì, phối hợp với {b} xây dựng phương án, bố trí nhân lực và báo cáo kết quả trước ngày {}/9/2026.\n\n- Phối hợp {b} tuyên truyền trước, trong và sau sự kiện.\n\n- Tổng hợp số liệu, đề xuất khen thưởng tập thể, cá nhân có thành tích xuất sắc.\n\n",
            n % 28 + 1
        );
    }
    s.push_str("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở Khoa học và Công nghệ để tổng hợp, trình UBND tỉnh xem xét./.\n\nNơi nhận:\n- UBND tỉnh (để b/c);\n- Lưu: VT.\n\nCHỦ TỊCH\n\nĐinh Văn An\n");
    s
}

fn reading(c: &mut Criterion) {
    // Twenty pages of 13-point text hold about 50,000 characters, some 70 KB.
    let pages = plan(70_000);
    c.bench_function("20 trang", |b| b.iter(|| plan_reader::read(black_box(&pages))));
    let mut group = c.benchmark_group("lớn dần");
    group.sample_size(10);
    for kb in [64, 128, 256, 512, 1024, 2048] {
        let text = plan(kb * 1024);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(format!("{kb} KB")), &text, |b, t| b.iter(|| plan_reader::read(black_box(t))));
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
