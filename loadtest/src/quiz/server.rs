//! The measured program: started in a process of its own on a core of its own, on data of its own, and watched from outside.
use anyhow::{Context, Result, bail};
use base::{Actor, Db, args, session};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A running server or floor; killed when dropped.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub at: SocketAddr,
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A free port of this machine.
pub fn free() -> Result<SocketAddr> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

impl Program {
    /// Starts a program pinned to a core and waits until it listens; says how long that took.
    pub async fn start(program: &Path, arguments: &[&str], at: SocketAddr, core: usize) -> Result<(Program, Duration)> {
        let began = Instant::now();
        let child = Command::new("taskset")
            .args(["-c", &core.to_string()])
            .arg(program)
            .args(arguments)
            .stdout(Stdio::null())
            .spawn()
            .context("taskset (package util-linux) starts the program")?;
        let program = Program { child, at };
        while TcpStream::connect(at).is_err() {
            if began.elapsed() > Duration::from_secs(60) {
                bail!("nothing listens at {at}");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok((program, began.elapsed()))
    }

    /// `kill -9`.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// CPU time of all its threads so far.
    pub fn cpu(&self) -> Duration {
        cpu_of(self.child.id())
    }

    /// Resident memory in MiB.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("");
        line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
    }
}

/// CPU time of all threads of a process so far.
pub fn cpu_of(process: u32) -> Duration {
    // The parts count hundredths of a second; what stands before the bracket may hold spaces.
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// A data folder that goes with the run, or the database that was named.
pub struct Data {
    /// Folder.
    pub folder: PathBuf,
    /// PostgreSQL, if it is measured.
    pub url: Option<String>,
}

impl Drop for Data {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

impl Data {
    /// A new folder.
    pub fn new(url: Option<String>) -> Result<Data> {
        let folder = std::env::temp_dir().join(format!("nhipso-quiz-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder)?;
        Ok(Data { folder, url })
    }

    /// Arguments of the server on these data.
    pub fn arguments(&self, at: SocketAddr) -> Vec<String> {
        let mut all = vec!["serve".to_owned(), "--data".into(), self.folder.display().to_string(), "--listen".into(), at.to_string()];
        if let Some(url) = &self.url {
            all.extend(["--database-url".to_owned(), url.clone()]);
        }
        all
    }

    /// The database, beside the running server.
    pub async fn open(&self) -> Result<Db> {
        Ok(match &self.url {
            Some(url) => Db::open_postgres(url, None).await?,
            None => Db::open_sqlite(&self.folder.join("nhipso.db")).await?,
        })
    }

    /// A set of questions of one kind, as long as those that people write, whose first option is right; returns its key.
    pub async fn questions(&self, count: i64) -> Result<Uuid> {
        let db = self.open().await?;
        let (id, now) = (Uuid::now_v7(), base::Clock::real().now_ms());
        let mut tx = db.write().await?;
        tx.exec("insert into quiz_set (id, title, category, created_at, changed_at) values ($1, 'Thử tải', 'xa-hoi-so', $2, $2)", args![id, now]).await?;
        for n in 1..=count {
            let choice = |text: &str, right: bool| serde_json::json!({ "text": text, "right": right });
            let body = serde_json::json!({
                "text": format!("Câu thử tải số {n}: một người gọi điện xưng là cán bộ, bảo bạn cài ứng dụng qua một đường liên kết. Bạn làm gì?"),
                "kind": { "kind": "one", "choices": [
                    choice("Dừng máy, hỏi cơ quan nơi mình ở", true), choice("Cài ngay để khỏi bị phạt", false),
                    choice("Gửi ảnh căn cước để họ cài giúp", false), choice("Chuyển liên kết cho cả nhà cùng cài", false),
                ] },
                "explanation": "Cơ quan nhà nước không cài ứng dụng giúp qua điện thoại; ứng dụng chỉ lấy từ kho của máy.",
                "source": "Bộ câu hỏi thử tải", "category": "xa-hoi-so", "difficulty": 1, "weight": 1000,
            });
            let values = args![Uuid::now_v7(), id, n, body.to_string(), now];
            let add = "insert into quiz_question (id, quiz_set, ordinal, kind, category, difficulty, body, created_at) values ($1, $2, $3, 'one', 'xa-hoi-so', 1, $4, $5)";
            tx.exec(add, values).await?;
        }
        tx.unaudited("load test");
        tx.commit().await?;
        db.close().await;
        Ok(id)
    }

    /// The cookie of a signed-in administrator.
    pub async fn administrator(&self) -> Result<String> {
        let db = self.open().await?;
        let now = base::Clock::real().now_ms();
        let id = Uuid::now_v7();
        let mut tx = db.write().await?;
        tx.exec("insert into account (id, email, name, state, created_at) values ($1, $2, 'Thử tải', 'active', $3)", args![id, format!("{id}@thu-tai.vn"), now]).await?;
        tx.exec("insert into role_grant (id, account, role, granted_at) values ($1, $2, 'administrator', $3)", args![Uuid::now_v7(), id, now]).await?;
        let token = session::begin(&mut tx, &Actor::program("loadtest", now), id, true, "127.0.0.1", "loadtest").await?;
        tx.commit().await?;
        db.close().await;
        Ok(format!("{}={token}", session::COOKIE))
    }
}
