//! Phần chung của khung trang: what every layout shows around a page's own content (head, masthead, rail, footer), each
//! compiled once here instead of into every page that extends the layout (half of the build time of a feature was that).
use crate::page::Page;
use askama::Template;

macro_rules! parts {
    ($($name:ident $word:literal $path:literal,)*) => {
        $(
            #[derive(Template)]
            #[template(path = $path)]
            struct $name<'a> {
                page: &'a Page,
            }
        )*

        impl Page {
            /// The HTML of one part of the frame, named like its file in `templates/layout/parts`; only layouts call it.
            ///
            /// # Panics
            /// In development and tests, when no such part exists.
            pub fn part(&self, name: &str) -> String {
                let html = match name {
                    $($word => $name { page: self }.render(),)*
                    _ => Err(askama::Error::Custom(format!("no part {name} of the frame").into())),
                };
                debug_assert!(html.is_ok(), "{name}: {html:?}");
                html.unwrap_or_default()
            }
        }
    };
}

parts! {
    BareAfter "bare_after" "layout/parts/bare_after.html",
    BareBefore "bare_before" "layout/parts/bare_before.html",
    Head "head" "layout/parts/head.html",
    HeadInner "head_inner" "layout/parts/head_inner.html",
    PublicAfter "public_after" "layout/parts/public_after.html",
    PublicBefore "public_before" "layout/parts/public_before.html",
    StaffAfter "staff_after" "layout/parts/staff_after.html",
    StaffBefore "staff_before" "layout/parts/staff_before.html",
    StaffNotes "staff_notes" "layout/parts/staff_notes.html",
    Tools "tools" "layout/parts/tools.html",
    WorkBefore "work_before" "layout/parts/work_before.html",
    WorkNotes "work_notes" "layout/parts/work_notes.html",
}
