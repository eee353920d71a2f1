//! Từ điều đã gõ thành văn bản: number, date and signatures as they are printed, and the paper itself.
use crate::content::Content;
use crate::fill::{self, Values};
use crate::model::Given;
use jiff::civil::Date;
use paper::{Kind, Paper, PartialDate, Recipients, Signature, Style, markup, rules};

impl Content {
    /// The date as far as it is known.
    pub fn date(&self) -> PartialDate {
        PartialDate { day: self.day.parse().ok(), month: self.month.parse().ok(), year: self.year.parse().ok() }
    }

    /// The whole date, once known.
    pub fn whole_date(&self) -> Option<Date> {
        let date = self.date();
        Date::new(date.year?, i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?).ok()
    }

    /// State or Party.
    pub fn style(&self) -> Style {
        if self.style == "party" { Style::Party } else { Style::State }
    }

    /// "/KH-SKHCN".
    pub fn symbol(&self, kind: Kind) -> String {
        rules::symbol(self.style(), kind, &self.body_sign, &self.unit_sign)
    }

    /// "05/KH-SKHCN", or empty while there is no number.
    pub fn full_number(&self, kind: Kind) -> String {
        if self.number.is_empty() { String::new() } else { format!("{}{}", rules::padded(&self.number), self.symbol(kind)) }
    }

    /// The paper to print; blanks that are still open show as dots.
    pub fn paper(&self, kind: Kind, given: Option<&Given>) -> Paper {
        let values = Values::from([("noi_nhan", self.addressee.clone())]);
        let mut c = self.clone();
        for field in c.fields_mut() {
            *field = fill::fill(field, &values, false);
        }
        let (body, annexes) = match given {
            Some(given) => (given.body.clone(), given.annexes.clone()),
            None => markup::read(&c.body),
        };
        let list = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let recipients = list(&c.recipients);
        Paper {
            style: c.style(),
            kind,
            symbol: c.symbol(kind),
            date: c.date(),
            to: list(&c.to),
            bases: list(&c.bases),
            body,
            signatures: c.signatures(),
            recipients: (!recipients.is_empty() || !c.unit_sign.is_empty()).then(|| Recipients { lines: recipients, unit: c.unit_sign.clone() }),
            annexes,
            parent: c.parent,
            issuer: c.issuer,
            number: c.number,
            place: c.place,
            title: c.title,
            authority: c.authority,
        }
    }

    /// The signers: of minutes the secretary at the left, the chair at the right.
    fn signatures(&self) -> Vec<Signature> {
        let capacity = rules::Capacity { collective: self.collective.clone(), stands: stands(&self.stands), head: self.head.clone(), office: self.office.clone() };
        let main = Signature { capacity: capacity.lines(), name: self.signer.clone() };
        let second = rules::Capacity { office: self.second_office.clone(), ..rules::Capacity::default() };
        let mut all = Vec::new();
        if !self.second_office.is_empty() {
            all.push(Signature { capacity: second.lines(), name: self.second_signer.clone() });
        }
        if !(main.capacity.is_empty() && main.name.is_empty()) {
            all.push(main);
        }
        all
    }
}

/// Reads the word of the form.
pub fn stands(word: &str) -> rules::Stands {
    match word {
        "for" => rules::Stands::For,
        "acting" => rules::Stands::Acting,
        "order" => rules::Stands::Order,
        "delegated" => rules::Stands::Delegated,
        _ => rules::Stands::Own,
    }
}
