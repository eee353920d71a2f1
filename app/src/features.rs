//! Danh sách chức năng: the one list. The order is the order of migrations and of who may import whom.
use base::Feature;

/// All features, from the ground up.
pub fn all() -> Vec<Feature> {
    vec![
        base::feature(),
        people::feature(),
        agencies::feature(),
        papers::feature(),
        plan::feature(),
        duties::feature(),
        events::feature(),
        gameshow::feature(),
        reports::feature(), portal::feature(),
    ]
}
