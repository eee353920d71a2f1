// Plans in our own words for the tests: a small one of an invented town, as text and as a Word file.
import { strToU8, zipSync } from 'fflate';

/** A plan's text. Another `town` or `year` is another campaign, another `number` another document. */
export function planText({ number = 31, town = 'Sông Trầm', year = 2031 } = {}): string {
  return `ỦY BAN NHÂN DÂN
THÀNH PHỐ ${town.toLocaleUpperCase('vi')}

Số: ${number}/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

${town}, ngày 05 tháng 8 năm ${year}

KẾ HOẠCH
Tổ chức Ngày chuyển đổi số thành phố ${town} năm ${year}

Căn cứ Quyết định số 505/QĐ-TTg ngày 22 tháng 4 năm 2022 của Thủ tướng Chính phủ về Ngày Chuyển đổi số quốc gia;

I. MỤC ĐÍCH, YÊU CẦU

Để mỗi gia đình trong thành phố làm được một việc hành chính bằng điện thoại.

II. CHỦ ĐỀ, THỜI GIAN, ĐỊA ĐIỂM

1. Chủ đề: “Bến sông mở lối số”.

2. Thời gian: từ ngày 01/9/${year} đến hết ngày 20/10/${year}.

3. Các cụm

- Cụm 1: Đơn vị đăng cai: UBND phường Bến Trầm; các đơn vị tham gia: UBND xã Đò Ngang; thời gian: từ ngày 12/9/${year} đến ngày 13/9/${year}; địa điểm: Sân vận động Bến Trầm.

- Lễ tổng kết: ngày 10/10/${year}, tại Nhà hát Sông Trầm.

III. NỘI DUNG

1. Triển lãm “Một chạm bến sông”

- Mở quầy giúp người dân nộp hồ sơ trên điện thoại (giao Sở Khoa học và Công nghệ chủ trì, phối hợp Công an thành phố thực hiện).

- Hướng dẫn tiểu thương chợ nổi nhận tiền bằng mã vạch (giao Sở Công Thương chủ trì, phối hợp Hội Liên hiệp Phụ nữ thành phố thực hiện).

2. Diễn tập ứng cứu sự cố “Khóa cửa đê”

- Đơn vị chủ trì: Công an thành phố.

- Đơn vị phối hợp: Sở Khoa học và Công nghệ.

- Thời gian: ngày 25/9/${year}.

IV. TỔ CHỨC THỰC HIỆN

1. Sở Khoa học và Công nghệ

- Theo dõi, tổng hợp kết quả, báo cáo UBND thành phố trước ngày 30/10/${year}.

- Phối hợp với Sở Tài chính lập dự toán kinh phí, trình UBND thành phố chậm nhất ngày 20/8/${year}.

2. Tổ xung kích Chim Bói Cá

- Đi từng ghe chỉ cho bà con cách gọi số khẩn cấp, xong trong tháng 9/${year}.

Nơi nhận:
- UBND thành phố;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Hoài Bến
`;
}

/** The same words as a Word file: one paragraph a line. */
export function wordFile(text: string): Buffer {
  const escape = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const paragraphs = text.split('\n').map((line) => `<w:p><w:r><w:t xml:space="preserve">${escape(line)}</w:t></w:r></w:p>`);
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const office = 'http://schemas.openxmlformats.org';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return Buffer.from(zipSync({
    '[Content_Types].xml': strToU8(`${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`),
    '_rels/.rels': strToU8(`${head}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`),
    'word/document.xml': strToU8(`${head}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${paragraphs.join('')}</w:body></w:document>`),
  }));
}

/** A plan with ten agencies, whose deadlines lie around 25 September of the year. */
export function dutiesPlan({ number = 61, town = 'Sông Trầm', year = 2031 } = {}): string {
  const lines: [string, string, string][] = [
    ['Sở Khoa học và Công nghệ', 'Lập danh sách hộ dân cần hướng dẫn nộp hồ sơ trên điện thoại', '10/9'],
    ['Sở Công Thương', 'Chọn các gian hàng nhận tiền bằng mã vạch ở chợ nổi', '30/9'],
    ['Sở Y tế', 'Bố trí xe cứu thương và tổ trực tại điểm tổ chức', '28/9'],
    ['Sở Tài chính', 'Trình phương án kinh phí phục vụ ngày hội', '12/9'],
    ['Sở Xây dựng', 'Treo biển chỉ đường tới các điểm truy cập miễn phí', '20/9'],
    ['Sở Giáo dục và Đào tạo', 'Tổ chức cuộc thi vẽ tranh về bến sông thông minh cho học sinh', '05/10'],
    ['Công an thành phố', 'Bảo đảm an ninh, an toàn tại các điểm tổ chức', '10/10'],
    ['Sở Văn hóa, Thể thao và Du lịch', 'Chuẩn bị chương trình nghệ thuật mở màn', '18/9'],
    ['Hội Liên hiệp Phụ nữ thành phố', 'Vận động hội viên cài ứng dụng dịch vụ công', '01/10'],
    ['Thành đoàn Sông Trầm', 'Tập hợp tình nguyện viên hướng dẫn tại từng bến', '26/9'],
  ];
  const duties = lines.map(([agency, words, day], at) => `${at + 1}. ${agency}\n\n- ${words}, hoàn thành chậm nhất ngày ${day}/${year}.\n`);
  const whole = planText({ number, town, year });
  const from = whole.indexOf('III. NỘI DUNG');
  return `${whole.slice(0, from)}III. TỔ CHỨC THỰC HIỆN\n\n${duties.join('\n')}\n${whole.slice(whole.indexOf('Nơi nhận:'))}`;
}
