//! Round trips of our own sentences through the old codes.

use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const SENTENCES: &[&str] = &[
    "Ủy ban nhân dân tỉnh ban hành kế hoạch tổ chức ngày hội chuyển đổi số.",
    "Các sở, ban, ngành phối hợp tổ chức thực hiện, báo cáo kết quả trước ngày 10/10/2026.",
    "Đề nghị các địa phương chủ động rà soát hạ tầng mạng, đường truyền, nguồn điện và hệ thống âm thanh.",
    "Người dân được hướng dẫn thanh toán không dùng tiền mặt tại chợ, quầy lưu niệm, cửa hàng sách.",
    "Ý kiến góp ý gửi về bộ phận thường trực; kỹ thuật viên trực ở quầy, có ghế chờ, có quỹ hỗ trợ.",
];

fn composed(text: &str) -> String {
    text.nfc().collect()
}

#[test]
fn old_codes_come_back_as_unicode() {
    let all = SENTENCES.join("\n");
    type Writer = fn(&str) -> Vec<u8>;
    let writers: [(&str, Writer); 3] = [
        ("TCVN3", tcvn3::to_bytes),
        ("VNI", vni::to_bytes),
        ("1258", cp1258::to_bytes),
    ];
    for (name, write) in writers {
        for text in SENTENCES.iter().copied().chain([all.as_str()]) {
            let expected = if name == "TCVN3" {
                text.replacen('Ủ', "ủ", 1).replacen('Ý', "ý", 1)
            } else {
                text.to_owned()
            };
            let expected = if name == "TCVN3" {
                expected.replace("\nÝ", "\ný")
            } else {
                expected
            };
            let decoded = decode(&write(text)).unwrap();
            assert!(
                decoded
                    .note
                    .unwrap()
                    .contains(if name == "1258" { "Windows-1258" } else { name }),
                "{name}: {text}"
            );
            assert_eq!(composed(&decoded.text), expected, "{name}");
        }
    }
}

#[test]
fn capitals() {
    let heading = "MỤC ĐÍCH, YÊU CẦU\nTổ chức thực hiện nghiêm túc\nCÁC ĐƠN VỊ PHỐI HỢP";
    assert_eq!(
        composed(&decode(&tcvn3::to_bytes(heading)).unwrap().text),
        heading
    );
    assert_eq!(
        composed(&decode(&vni::to_bytes(heading)).unwrap().text),
        heading
    );
    assert_eq!(
        composed(&decode(&cp1258::to_bytes(heading)).unwrap().text),
        heading
    );
}

#[test]
fn every_letter_makes_the_round_trip() {
    let letters = "aăâeêioôơuưy";
    let mut every = String::from("đ");
    for letter in letters.chars() {
        every.push(letter);
        for tone in ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'] {
            every.extend([letter, tone].into_iter().nfc());
        }
    }
    assert_eq!(every.chars().count(), 73);
    let latin = |bytes: Vec<u8>| bytes.into_iter().map(cp1258::latin).collect::<String>();
    for c in every.chars() {
        let one = c.to_string();
        assert_eq!(
            composed(&tcvn3::from_latin(&latin(tcvn3::to_bytes(&one)))),
            one
        );
        for one in [one.clone(), one.to_uppercase()] {
            assert_eq!(composed(&vni::from_latin(&latin(vni::to_bytes(&one)))), one);
            assert_eq!(
                composed(&cp1258::from_latin(&latin(cp1258::to_bytes(&one)))),
                one
            );
        }
    }
}

#[test]
fn text_saved_as_western_is_repaired() {
    let decoded = decode("Uû ban nh©n d©n tØnh ban hµnh kÕ ho¹ch".as_bytes()).unwrap();
    assert_eq!(decoded.text, "Uỷ ban nhân dân tỉnh ban hành kế hoạch");
    assert!(decoded.note.unwrap().contains("TCVN3"));
    // A line of good Unicode between the others stays.
    let mixed = decode("Uû ban nh©n d©n tØnh ban hµnh\nđồng chủ trì".as_bytes()).unwrap();
    assert!(mixed.text.ends_with("\nđồng chủ trì"));
}

#[test]
fn unicode_stays() {
    for text in [
        SENTENCES[0],
        "Café à Paris, déjà vu",
        "Plain ASCII text",
        "Über größte Straße",
        "Số: 12/KH-UBND",
    ] {
        assert_eq!(decode(text.as_bytes()).unwrap().text, text);
        let wide: Vec<u8> = std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&wide).unwrap().text, text);
        let wide: Vec<u8> = std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(decode(&wide).unwrap().text, text);
        assert_eq!(
            decode(&[b"\xEF\xBB\xBF", text.as_bytes()].concat())
                .unwrap()
                .text,
            text
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn good_unicode_is_never_changed(words in prop::collection::vec(prop::sample::select(SENTENCES.to_vec()), 1..4)) {
        let text = words.join(" ");
        prop_assert_eq!(decode(text.as_bytes()).unwrap().text, text);
    }
}
