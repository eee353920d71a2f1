//! Vì sao thư chưa đi: what kept a mail from going. It must never take a fault of the server or of our settings for a refusal of the
//! message: the former is tried again without end, only the latter gives up.
use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Category;
use std::error::Error as _;
use std::io::ErrorKind;

/// Why a mail did not go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing answers there, or it turns every connection away.
    Unreachable,
    /// The server's name is not known (DNS).
    Name,
    /// No answer in time.
    Slow,
    /// No encrypted connection.
    Tls,
    /// The server does not let us in.
    SignIn,
    /// The server does not take our sender's address.
    Sender,
    /// The settings are no address of a server, or none of a sender.
    Settings,
    /// The server said: later (4xx).
    Busy,
    /// The server refused this message for good (5xx).
    Refused,
    /// The addressee's address is none.
    Address,
    /// It waited longer than mails are kept waiting.
    Expired,
}

impl Fault {
    /// As it is stored; `base-mail-fault-WORD` says it to people.
    pub fn word(self) -> &'static str {
        match self {
            Fault::Unreachable => "unreachable",
            Fault::Name => "name",
            Fault::Slow => "slow",
            Fault::Tls => "tls",
            Fault::SignIn => "sign-in",
            Fault::Sender => "sender",
            Fault::Settings => "settings",
            Fault::Busy => "busy",
            Fault::Refused => "refused",
            Fault::Address => "address",
            Fault::Expired => "expired",
        }
    }

    /// Key of the text for people, of a fault as it was stored.
    pub fn text(word: &str) -> String {
        format!("base-mail-fault-{word}")
    }

    /// Whether only this one mail is meant, so that trying the next one makes sense.
    pub(super) fn is_of_the_mail(self) -> bool {
        matches!(self, Fault::Busy | Fault::Refused | Fault::Address)
    }

    /// Whether trying again cannot help.
    pub(super) fn is_final(self) -> bool {
        matches!(self, Fault::Refused | Fault::Address | Fault::Expired)
    }

    /// Reads lettre's error. [`Fault::Refused`] is only a guess: the same code may have met the greeting or the sign-in.
    pub(super) fn of(error: &Error) -> Fault {
        if let Some(code) = error.status() {
            let words = error.to_string().to_lowercase();
            let said = |all: &[&str]| all.iter().any(|part| words.contains(part));
            return match code.category {
                _ if ["530", "534", "535", "538"].contains(&code.to_string().as_str()) || said(&["5.7.8", "5.7.9"]) => Fault::SignIn,
                _ if error.is_transient() => Fault::Busy,
                Category::MailSystem if said(&["5.1.7", "5.1.8", "5.7.60", "sender address rejected", "send as", "not owned by", "relay"]) => Fault::Sender,
                Category::MailSystem if said(&["5.4.5", "limit exceeded", "limit reached", "quota exceeded"]) => Fault::Busy,
                Category::MailSystem => Fault::Refused,
                // The server does not understand us, or takes no mail at all.
                _ => Fault::Unreachable,
            };
        }
        let words = error.to_string().to_lowercase();
        if error.is_timeout() {
            return Fault::Slow;
        }
        if error.is_tls() || words.contains("starttls") || words.contains("certificate") || io(error) == Some(ErrorKind::InvalidData) {
            return Fault::Tls;
        }
        if error.is_client() {
            return if ["authentication", "challenge", "mechanism"].iter().any(|part| words.contains(part)) { Fault::SignIn } else { Fault::Address };
        }
        if words.contains("lookup") || words.contains("resolve") { Fault::Name } else { Fault::Unreachable }
    }
}

fn io(error: &Error) -> Option<ErrorKind> {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        source = inner.source();
    }
    None
}
