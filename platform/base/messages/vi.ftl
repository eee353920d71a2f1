base-problem-not-found = Không tìm thấy trang này
base-problem-sign-in = Cần đăng nhập
base-problem-forbidden = Tài khoản này không có quyền làm việc đó
base-problem-invalid = Thông tin gửi lên chưa dùng được
base-problem-conflict = Việc này vừa thay đổi ở nơi khác
base-problem-too-many = Thử quá nhiều lần
base-problem-too-large = Tệp hoặc biểu mẫu lớn quá mức cho phép
base-problem-internal = Hệ thống gặp lỗi
