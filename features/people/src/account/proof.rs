//! Chứng minh lại (proof): whoever changes how one signs in, or erases oneself, proves again who is at the browser: by the
//! code of the second factor, without one by the password, without that by a sign-in less than ten minutes ago. So an
//! unattended browser is not enough, and no answer of this module ever lets anything pass that was not asked.
use crate::visit::Visit;
use crate::{limits, password, store};
use base::{Actor, Fetch, Result, Tx, Viewer};
use ui::{Form, Frame};

/// The field in which it is typed.
pub(crate) const FIELD: &str = "chung-minh";

/// What this account proves itself with, and for the password whether it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The code of the second factor (or a recovery code).
    Code,
    /// The current password.
    Password,
    /// The sign-in was just now: nothing more is asked.
    Fresh,
    /// The account has neither, and the session is old: sign in again by a link.
    SignIn,
}

impl Proof {
    /// What is asked of this person.
    pub(crate) async fn of(db: &mut impl Fetch, viewer: &Viewer) -> Result<Proof> {
        if store::has_totp(db, viewer.account).await? {
            return Ok(Proof::Code);
        }
        if store::credential(db, viewer.account, "password").await?.is_some() {
            return Ok(Proof::Password);
        }
        Ok(if viewer.is_fresh() { Proof::Fresh } else { Proof::SignIn })
    }

    /// Its name in the templates.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Proof::Code => "code",
            Proof::Password => "password",
            Proof::Fresh => "fresh",
            Proof::SignIn => "sign-in",
        }
    }
}

/// The first half, before the transaction (a password takes its time): complaints go to the form.
///
/// # Errors
/// [`base::Error::TooMany`] after wrong guesses.
pub(crate) async fn ask(frame: &Frame, viewer: &Viewer, visit: &Visit, form: &mut Form) -> Result<Proof> {
    let mut db = frame.site.db.reader();
    let proof = Proof::of(&mut db, viewer).await?;
    match proof {
        Proof::Password => {
            let (limits, key) = (limits::of(&frame.site), format!("own {}", viewer.account));
            limits.guess(&key, visit.stranger(), frame.site.clock.now_ms())?;
            let stored = store::credential(&mut db, viewer.account, "password").await?;
            if password::verify(form.value(FIELD), stored.map(|(hash, _)| hash)).await? {
                limits.succeeded(&key, visit.stranger());
            } else {
                form.fail(FIELD, frame.t("people-password-current-wrong"));
            }
        }
        Proof::SignIn => form.fail(FIELD, frame.t("people-prove-sign-in")),
        Proof::Code | Proof::Fresh => {}
    }
    Ok(proof)
}

/// The second half, in the transaction of the change, so that a code is used up only by what it allowed. False: the
/// complaint is in the form, and the transaction must be dropped.
///
/// # Errors
/// [`base::Error::TooMany`] after wrong guesses.
pub(crate) async fn take(proof: Proof, frame: &Frame, tx: &mut Tx, viewer: &Viewer, visit: &Visit, form: &mut Form) -> Result<bool> {
    if proof != Proof::Code {
        // A second factor that was set up meanwhile is asked for.
        return Ok(!store::has_totp(tx, viewer.account).await? && form.ok());
    }
    code(FIELD, frame, tx, viewer, visit, form).await
}

/// Counts a guess and takes the code typed in `field`.
pub(crate) async fn code(field: &str, frame: &Frame, tx: &mut Tx, viewer: &Viewer, visit: &Visit, form: &mut Form) -> Result<bool> {
    let (limits, key) = (limits::of(&frame.site), format!("totp {}", viewer.account));
    limits.guess(&key, visit.stranger(), frame.site.clock.now_ms())?;
    let actor = Actor::person(viewer.account, frame.site.clock.now_ms());
    if store::use_second_factor(tx, &base::vault::of(&frame.site), &actor, viewer.account, form.value(field), frame.site.clock.device_ms()).await? {
        limits.succeeded(&key, visit.stranger());
        return Ok(true);
    }
    form.fail(field, frame.t("people-code-wrong"));
    Ok(false)
}
