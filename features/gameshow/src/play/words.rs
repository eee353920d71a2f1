//! Lời cho tập lệnh của điện thoại: the texts that the phone's module shows, in the reader's language.
use serde_json::{Map, Value};
use ui::Frame;

/// Words by short name.
const WORDS: &[(&str, &str)] = &[
    ("lobby", "gameshow-play-lobby"),
    ("lobby2", "gameshow-play-lobby-help"),
    ("soon", "gameshow-soon"),
    ("read", "gameshow-read"),
    ("question", "gameshow-question-word"),
    ("of", "gameshow-of-word"),
    ("look", "gameshow-look-up"),
    ("choose", "gameshow-choose"),
    ("many", "gameshow-choose-many"),
    ("order", "gameshow-choose-order"),
    ("typed", "gameshow-type"),
    ("estimate", "gameshow-estimate"),
    ("send", "gameshow-send"),
    ("again", "gameshow-order-again"),
    ("sending", "gameshow-sending"),
    ("acked", "gameshow-acked"),
    ("wait", "gameshow-wait"),
    ("over", "gameshow-time-up"),
    ("paused", "gameshow-paused"),
    ("true", "gameshow-true"),
    ("false", "gameshow-false"),
    ("right", "gameshow-mine-right"),
    ("part", "gameshow-mine-part"),
    ("wrong", "gameshow-mine-wrong"),
    ("none", "gameshow-mine-none"),
    ("points", "gameshow-points-word"),
    ("seconds", "gameshow-seconds-word"),
    ("total", "gameshow-mine-total"),
    ("rank", "gameshow-mine-rank"),
    ("on", "gameshow-of-word"),
    ("after", "gameshow-mine-after"),
    ("streak", "gameshow-mine-streak"),
    ("answer", "gameshow-answer-head"),
    ("why", "gameshow-why-head"),
    ("board", "gameshow-board"),
    ("podium", "gameshow-podium-title"),
    ("ended", "gameshow-play-ended"),
    ("results", "gameshow-results"),
    ("kicked", "gameshow-play-kicked"),
    ("gone", "gameshow-play-gone"),
    ("here", "gameshow-play-here"),
    ("good", "gameshow-net-good"),
    ("bad", "gameshow-net-bad"),
    ("slow", "gameshow-net-poll"),
    ("left", "gameshow-left"),
    ("trial", "gameshow-trial"),
    ("no-early", "gameshow-no-early"),
    ("no-late", "gameshow-no-late"),
    ("no-double", "gameshow-no-double"),
    ("no-stranger", "gameshow-no-stranger"),
    ("no-kicked", "gameshow-no-kicked"),
    ("no-paused", "gameshow-no-paused"),
    ("no-unfit", "gameshow-no-unfit"),
    ("no-now", "gameshow-no-now"),
];

/// All words as JSON, for a data attribute.
pub fn json(frame: &Frame) -> String {
    let words: Map<String, Value> = WORDS.iter().map(|(name, key)| ((*name).to_owned(), Value::String(frame.t(key)))).collect();
    Value::Object(words).to_string()
}
