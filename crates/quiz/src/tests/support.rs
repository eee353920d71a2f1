//! A small game for tests.
use crate::question::{Choice, Kind};
use crate::{Answer, Curve, Event, Game, Micros, Question, Rule, SECOND, Settings};

/// A question with four options whose first is right.
pub fn question(weight: u16) -> Question {
    let choices = (0..4).map(|n| Choice { text: format!("Lựa chọn {n}"), right: n == 0 }).collect();
    Question { text: "Câu hỏi".into(), kind: Kind::One { choices }, weight, ..Question::default() }
}

/// A game with these weights and two teams, and its creation.
pub fn game(weights: &[u16], curve: Curve) -> (Game, Event) {
    let rule = Rule { curve, points: 1000, minus: 100, streak: 50 };
    let settings = Settings { rule, teams: vec!["A".into(), "B".into()], read_seconds: 2, answer_seconds: 20, ..Settings::default() };
    let questions: Vec<Question> = weights.iter().map(|w| question(*w)).collect();
    let created = Event::Created { settings: Box::new(settings.clone()), questions: questions.clone() };
    (Game::new(settings, questions), created)
}

/// A game with so many players whose first question opens at the moment that comes back.
pub fn opened(players: u16) -> (Game, Micros) {
    let (mut game, _) = game(&[1000, 1000], Curve::Half);
    for n in 0..players {
        let event = game.join(Some(n % 2), false).unwrap();
        game.apply(&event);
    }
    let event = game.step(1_000 * SECOND).unwrap();
    game.apply(&event);
    let Event::Asked { open, .. } = event else { panic!("asked") };
    (game, open)
}

/// The right answer, or a wrong one.
pub fn choose(at: u8) -> Answer {
    Answer::One(at)
}
