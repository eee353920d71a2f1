//! Parameters of a statement, typed once for both engines.
use uuid::Uuid;

/// One bound parameter (`$1`, `$2`, …). `None` binds a typed NULL.
#[derive(Clone, Debug)]
pub enum Arg {
    /// Whole number: counts, đồng, unix milliseconds.
    Int(Option<i64>),
    /// Text.
    Text(Option<String>),
    /// Raw bytes (hashes, secrets).
    Bytes(Option<Vec<u8>>),
    /// Yes or no.
    Bool(Option<bool>),
    /// UUIDv7 key.
    Id(Option<Uuid>),
    /// Floating point: confidences only, never money or scores.
    Real(Option<f64>),
}

macro_rules! from {
    ($($t:ty => $variant:ident, $v:ident => $e:expr;)*) => { $(
        impl From<$t> for Arg { fn from($v: $t) -> Arg { Arg::$variant(Some($e)) } }
        impl From<Option<$t>> for Arg { fn from(v: Option<$t>) -> Arg { Arg::$variant(v.map(|$v| $e)) } }
    )* };
}
from! {
    i64 => Int, v => v;
    i32 => Int, v => i64::from(v);
    u32 => Int, v => i64::from(v);
    usize => Int, v => i64::try_from(v).unwrap_or(i64::MAX);
    String => Text, v => v;
    &str => Text, v => v.to_owned();
    &String => Text, v => v.clone();
    Vec<u8> => Bytes, v => v;
    &[u8] => Bytes, v => v.to_vec();
    bool => Bool, v => v;
    Uuid => Id, v => v;
    &Uuid => Id, v => *v;
    f64 => Real, v => v;
}

/// `args![a, b, c]`: parameters in order, each converted by `Arg::from`.
#[macro_export]
macro_rules! args {
    ($($e:expr),* $(,)?) => { vec![$($crate::Arg::from($e)),*] };
}

/// Names the SQL texts of a `store.rs` and lists them in `QUERIES`, so that one test can prepare each of them
/// on both engines: `queries! { FIND = "select …"; INSERT = "insert …"; }`.
#[macro_export]
macro_rules! queries {
    ($($name:ident = $sql:expr;)*) => {
        $(pub(crate) const $name: &str = $sql;)*
        /// Every SQL text of this module, by name.
        pub(crate) const QUERIES: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

macro_rules! bind_all {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for arg in $args {
            query = match arg {
                $crate::Arg::Int(v) => query.bind(v),
                $crate::Arg::Text(v) => query.bind(v),
                $crate::Arg::Bytes(v) => query.bind(v),
                $crate::Arg::Bool(v) => query.bind(v),
                $crate::Arg::Id(v) => query.bind(v),
                $crate::Arg::Real(v) => query.bind(v),
            };
        }
        query
    }};
}
pub(super) use bind_all;
