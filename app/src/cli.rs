//! Dòng lệnh: every command with its help. Vietnamese first, for the officer who runs it.
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Nhịp Số: chạy kế hoạch Ngày Chuyển đổi số, từ phân công đến báo cáo kết quả.
#[derive(Parser, Debug)]
#[command(version, max_term_width = 100, after_help = "Bắt đầu nhanh: nhipso up KE-HOACH.docx")]
pub struct Cli {
    /// Việc cần làm.
    #[command(subcommand)]
    pub command: Command,
    /// Cấu hình chung của mọi lệnh.
    #[command(flatten)]
    pub overrides: Overrides,
    /// Ghi nhật ký hệ thống dạng JSON
    #[arg(long, global = true, env = "NHIPSO_LOG_JSON")]
    pub log_json: bool,
}

/// Cấu hình trên dòng lệnh; mỗi mục có thể đặt bằng biến môi trường hoặc trong tệp cấu hình.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Cấu hình")]
pub struct Overrides {
    /// Tệp cấu hình TOML
    #[arg(long, global = true, env = "NHIPSO_CONFIG", value_name = "TỆP")]
    pub config: Option<PathBuf>,
    /// Thư mục dữ liệu (cơ sở dữ liệu nhúng, tệp tải lên, bản sao lưu)
    #[arg(long, global = true, env = "NHIPSO_DATA", value_name = "THƯ MỤC")]
    pub data: Option<PathBuf>,
    /// Địa chỉ lắng nghe, ví dụ 0.0.0.0:8080
    #[arg(long, global = true, env = "NHIPSO_LISTEN", value_name = "ĐỊA CHỈ")]
    pub listen: Option<SocketAddr>,
    /// PostgreSQL, ví dụ postgres://nhipso@localhost/nhipso; không đặt thì dùng SQLite
    #[arg(long, global = true, env = "NHIPSO_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// NATS, nối sự kiện trực tiếp giữa nhiều máy chủ
    #[arg(long, global = true, env = "NHIPSO_NATS_URL", hide_env_values = true, value_name = "URL")]
    pub nats_url: Option<String>,
    /// Địa chỉ mà người dùng mở, ví dụ https://cds.tinh.gov.vn
    #[arg(long, global = true, env = "NHIPSO_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Máy chủ trung gian được tin (mạng CIDR), có thể lặp lại
    #[arg(long = "trusted-proxy", global = true, env = "NHIPSO_TRUSTED_PROXIES", value_delimiter = ',', value_name = "MẠNG")]
    pub trusted_proxies: Option<Vec<ipnet::IpNet>>,
    /// Chứng thư TLS (PEM), khi không đứng sau máy chủ trung gian
    #[arg(long, global = true, env = "NHIPSO_TLS_CERT", requires = "tls_key", value_name = "TỆP")]
    pub tls_cert: Option<PathBuf>,
    /// Khóa riêng TLS (PEM)
    #[arg(long, global = true, env = "NHIPSO_TLS_KEY", requires = "tls_cert", value_name = "TỆP")]
    pub tls_key: Option<PathBuf>,
    /// Tệp khóa mã hóa bí mật trong cơ sở dữ liệu; bỏ trống thì là secret.key trong thư mục dữ liệu
    #[arg(long, global = true, env = "NHIPSO_SECRET_KEY_FILE", value_name = "TỆP")]
    pub secret_key_file: Option<PathBuf>,
    /// Máy chủ gửi thư, ví dụ smtps://tai-khoan:mat-khau@mail.tinh.gov.vn
    #[arg(long, global = true, env = "NHIPSO_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<String>,
    /// Người gửi thư
    #[arg(long, global = true, env = "NHIPSO_MAIL_FROM", value_name = "TÊN <THƯ>")]
    pub mail_from: Option<String>,
    /// Bật trang trưng bày giao diện /_ui
    #[arg(long, global = true, env = "NHIPSO_DEVELOPMENT")]
    pub development: bool,
}

/// Các lệnh.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Làm tất cả: tạo cơ sở dữ liệu, đọc kế hoạch, mở trang và in đường dẫn đăng nhập đầu tiên
    Up(Up),
    /// Chỉ chạy máy chủ trên dữ liệu đã có
    Serve(Serve),
    /// Đọc, nhập hoặc so sánh kế hoạch
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Tài khoản: xem, mời, lấy đường liên kết đăng nhập, khóa, mở, đặt lại xác thực hai lớp
    #[command(subcommand)]
    User(UserCommand),
    /// Đấu trường: đếm lại kết quả từ nhật ký ván
    #[command(subcommand)]
    Quiz(QuizCommand),
    /// Sao lưu khi máy chủ đang chạy
    Backup(Backup),
    /// Khôi phục từ bản sao lưu
    Restore(Restore),
    /// Kiểm tra cấu hình, cơ sở dữ liệu, chuỗi nhật ký, thư chờ gửi và việc định kỳ
    Doctor,
}

/// `up`.
#[derive(Args, Debug)]
pub struct Up {
    /// Tệp kế hoạch (.docx, .pdf có chữ, .txt, .md); bỏ trống thì dùng kế hoạch mẫu
    #[arg(value_name = "KẾ HOẠCH")]
    pub plans: Vec<PathBuf>,
    /// Diễn tập: coi hôm nay là ngày này (năm-tháng-ngày)
    #[arg(long, value_name = "NGÀY")]
    pub today: Option<Date>,
}

/// `serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// Diễn tập: coi hôm nay là ngày này (năm-tháng-ngày)
    #[arg(long, value_name = "NGÀY")]
    pub today: Option<Date>,
}

/// `plan …`.
#[derive(Subcommand, Debug)]
pub enum PlanCommand {
    /// Đọc một kế hoạch và in kết quả, không lưu gì
    Parse {
        /// Tệp kế hoạch
        #[arg(value_name = "TỆP")]
        file: PathBuf,
        /// Dạng in ra
        #[arg(long, value_enum, default_value_t = Format::Json, value_name = "DẠNG")]
        format: Format,
    },
    /// Nhập kế hoạch vào cơ sở dữ liệu và ban hành với cách đọc của máy
    Import {
        /// Các tệp kế hoạch
        #[arg(required = true, value_name = "TỆP")]
        files: Vec<PathBuf>,
    },
    /// So sánh hai kế hoạch, từng nhiệm vụ một
    Diff {
        /// Bản trước
        #[arg(value_name = "BẢN TRƯỚC")]
        before: PathBuf,
        /// Bản sau
        #[arg(value_name = "BẢN SAU")]
        after: PathBuf,
        /// Dạng in ra
        #[arg(long, value_enum, default_value_t = Format::Text, value_name = "DẠNG")]
        format: Format,
    },
}

/// How a reading is printed.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON đầy đủ
    Json,
    /// Tóm tắt cho người đọc
    Text,
}

/// `user …`.
#[derive(Subcommand, Debug)]
pub enum UserCommand {
    /// Danh sách tài khoản
    List,
    /// Tạo đường dẫn mời dùng một lần
    Invite {
        /// Vai trò: administrator (quản trị viên), coordinator (cơ quan điều phối), officer (cán bộ cơ quan),
        /// head (thủ trưởng đơn vị), leader (lãnh đạo), office (Văn phòng Ủy ban nhân dân)
        #[arg(long, default_value = "administrator", value_name = "VAI TRÒ")]
        role: String,
        /// Họ và tên
        #[arg(long, value_name = "TÊN")]
        name: String,
        /// Thư điện tử (có thể bỏ trống)
        #[arg(long, default_value = "", value_name = "THƯ")]
        email: String,
    },
    /// In đường liên kết đăng nhập dùng một lần, cho người không còn cách nào vào
    Link {
        /// Thư điện tử, số điện thoại hoặc mã tài khoản; bỏ trống thì là quản trị viên duy nhất
        #[arg(value_name = "TÀI KHOẢN")]
        account: Option<String>,
    },
    /// Khóa tài khoản và kết thúc mọi phiên
    Lock {
        /// Thư điện tử hoặc mã tài khoản
        #[arg(value_name = "TÀI KHOẢN")]
        account: String,
    },
    /// Mở khóa tài khoản
    Unlock {
        /// Thư điện tử hoặc mã tài khoản
        #[arg(value_name = "TÀI KHOẢN")]
        account: String,
    },
    /// Gỡ xác thực hai lớp để người dùng đặt lại
    ResetTotp {
        /// Thư điện tử hoặc mã tài khoản
        #[arg(value_name = "TÀI KHOẢN")]
        account: String,
    },
}

/// `quiz …`.
#[derive(Subcommand, Debug)]
pub enum QuizCommand {
    /// Đếm lại một ván từ nhật ký của nó, độc lập với máy chủ
    Recount {
        /// Mã ván (trong địa chỉ trang kết quả) hoặc mã PIN khi ván đang mở
        #[arg(value_name = "VÁN")]
        game: String,
        /// In nhiều nhất bấy nhiêu người
        #[arg(long, default_value_t = 1_000_000, value_name = "SỐ NGƯỜI")]
        top: usize,
    },
}

/// `backup`.
#[derive(Args, Debug)]
pub struct Backup {
    /// Nơi ghi; bỏ trống thì ghi vào THƯ MỤC DỮ LIỆU/backups
    #[arg(value_name = "TỆP")]
    pub file: Option<PathBuf>,
}

/// `restore`.
#[derive(Args, Debug)]
pub struct Restore {
    /// Tệp sao lưu
    #[arg(value_name = "TỆP")]
    pub file: PathBuf,
    /// Thay dữ liệu đang có (dữ liệu cũ được dời sang bên, không xóa)
    #[arg(long)]
    pub replace: bool,
}
