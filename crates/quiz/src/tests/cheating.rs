//! What cheats try: early, late, double, foreign, replayed, forged; none of it pays.
use super::support::{choose, game, opened};
use crate::game::{Ask, GRACE, KEY_LEAD, MOST_PLAYERS};
use crate::{Curve, Event, Refusal, SECOND, Stage, latency};

#[test]
fn early_late_double_foreign_and_unfit_answers_are_refused_with_a_reason() {
    let (mut game, open) = opened(3);
    let n = game.phase;
    assert_eq!(game.answer(0, n, &choose(0), open - 1, 0), Err(Refusal::Early));
    assert_eq!(game.answer(0, n, &choose(0), open - 1, latency::MOST), Err(Refusal::Early), "credit opens nothing");
    assert_eq!(game.answer(9, n, &choose(0), open, 0), Err(Refusal::Stranger));
    assert_eq!(game.answer(0, n, &choose(7), open, 0), Err(Refusal::Unfit));
    assert_eq!(game.answer(0, n + 1, &choose(0), open, 0), Err(Refusal::Early), "a phase that is not yet");
    let first = game.answer(0, n, &choose(0), open + SECOND, 0).unwrap();
    game.apply(&first);
    assert_eq!(game.answer(0, n, &choose(1), open + 2 * SECOND, 0), Err(Refusal::Double));
    assert_eq!(game.answer(1, n, &choose(0), open + 20 * SECOND + 1, 0), Err(Refusal::Late));
    assert!(game.answer(1, n, &choose(0), open + 20 * SECOND + 200_000, 240_000).is_ok(), "sent in time over a slow way");
    assert_eq!(game.answer(1, n, &choose(0), open + 21 * SECOND, 99 * SECOND), Err(Refusal::Late), "a forged credit is bounded");
    // After the reveal the right option is known; the answer to the old phase is worth nothing.
    for step in 0..2 {
        let event = game.step(open + 22 * SECOND).unwrap();
        game.apply(&event);
        assert_eq!(game.answer(1, n, &choose(0), open + 22 * SECOND, 0), Err(Refusal::Late), "step {step}");
    }
    assert_eq!(game.players[1].standing.points, 0);
}

#[test]
fn an_answer_of_one_question_never_becomes_one_of_the_next() {
    let (mut game, open) = opened(2);
    let old = game.phase;
    for _ in 0..4 {
        let event = game.step(open + 30 * SECOND).unwrap();
        game.apply(&event);
    }
    let Stage::Asked(ask) = game.stage else { panic!("the second question is out") };
    assert_eq!(game.answer(0, old, &choose(0), ask.open + 1, 0), Err(Refusal::Late));
    let right = game.answer(0, game.phase, &choose(0), ask.open, 0).unwrap();
    game.apply(&right);
    assert_eq!(game.given[0].as_ref().map(|g| g.share), Some(1000));
}

#[test]
fn who_was_sent_out_plays_no_more_and_comes_back_whole() {
    let (mut game, open) = opened(2);
    let kicked = game.kick(1, true).unwrap();
    game.apply(&kicked);
    assert_eq!(game.answer(1, game.phase, &choose(0), open, 0), Err(Refusal::Kicked));
    assert_eq!(game.kick(1, true), Err(Refusal::NotNow));
    let back = game.kick(1, false).unwrap();
    game.apply(&back);
    assert!(game.answer(1, game.phase, &choose(0), open, 0).is_ok());
}

#[test]
fn time_that_stands_costs_nothing_and_takes_no_answer() {
    let (mut game, open) = opened(2);
    game.apply(&Event::Paused { t: open + SECOND });
    assert_eq!(game.answer(0, game.phase, &choose(0), open + 2 * SECOND, 0), Err(Refusal::Paused));
    assert!(game.due(open + 60 * SECOND, 0).is_none(), "nothing closes while time stands");
    game.apply(&Event::Resumed { t: open + 31 * SECOND });
    let event = game.answer(0, game.phase, &choose(0), open + 32 * SECOND, 0).unwrap();
    game.apply(&event);
    assert_eq!(game.given[0].as_ref().map(|g| g.taken), Some(2 * SECOND));
    assert!(game.due(open + 49 * SECOND, 0).is_none());
    assert!(game.due(open + 50 * SECOND + GRACE, 0).is_some());
}

#[test]
fn the_host_extends_skips_locks_and_everybody_answered_closes() {
    let (mut game, open) = opened(2);
    let Ok(Event::Extended { close }) = game.extend(10 * SECOND, open) else { panic!("more time") };
    assert_eq!(close, open + 30 * SECOND);
    for p in 0..2 {
        let event = game.answer(p, game.phase, &choose(0), open + SECOND, 0).unwrap();
        game.apply(&event);
    }
    assert!(matches!(game.due(open + SECOND, 0), Some(Event::Closed { .. })), "nobody is missing");
    game.apply(&game.skip().unwrap());
    assert_eq!((game.stage, game.players[0].standing.points), (Stage::Board, 0));
    game.apply(&game.lock_or_unlock().unwrap());
    assert_eq!(game.join(Some(0), false), Err(Refusal::Locked));
    assert_eq!(game.extend(SECOND, open), Err(Refusal::NotNow));
}

#[test]
fn the_key_comes_early_only_as_far_as_there_is_time_to_read() {
    for read in 0..60 {
        let show = 1_000 * SECOND;
        let ask = Ask { q: 0, show, open: show + read * SECOND, close: show + 90 * SECOND, given: 30 * SECOND, stood: 0, paused: None };
        let early = show - ask.key_at();
        assert!((0..=KEY_LEAD).contains(&early) && early * 5 <= read * SECOND, "{read} s to read, the key {early} µs early");
    }
    let quick = Ask { q: 0, show: 5, open: 5, close: 9, given: 4, stood: 0, paused: None };
    assert_eq!(quick.key_at(), quick.show, "answers open at once: nobody reads ahead");
}

#[test]
fn a_flood_fills_no_more_than_its_places_and_the_roster_still_comes_in() {
    let (mut game, _) = game(&[1000], Curve::Half);
    for _ in 0..MOST_PLAYERS {
        let event = game.join(Some(0), false).unwrap();
        game.apply(&event);
    }
    assert_eq!(game.join(Some(0), false), Err(Refusal::Full));
    assert!(game.join(Some(0), true).is_ok());
}

#[test]
fn a_guessed_code_takes_nobodys_place() {
    let (mut game, _) = game(&[1000], Curve::Half);
    for official in [true, false] {
        let event = game.join(Some(0), official).unwrap();
        game.apply(&event);
    }
    assert_eq!(game.come_back(0, true), Err(Refusal::Used), "its player is connected");
    let changed = game.come_back(0, false).unwrap();
    game.apply(&changed);
    assert_eq!(game.players[0].seat, 1, "tokens before are void");
    let asked = game.step(SECOND).unwrap();
    game.apply(&asked);
    assert_eq!(game.come_back(0, false), Err(Refusal::Used), "the game has begun");
    assert_eq!(game.free(1), Err(Refusal::NotNow), "a nickname has no code");
    let freed = game.free(0).unwrap();
    game.apply(&freed);
    assert_eq!(game.free(0), Err(Refusal::NotNow));
    let back = game.come_back(0, true).unwrap();
    game.apply(&back);
    assert_eq!((game.players[0].seat, game.come_back(0, true)), (2, Err(Refusal::Used)), "once only");
    let kicked = game.kick(0, true).unwrap();
    game.apply(&kicked);
    assert_eq!(game.come_back(0, false), Err(Refusal::Kicked));
}

#[test]
fn an_abandoned_game_ends_wherever_it_stands_and_pays_nothing_uncounted() {
    let (mut game, open) = opened(2);
    let answer = game.answer(0, game.phase, &choose(0), open, 0).unwrap();
    game.apply(&answer);
    let end = game.abandon(open + SECOND).unwrap();
    game.apply(&end);
    assert_eq!((game.stage, game.players[0].standing.points, game.played()), (Stage::Ended, 0, 0));
    assert_eq!(game.abandon(open), Err(Refusal::NotNow));
}
