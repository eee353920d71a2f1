//! Luật đấu trường (quiz): the pure rules of a live quiz: phases, answers, scores, ranking, journal and re-count.
//! It knows no clock, network or database: time is an argument, in microseconds or milliseconds UTC.
pub mod question;
