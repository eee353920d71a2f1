base-problem-not-found = Không tìm thấy trang này
base-problem-sign-in = Cần đăng nhập
base-problem-forbidden = Tài khoản này không có quyền làm việc đó
base-problem-second-factor = Vai trò này cần bảo mật hai lớp
base-problem-invalid = Thông tin gửi lên chưa dùng được
base-problem-conflict = Việc này vừa thay đổi ở nơi khác
base-problem-too-many = Thử quá nhiều lần
base-problem-too-large = Tệp hoặc biểu mẫu lớn quá mức cho phép
base-problem-internal = Hệ thống gặp lỗi
base-rehearsal-day = hôm nay được coi là ngày { $day }. Không có gì được gửi ra ngoài.
base-account = Tài khoản của tôi
base-role-administrator = Quản trị viên
base-role-coordinator = Cơ quan đầu mối
base-role-officer = Cán bộ cơ quan
base-role-leader = Lãnh đạo
base-advice-not-found = Địa chỉ có thể đã đổi hoặc gõ thiếu. Hãy tìm trong trang hoặc về trang chủ.
base-advice-forbidden = Nếu bạn cần làm việc này, hãy nhờ quản trị viên cấp vai trò.
base-advice-too-many = Hãy đợi một lát rồi thử lại. Những gì đã lưu vẫn còn nguyên.
base-advice-internal = Lỗi đã được ghi lại. Những gì đã lưu vẫn còn nguyên, hãy thử lại sau ít phút.
base-advice-back = Hãy quay lại trang trước để sửa. Những gì đã lưu vẫn còn nguyên.
base-home = Về trang chủ
base-sign-out = Đăng xuất

# The words of the log.
base-action-app-clock = Chọn đồng hồ: thật hay diễn tập
base-action-secret-key-set = Đặt khóa bí mật của máy chủ
