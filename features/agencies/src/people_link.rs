//! Nối với tài khoản: tells `people` the living agencies, so that roles can be given for one of them and a list of
//! officers may name them in any spelling.
use crate::directory::Directory;
use base::feature::BoxFuture;
use base::{Result, Site};
use people::{Directory as PeopleDirectory, Labelled};

/// Start hook.
pub(crate) fn start(site: Site) -> BoxFuture<'static, Result<()>> {
    Box::pin(async move {
        PeopleDirectory::provide_agencies(&site, living);
        Ok(())
    })
}

/// The living agencies without groups, in Vietnamese order, with every other name and short name.
fn living(site: &Site) -> BoxFuture<'_, Result<Vec<Labelled>>> {
    Box::pin(async move {
        let directory = Directory::load(&mut site.db.reader()).await?;
        let living = directory.list(site.clock.today()).into_iter().filter(|a| !a.is_group);
        let with_aliases = living.map(|a| {
            let records = directory.same_as(a.id);
            let names: Vec<&str> = records.iter().filter_map(|id| directory.get(*id)).flat_map(|r| &r.names).map(|n| n.name.as_str()).collect();
            let short = names.iter().flat_map(|n| vietnamese::acronyms::acronyms(n));
            let mut aliases: Vec<String> = names.iter().map(|n| (*n).to_owned()).chain(short).filter(|n| *n != a.name).collect();
            aliases.sort();
            aliases.dedup();
            Labelled { id: a.id, label: a.name, aliases }
        });
        Ok(with_aliases.collect())
    })
}
