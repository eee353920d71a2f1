//! Quy định của chiến dịch (rules): by when each must act on what is sent up, when offices work, and who decides extensions. One row
//! per campaign; without one the defaults hold.
use super::worktime::Office;
use base::{Error, Fetch, Result, Tx, args};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

base::queries! {
    FIND = "select content, revision from sent_up_rules where campaign = $1";
    INSERT = "insert into sent_up_rules (campaign, content) values ($1, $2)";
    UPDATE = "update sent_up_rules set content = $3, revision = revision + 1 where campaign = $1 and revision = $2";
}

/// What is agreed in a campaign. Terms are working hours.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Rules {
    /// Whether only the leader grants extensions; else the coordinating department does, and may pass them up.
    pub leader_extends: bool,
    /// Answering a request for more time.
    pub extend: i64,
    /// Taking over a difficulty.
    pub take: i64,
    /// Proposing a solution.
    pub propose: i64,
    /// Answering a question of the coordinating department.
    pub answer: i64,
    /// The leader's decision.
    pub decide: i64,
    /// Acknowledging the answer.
    pub acknowledge: i64,
    /// Office hours: from, to, from, to, as "07:30".
    pub hours: [String; 4],
    /// Weekdays that are off, ISO.
    pub closed: Vec<String>,
    /// Days of weekends that are worked, ISO.
    pub extra: Vec<String>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            leader_extends: false,
            extend: 16,
            take: 8,
            propose: 24,
            answer: 16,
            decide: 16,
            acknowledge: 8,
            hours: ["07:30", "11:30", "13:00", "17:00"].map(String::from),
            closed: Vec::new(),
            extra: Vec::new(),
        }
    }
}

impl Rules {
    /// The office hours as a calendar; what cannot be read falls back to the usual hours.
    pub fn office(&self) -> Office {
        let usual = Office::default();
        let times: Vec<Time> = self.hours.iter().filter_map(|t| vietnamese::dates::parse_time(t).ok()).collect();
        let shifts = match times.as_slice() {
            [a, b, c, d] if a < b && b <= c && c < d => [(*a, *b), (*c, *d)],
            _ => usual.shifts,
        };
        let days = |list: &[String]| list.iter().filter_map(|d| d.parse::<Date>().ok()).collect();
        Office { shifts, closed: days(&self.closed), extra: days(&self.extra) }
    }

    /// When a term of so many working hours that begins now ends (unix ms).
    pub fn due(&self, now: i64, hours: i64) -> i64 {
        self.office().after(now, hours.max(0) * 60)
    }

    /// The rules of a campaign, with the revision of the row (0 while there is none). [1]
    pub async fn load(db: &mut impl Fetch, campaign: Uuid) -> Result<(Rules, i64)> {
        let row: Option<(String, i64)> = db.maybe(FIND, args![campaign]).await?;
        let Some((content, revision)) = row else { return Ok((Rules::default(), 0)) };
        Ok((serde_json::from_str(&content).map_err(Error::internal)?, revision))
    }

    /// Keeps them, if nobody else did meanwhile. The caller audits.
    pub async fn save(&self, tx: &mut Tx, campaign: Uuid, revision: i64) -> Result<()> {
        let content = serde_json::to_string(self).map_err(Error::internal)?;
        let saved = match revision {
            0 => match tx.exec(INSERT, args![campaign, content]).await {
                Err(e) if e.is_unique() => 0,
                other => other?,
            },
            _ => tx.exec(UPDATE, args![campaign, revision, content]).await?,
        };
        if saved == 0 { Err(Error::Conflict("sentup-conflict".into())) } else { Ok(()) }
    }
}
