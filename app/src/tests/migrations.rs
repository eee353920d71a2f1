//! Migrations go forward from older schemas, on both databases: from each depth below the newest one the schema becomes what a fresh
//! database gets, and rows that were there before are filled as the migration says.
use base::db::migrate;
use base::testing::postgres_url;
use base::{Db, Feature, Fetch, Record, args};
use uuid::Uuid;

const ENGINES: [&str; 2] = ["sqlite", "postgres"];

struct Place {
    db: Db,
    folder: std::path::PathBuf,
}

impl Place {
    async fn open(engine: &str) -> Place {
        let name = format!("test_{}", Uuid::now_v7().simple());
        let folder = std::env::temp_dir().join(format!("nhipso-{name}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        let db = match engine {
            "sqlite" => Db::open_sqlite(&folder.join("nhipso.db")).await,
            _ => Db::open_postgres(&postgres_url(), Some(&name)).await,
        };
        Place { db: db.expect("a database"), folder }
    }

    /// Runs what is still to run; says how many that was.
    async fn migrate(&self, features: &[Feature]) -> usize {
        let pending = migrate::pending(&self.db, features).await.expect("the migrations");
        migrate::run(&self.db, &pending, 0).await.expect("the migrations run");
        pending.len()
    }

    async fn fill(&self, rows: &[&'static str]) {
        let mut tx = self.db.write().await.expect("a transaction");
        tx.unaudited("test");
        for sql in rows {
            tx.exec(sql, args![]).await.unwrap_or_else(|error| panic!("{error}: {sql}"));
        }
        tx.commit().await.expect("a commit");
    }

    async fn read<T: Record>(&self, sql: &'static str) -> Vec<T> {
        self.db.reader().all(sql, args![]).await.expect("rows")
    }

    /// Every table, column, index, trigger and constraint, in words.
    async fn schema(&self, engine: &str) -> Vec<String> {
        const SQLITE: &str = "select type || ' ' || name || ': ' || coalesce(sql, '') from sqlite_schema where name not like 'sqlite_stat%' order by 1";
        const POSTGRES: &str = "select replace(line, quote_ident(current_schema()) || '.', '') from (
            select format('column %s.%s %s %s %s %s %s', table_name, ordinal_position, column_name, data_type, is_nullable, column_default, generation_expression) as line
                from information_schema.columns where table_schema = current_schema()
            union all select 'index ' || indexdef from pg_indexes where schemaname = current_schema()
            union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
                where connamespace = current_schema()::regnamespace
            union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
                where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal
            union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = current_schema()::regnamespace
            ) lines order by 1";
        let lines: Vec<(String,)> = self.read(if engine == "sqlite" { SQLITE } else { POSTGRES }).await;
        lines.into_iter().map(|(line,)| line).collect()
    }

    async fn close(self) {
        self.db.close().await;
        drop(std::fs::remove_dir_all(self.folder));
    }
}

/// The program as it was: each feature without its last migrations, but never without its first.
fn older(by: usize) -> Vec<Feature> {
    let mut features = crate::features::all();
    for feature in &mut features {
        let keep = feature.migrations.len().saturating_sub(by).max(1).min(feature.migrations.len());
        feature.migrations = &feature.migrations[..keep];
    }
    features
}

/// The program before one migration of a feature and all its later ones.
fn before(name: &str, migration: &str) -> Vec<Feature> {
    let mut features = crate::features::all();
    let feature = features.iter_mut().find(|f| f.name == name).expect("the feature");
    let at = feature.migrations.iter().position(|m| m.name == migration).expect("the migration");
    feature.migrations = &feature.migrations[..at];
    features
}

#[tokio::test]
async fn every_older_schema_migrates_to_what_a_fresh_database_gets() {
    let deepest = crate::features::all().iter().map(|f| f.migrations.len()).max().unwrap_or(0);
    assert!(deepest > 1);
    for engine in ENGINES {
        let fresh = Place::open(engine).await;
        let all = fresh.migrate(&crate::features::all()).await;
        let wanted = fresh.schema(engine).await;
        assert!(wanted.len() > 100, "{engine}: {wanted:?}");
        fresh.close().await;
        for by in 1..deepest {
            let place = Place::open(engine).await;
            let first = place.migrate(&older(by)).await;
            assert_ne!(place.schema(engine).await, wanted, "{engine}: {by} back is older");
            assert_eq!(first + place.migrate(&crate::features::all()).await, all, "{engine}");
            let got = place.schema(engine).await;
            let differing: Vec<_> = got.iter().filter(|line| !wanted.contains(line)).chain(wanted.iter().filter(|line| !got.contains(line))).collect();
            assert!(differing.is_empty(), "{engine}, {by} back: {differing:#?}");
            assert_eq!(place.migrate(&crate::features::all()).await, 0, "and nothing is left to run");
            place.close().await;
        }
    }
}

/// Keys as both engines read them: `x'…'` on SQLite, text on PostgreSQL.
fn keyed(engine: &str, sql: &str) -> &'static str {
    let mut out = sql.to_owned();
    for n in 1..=9 {
        let hex = format!("{:032x}", Uuid::from_u128(n).as_u128());
        let key = if engine == "sqlite" { format!("x'{hex}'") } else { format!("'{}'", Uuid::from_u128(n)) };
        out = out.replace(&format!("#{n}"), &key);
    }
    let bools = if engine == "sqlite" { ("1", "0") } else { ("true", "false") };
    Box::leak(out.replace("#yes", bools.0).replace("#no", bools.1).into_boxed_str())
}

#[tokio::test]
async fn duties_of_before_know_where_they_stand_and_old_answers_are_old_news_after_migrating() {
    for engine in ENGINES {
        let place = Place::open(engine).await;
        place.migrate(&before("duties", "0007_desk")).await;
        let rows = [
            "insert into campaign (id, slug, name, place, theme, theme_lines, year, issuer, names_on, state, created_at) values (#1, 'a', 'A', '', '', '', 2024, '', '2024-09-15', 'published', 1)",
            "insert into plan_document (id, campaign, version, kind, title, issuer, sha256, file_name, source_text, reading, published_at) values (#2, #1, 1, 'plan', '', '', '', '', '', '{}', 1)",
            "insert into assignment (id, campaign, document, ordinal, number, path, text, short_name, basis, span_start, span_end, confidence, because)
                values (#3, #1, #2, 1, 1, '', '', '', 'label', 0, 0, 1.0, '')",
            "insert into agency (id, slug, kind, created_at) values (#4, 'a', 'so', 1)",
            "insert into agency (id, slug, kind, created_at) values (#8, 'b', 'so', 1)",
            "insert into duty (id, campaign, assignment, agency, number, ordinal, path, kind, search, from_campaign, assigned_at) values (#5, #1, #3, #4, 1, 1, '', 'other', '', #no, 10)",
            "insert into duty (id, campaign, assignment, agency, number, ordinal, path, kind, search, from_campaign, assigned_at) values (#6, #1, #3, #8, 1, 1, '', 'other', '', #no, 10)",
            "insert into duty_standing (duty, seq, from_at, to_at, state, deadline) values (#5, 1, 10, 20, 'assigned', '2024-09-20')",
            "insert into duty_standing (duty, seq, from_at, state, deadline, finished_on) values (#5, 2, 20, 'reported', '2024-09-30', '2024-09-16')",
            "insert into duty_standing (duty, seq, from_at, state) values (#6, 1, 15, 'assigned')",
            "insert into extension (id, campaign, agency, reason, asked_at) values (#7, #1, #4, 'x', 1)",
            "insert into extension_line (id, extension, duty, was, asked_on, state, step_at, due_at, decided_at) values (#1, #7, #5, '2024-09-20', '2024-09-30', 'refused', 1, 1, 77)",
            "insert into extension_line (id, extension, duty, was, asked_on, state, step_at, due_at) values (#2, #7, #6, '2024-09-20', '2024-09-30', 'open', 1, 1)",
        ];
        place.fill(&rows.map(|sql| keyed(engine, sql))).await;
        assert!(place.migrate(&crate::features::all()).await >= 1);
        let now: Vec<(Option<String>, Option<String>, Option<String>, Option<i64>)> =
            place.read("select now_state, now_deadline, now_finished_on, now_from from duty order by id").await;
        let text = |words: &str| Some(words.to_owned());
        let wanted = [(text("reported"), text("2024-09-30"), text("2024-09-16"), Some(20)), (text("assigned"), None, None, Some(15))];
        assert_eq!(now, wanted, "{engine}");
        assert_eq!(place.read::<(Option<i64>,)>("select noted_at from extension_line order by id").await, [(Some(77),), (None,)], "{engine}");
        // What comes later is kept by the new triggers.
        place.fill(&[keyed(engine, "update duty_standing set state = 'accepted' where duty = #6")]).await;
        assert_eq!(place.read::<(Option<String>,)>("select now_state from duty order by id").await[1], (text("accepted"),), "{engine}");
        place.close().await;
    }
}

#[tokio::test]
async fn mails_of_before_wait_since_they_were_written_after_migrating() {
    for engine in ENGINES {
        let place = Place::open(engine).await;
        place.migrate(&before("base", "0002_mail_faults")).await;
        let mail = "insert into mail (id, to_address, subject, body, purpose, created_at, not_before, attempts, gave_up_at, last_error)";
        let rows = [format!("{mail} values (#1, 'a@b.vn', '', '', '', 5, 5, 0, null, null)"), format!("{mail} values (#2, 'a@b.vn', '', '', '', 6, 6, 30, 9, 'down')")];
        place.fill(&rows.map(|sql| keyed(engine, &sql))).await;
        place.migrate(&crate::features::all()).await;
        let unsent = base::mail::unsent(&mut place.db.reader()).await.expect("mails");
        let seen: Vec<_> = unsent.iter().map(|u| (u.fault.as_deref(), u.mails, u.since, u.given_up)).collect();
        assert_eq!(seen, [(Some("unknown"), 1, 9, 1), (None, 1, 5, 0)], "{engine}");
        place.close().await;
    }
}

#[tokio::test]
async fn digests_of_before_stay_and_silent_campaigns_begin_on_the_day_of_migrating() {
    for engine in ENGINES {
        let place = Place::open(engine).await;
        place.migrate(&before("duties", "0008_digests")).await;
        let campaign = "insert into campaign (id, slug, name, place, theme, theme_lines, year, issuer, names_on, state, created_at) values";
        let setting = "insert into remind_setting (campaign, enabled, hour, quiet_from, quiet_to, head_after, coordinator_after, office_after, counts_from) values";
        let rows = [
            format!("{campaign} (#1, 'a', 'A', '', '', '', 2024, '', '2024-09-15', 'published', 1)"),
            format!("{campaign} (#2, 'b', 'B', '', '', '', 2025, '', '2024-09-15', 'published', 1)"),
            format!("{campaign} (#3, 'c', 'C', '', '', '', 2026, '', '2024-09-15', 'published', 1)"),
            format!("{setting} (#2, #yes, 9, 20, 6, 2, 5, 10, '2024-08-01')"),
            "insert into account (id, email, name, state, created_at) values (#4, 'a@b.vn', 'Mai', 'active', 1)".into(),
            "insert into remind_digest (account, on_day, campaign, at, lines, words, outcome, by_hand) values (#4, '2024-09-15', #1, 5, 3, 'Ba việc', 'queued', #no)".into(),
        ];
        place.fill(&rows.map(|sql| keyed(engine, &sql))).await;
        place.migrate(&crate::features::all()).await;
        let kept: Vec<(String, i64, String)> = place.read("select on_day, lines, words from remind_digest").await;
        assert_eq!(kept, [("2024-09-15".into(), 3, "Ba việc".into())], "{engine}");
        // The second mail of that day speaks of another campaign.
        let again = "insert into remind_digest (account, on_day, campaign, at, lines, words, outcome, by_hand) values (#4, '2024-09-15', #2, 5, 1, '', 'queued', #no)";
        place.fill(&[keyed(engine, again)]).await;
        // Who had written mails or had settings keeps them; only the silent third one begins anew, on the day of the upgrade.
        let settings: Vec<(i64, String)> = place.read("select hour, counts_from from remind_setting order by campaign").await;
        assert_eq!((settings.len(), &settings[0]), (2, &(9, "2024-08-01".to_owned())), "{engine}");
        let today = base::Clock::real().today();
        let yesterday = today.yesterday().expect("a day");
        assert!(settings[1].0 == 7 && [today, yesterday].iter().any(|day| settings[1].1 == day.to_string()), "{engine}: {settings:?}");
        place.close().await;
    }
}
