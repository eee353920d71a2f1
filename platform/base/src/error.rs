//! Lỗi: the one error type at the HTTP edge. A store or model returns it too; what is not listed here is internal.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Result of anything that may end a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The headline of [`Error::SecondFactor`]; the layer of pages leads on to the set-up instead of showing it.
pub const SECOND_FACTOR: &str = "base-problem-second-factor";

/// Why a request cannot be served. Messages are Vietnamese texts or catalogue keys, shown to the person.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing, or none that this person may see.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in; the browser is sent to the sign-in page and comes back afterwards.
    #[error("sign in first")]
    SignIn,
    /// The role held would allow it, but this session was opened without the second factor that the role demands.
    #[error("second factor first")]
    SecondFactor,
    /// Signed in, but this role may not.
    #[error("forbidden")]
    Forbidden,
    /// The input cannot be taken; the text (catalogue key or sentence) says what to do.
    #[error("invalid: {0}")]
    Invalid(String),
    /// Someone else changed it, or its state no longer allows it.
    #[error("conflict: {0}")]
    Conflict(String),
    /// Too many attempts; try again after so many seconds.
    #[error("too many attempts, wait {0} s")]
    TooMany(u64),
    /// The body is larger than the route takes.
    #[error("too large")]
    TooLarge,
    /// The database said no.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// Anything else: logged once, shown as "our fault".
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// What an error page needs; travels as a response extension to the layer that knows how pages look.
#[derive(Clone, Debug)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// Catalogue key of the headline (`base-problem-…`).
    pub key: &'static str,
    /// A sentence or catalogue key with the particular reason.
    pub detail: Option<String>,
}

impl Error {
    /// An internal failure in words for the log.
    pub fn internal(message: impl std::fmt::Display) -> Error {
        Error::Internal(anyhow::anyhow!("{message}"))
    }

    /// Whether a unique constraint refused the row: map it to a field error.
    pub fn is_unique(&self) -> bool {
        matches!(self, Error::Database(sqlx::Error::Database(e)) if e.is_unique_violation())
    }

    /// Whether a foreign key or check refused the row.
    pub fn is_constraint(&self) -> bool {
        matches!(self, Error::Database(sqlx::Error::Database(e))
            if e.is_unique_violation() || e.is_foreign_key_violation() || e.is_check_violation())
    }

    fn problem(&self) -> Problem {
        let (status, key, detail) = match self {
            Error::NotFound => (StatusCode::NOT_FOUND, "base-problem-not-found", None),
            Error::SignIn => (StatusCode::UNAUTHORIZED, "base-problem-sign-in", None),
            Error::SecondFactor => (StatusCode::FORBIDDEN, SECOND_FACTOR, None),
            Error::Forbidden => (StatusCode::FORBIDDEN, "base-problem-forbidden", None),
            Error::Invalid(m) => (StatusCode::UNPROCESSABLE_ENTITY, "base-problem-invalid", Some(m.clone())),
            Error::Conflict(m) => (StatusCode::CONFLICT, "base-problem-conflict", Some(m.clone())),
            Error::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "base-problem-too-many", None),
            Error::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "base-problem-too-large", None),
            Error::Database(_) | Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "base-problem-internal", None),
        };
        Problem { status, key, detail }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let problem = self.problem();
        if problem.status.is_server_error() {
            tracing::error!(error = ?self, "a request failed");
        }
        let mut response = (problem.status, problem.key).into_response();
        if let Error::TooMany(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(problem);
        response
    }
}
