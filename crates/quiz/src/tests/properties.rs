//! Whole games at random: the re-count, the batching and the order of halls change nothing.
use super::support::{choose, game};
use crate::chain::{Broken, read};
use crate::ranking::merge;
use crate::recount::recount;
use crate::{Answer, Curve, Entry, Event, Game, Micros, SECOND, Stage};
use proptest::prelude::*;

/// Something that somebody tries at a moment.
#[derive(Clone, Debug)]
enum Try {
    Join(u16),
    Step,
    Skip,
    Pause,
    Extend,
    Kick(u32, bool),
    Answer { p: u32, back: u32, at: u8, credit: Micros },
    Wait(Micros),
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = prop_oneof![
        2 => (0..3_u16).prop_map(Try::Join),
        3 => Just(Try::Step),
        1 => Just(Try::Skip),
        1 => Just(Try::Pause),
        1 => Just(Try::Extend),
        1 => (0..6_u32, any::<bool>()).prop_map(|(p, out)| Try::Kick(p, out)),
        12 => (0..7_u32, prop_oneof![9 => Just(0_u32), 1 => 1..3_u32], 0..5_u8, -10..400_000_i64)
            .prop_map(|(p, back, at, credit)| Try::Answer { p, back, at, credit }),
        6 => (0..4_000_000_i64).prop_map(Try::Wait),
    ];
    proptest::collection::vec(one, 1..160)
}

/// Plays and returns the game with everything that was accepted, and how many answers were refused.
fn play(tries: &[Try], curve: Curve) -> (Game, Vec<Event>, usize) {
    let (mut game, created) = game(&[1000, 0, 2000, 1000], curve);
    let (mut events, mut refused, mut now) = (vec![created], 0, 1_000 * SECOND);
    for one in tries {
        now += 1;
        while let Some(event) = game.due(now, 0) {
            game.apply(&event);
            events.push(event);
        }
        let decided = match one {
            Try::Join(team) => game.join(Some(*team), false),
            Try::Step => game.step(now),
            Try::Skip => game.skip(),
            Try::Pause => game.pause_or_resume(now),
            Try::Extend => game.extend(5 * SECOND, now),
            Try::Kick(p, out) => game.kick(*p, *out),
            Try::Answer { p, back, at, credit } => {
                let answer = game.answer(*p, game.phase.saturating_sub(*back), &choose(*at), now, *credit);
                refused += usize::from(answer.is_err());
                answer
            }
            Try::Wait(by) => {
                now += by;
                continue;
            }
        };
        if let Ok(event) = decided {
            game.apply(&event);
            events.push(event);
        }
    }
    if matches!(game.stage, Stage::Asked(_)) {
        let event = Event::Closed { t: now };
        game.apply(&event);
        events.push(event);
    }
    game.apply(&Event::Podium);
    events.push(Event::Podium);
    (game, events, refused)
}

/// Cuts events into journal lines of these lengths.
fn lines(events: &[Event], lengths: &[usize]) -> Vec<Entry> {
    let (mut entries, mut last, mut at, mut n) = (Vec::new(), (0, [0; 32]), 0, 0);
    while at < events.len() {
        let end = (at + lengths.get(n % lengths.len().max(1)).copied().unwrap_or(1).max(1)).min(events.len());
        let entry = Entry::after(last, &events[at..end]);
        last = (entry.seq, entry.hash);
        entries.push(entry);
        (at, n) = (end, n + 1);
    }
    entries
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_recount_equals_the_live_ranking_however_answers_were_batched(
        tries in tries(), which in 0..3_usize, a in proptest::collection::vec(1..9_usize, 1..5), b in proptest::collection::vec(1..9_usize, 1..5),
    ) {
        let (game, events, _) = play(&tries, Curve::ALL[which]);
        let (one, other) = (recount(&lines(&events, &a)).unwrap(), recount(&lines(&events, &b)).unwrap());
        prop_assert_eq!(&one.ranking, &game.ranking);
        prop_assert_eq!(&one.ranking, &other.ranking);
        prop_assert_eq!(one.forbidden, 0);
        let again = Game::replay(&events).unwrap();
        prop_assert_eq!(&again.players, &game.players);
        prop_assert_eq!((again.phase, again.stage), (game.phase, game.stage));
    }

    #[test]
    fn each_player_is_paid_once_a_question_and_only_for_accepted_answers(tries in tries()) {
        let (game, events, refused) = play(&tries, Curve::Flat);
        let accepted = events.iter().filter(|e| matches!(e, Event::Answered { .. })).count();
        let tried = tries.iter().filter(|t| matches!(t, Try::Answer { .. })).count();
        prop_assert_eq!(accepted + refused, tried);
        let counted = recount(&lines(&events, &[3])).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for answer in &counted.answers {
            prop_assert!(seen.insert((answer.player, answer.q)), "paid twice");
        }
        for player in &game.players {
            let sum: i64 = counted.answers.iter().filter(|a| a.player == player.standing.player).map(|a| a.points).sum();
            prop_assert_eq!(sum, player.standing.points);
        }
    }

    #[test]
    fn nothing_in_a_journal_can_be_changed_dropped_or_moved(tries in tries(), at in any::<prop::sample::Index>(), how in 0..3_u8) {
        let (_, events, _) = play(&tries, Curve::Half);
        let mut entries = lines(&events, &[2]);
        prop_assume!(entries.len() > 2);
        let at = at.index(entries.len() - 1);
        match how {
            0 => entries[at].body.push(' '),
            1 => drop(entries.remove(at)),
            _ => entries.swap(at, at + 1),
        }
        let broken = matches!(read(&entries), Err(Broken::Chain(_)));
        prop_assert!(broken);
    }

    #[test]
    fn halls_merge_in_any_order(games in proptest::collection::vec(tries(), 1..5), turn in 0..5_usize) {
        let standings: Vec<(usize, Vec<_>)> =
            games.iter().enumerate().map(|(n, t)| (n, play(t, Curve::Half).0.ranking.iter().map(|p| p.standing).collect())).collect();
        let mut turned = standings.clone();
        turned.rotate_left(turn % standings.len());
        turned.reverse();
        prop_assert_eq!(merge(standings), merge(turned));
    }
}

#[test]
fn a_forbidden_answer_in_a_journal_is_found() {
    let (game, created) = game(&[1000], Curve::Half);
    let joined = game.join(Some(0), false).unwrap();
    let asked = Event::Asked { q: 0, show: 0, open: SECOND, close: 2 * SECOND };
    let early = Event::Answered { p: 0, n: 1, a: Answer::One(0), t: 1, c: 0 };
    let events = [created, joined, asked, early, Event::Closed { t: 3 * SECOND }];
    let counted = recount(&lines(&events, &[5])).unwrap();
    assert_eq!((counted.forbidden, counted.ranking[0].standing.points), (1, 0));
}
