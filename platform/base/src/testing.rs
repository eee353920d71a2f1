//! Thử nghiệm: the same test on both databases. Used by every feature's `tests.rs`; holds no test itself.
use crate::feature::Feature;
use crate::identity::{ADMINISTRATOR, Grant};
use crate::{Actor, Clock, Config, Db, Site, args, db::migrate, http, live::Live, session, settings};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use std::path::PathBuf;
use tower::ServiceExt;
use uuid::Uuid;

/// A fresh program on one database, with its router.
pub struct TestSite {
    /// The program.
    pub site: Site,
    /// "sqlite" or "postgres".
    pub engine: &'static str,
    router: Router,
    folder: PathBuf,
}

/// An answer, read to the end.
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: axum::http::HeaderMap,
    /// Body as text (lossy).
    pub text: String,
    /// Body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The `Location` of a redirect.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("")
    }
}

/// Runs a test on SQLite and then on PostgreSQL (`DATABASE_URL`, else the standard local port).
///
/// # Panics
/// When PostgreSQL cannot be reached: a missing engine fails the run, it is never skipped.
pub async fn each_database<F>(features: impl Fn() -> Vec<Feature>, mut test: F)
where
    F: AsyncFnMut(TestSite),
{
    for engine in ["sqlite", "postgres"] {
        test(TestSite::start(engine, &features).await).await;
    }
}

/// Where tests find PostgreSQL.
pub fn postgres_url() -> String {
    std::env::var("DATABASE_URL").unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".into())
}

/// Where tests find NATS (`NATS_URL`, else the standard local port).
pub fn nats_url() -> String {
    std::env::var("NATS_URL").ok().filter(|url| !url.is_empty()).unwrap_or_else(|| "nats://127.0.0.1:4222".into())
}

/// Two nodes on one PostgreSQL database that reach each other over NATS at this address, each watching the other.
///
/// # Panics
/// When PostgreSQL cannot be reached, or NATS is not connected within ten seconds.
pub async fn two_nodes(features: impl Fn() -> Vec<Feature>, nats: &str) -> [TestSite; 2] {
    let schema = format!("test_{}", Uuid::now_v7().simple());
    let nodes = [TestSite::start_on("postgres", &schema, Some(nats), &features).await, TestSite::start_on("postgres", &schema, Some(nats), &features).await];
    for node in &nodes {
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while !node.site.live.is_connected() {
            assert!(std::time::Instant::now() < patience, "tests need NATS (set NATS_URL): nothing answers at {nats}");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        crate::nodes::watch(&node.site);
    }
    nodes
}

impl TestSite {
    /// Starts the program with these features on one engine. Clock: 15 September 2024, 09:00 in Vietnam, running.
    pub async fn start(engine: &'static str, features: &impl Fn() -> Vec<Feature>) -> TestSite {
        TestSite::start_on(engine, &format!("test_{}", Uuid::now_v7().simple()), None, features).await
    }

    async fn start_on(engine: &'static str, schema: &str, nats: Option<&str>, features: &impl Fn() -> Vec<Feature>) -> TestSite {
        let folder = std::env::temp_dir().join(format!("nhipso-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let db = match engine {
            "sqlite" => Db::open_sqlite(&folder.join("nhipso.db")).await,
            _ => Db::open_postgres(&postgres_url(), Some(schema)).await,
        };
        let db = db.unwrap_or_else(|e| panic!("tests need {engine} (set DATABASE_URL to a PostgreSQL server): {e}"));
        let list = features();
        let pending = migrate::pending(&db, &list).await.expect("the migrations");
        migrate::run(&db, &pending, 0).await.expect("the migrations");
        let config = Config { data: folder.clone(), development: true, ..Config::default() };
        let at = jiff::civil::datetime(2024, 9, 15, 9, 0, 0, 0).to_zoned_datetime(crate::clock::zone()).expect("a time").timestamp();
        let live = match nats {
            Some(url) => {
                let name = settings::installation(&db, 0).await.expect("the name of the installation");
                Live::nats(url, &name).await.expect("an address of NATS")
            }
            None => Live::local(),
        };
        let site = Site::new(config, db, Clock::starting_at(at), live, &list, &[]);
        for feature in &list {
            if let Some(start) = feature.start {
                start(site.clone()).await.expect("the start hook");
            }
        }
        let router = http::service(site.clone(), list, Router::new(), |r| r);
        TestSite { site, engine, router, folder }
    }

    /// Adds an account with these roles and a session (opened with a second factor); returns `(account, cookie)`.
    pub async fn person(&self, name: &str, grants: &[Grant]) -> (Uuid, String) {
        let id = Uuid::now_v7();
        let now = self.site.clock.now_ms();
        let actor = Actor::program("test", now);
        let mut tx = self.site.db.write().await.expect("a transaction");
        let email = format!("{id}@example.vn");
        tx.exec("insert into account (id, email, name, state, created_at) values ($1, $2, $3, 'active', $4)", args![id, email, name, now])
            .await
            .expect("an account");
        for g in grants {
            tx.exec(
                "insert into role_grant (id, account, role, campaign, agency, granted_at) values ($1, $2, $3, $4, $5, $6)",
                args![Uuid::now_v7(), id, &g.role, g.campaign, g.agency, now],
            )
            .await
            .expect("a grant");
        }
        let token = session::begin(&mut tx, &actor, id, true, "127.0.0.1", "test").await.expect("a session");
        tx.commit().await.expect("a commit");
        (id, format!("{}={token}", session::COOKIE))
    }

    /// The cookie of a new administrator.
    pub async fn administrator(&self) -> String {
        self.person("Quản trị", &[Grant { role: ADMINISTRATOR.into(), campaign: None, agency: None }]).await.1
    }

    /// The cookie of a new person who holds `role` everywhere.
    pub async fn holder(&self, role: &str) -> String {
        self.person("Người thử", &[Grant { role: role.into(), campaign: None, agency: None }]).await.1
    }

    /// GET; `cookie` may be empty.
    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(Method::GET, path, cookie, "", Vec::new()).await
    }

    /// POST of a form body (`a=1&b=2`).
    pub async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        self.send(Method::POST, path, cookie, "application/x-www-form-urlencoded", form.as_bytes().to_vec()).await
    }

    /// POST of one file as multipart field `file`, with further text fields.
    pub async fn upload(&self, path: &str, cookie: &str, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n--XX--\r\n");
        self.send(Method::POST, path, cookie, "multipart/form-data; boundary=XX", body).await
    }

    /// Any request.
    pub async fn send(&self, method: Method, path: &str, cookie: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        self.raw(request.body(Body::from(body)).expect("a request")).await
    }

    /// A request with headers of its own.
    pub async fn raw(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }
}

impl Drop for TestSite {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Asks the engine to prepare a statement against the migrated schema: finds wrong tables, columns and syntax. PostgreSQL
/// cannot guess the type of a parameter in `$1 is null`; binding gives it at run time, so that is no error here.
pub async fn prepares(db: &Db, sql: &'static str) -> crate::Result<()> {
    use crate::db::Pools;
    use sqlx::{Executor, SqlSafeStr};
    match db.pools() {
        Pools::Sqlite { read, .. } => drop(read.acquire().await?.prepare(sql.into_sql_str()).await?),
        Pools::Postgres(pool) => match pool.acquire().await?.prepare(sql.into_sql_str()).await {
            Err(sqlx::Error::Database(e)) if e.message().starts_with("could not determine data type of parameter") => {}
            other => drop(other?),
        },
    }
    Ok(())
}
