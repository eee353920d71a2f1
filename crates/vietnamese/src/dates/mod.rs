//! Dates and times (ngày giờ) as Vietnamese papers and screens write them. The zone is Asia/Ho_Chi_Minh everywhere.
//!
//! Nothing here reads a clock: "today" is an argument, so that a rehearsal clock works.

mod parse;
mod range;
mod show;
mod zone;

pub use parse::{DateError, parse_date, parse_time};
pub use range::{RangeStyle, range};
pub use show::{
    count_word, date_and_time, iso, long, long_words, moment_words, month, relative_day, short, time, time_words,
    weekday, weekday_short,
};
pub use zone::{TIME_ZONE, day_end, day_start, from_unix_ms, local, to_unix_ms};
