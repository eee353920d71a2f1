//! Cổng công khai (portal): home of a campaign, activities, search, calendars, news, open data and pictures. It only shows
//! what the features to its left give through their doors; it must never write and never show what is not public.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod about;
mod activities;
mod agency_blocks;
mod data;
mod feeds;
mod home;
mod model;
mod pictures;
mod preview;
mod search;
mod snapshot;
#[cfg(test)]
mod tests;
mod words;

use base::{Feature, MenuEntry, Routes, Who};

/// This feature's entry in the list of features.
pub fn feature() -> Feature {
    Feature::new("portal")
        .messages([include_str!("../messages/vi.ftl"), include_str!("../messages/en.ftl")])
        .css(include_str!("portal.css"))
        .menu(MenuEntry { label: "portal-nav-activities", href: "/hoat-dong", icon: "star", permission: "", order: 20 })
        .start(|site| {
            Box::pin(async move {
                agencies::Sections::register(&site, agency_blocks::blocks);
                Ok(())
            })
        })
        .routes(
            Routes::new()
                .get("/", Who::Public, home::home)
                .get("/hoat-dong", Who::Public, activities::list)
                .get("/hoat-dong/{slug}", Who::Public, activities::show)
                .get("/tim", Who::Public, search::search)
                .get("/tiep-can", Who::Public, about::accessible)
                .get("/nhan-biet", Who::Public, about::recognise)
                .get("/lich.ics", Who::Public, feeds::calendar)
                .get("/lich/{file}", Who::Public, feeds::stop_calendar)
                .get("/lich/hoat-dong/{file}", Who::Public, feeds::activity_calendar)
                .get("/tin.rss", Who::Public, feeds::news)
                .get("/du-lieu", Who::Public, data::page)
                .get("/du-lieu/openapi.json", Who::Public, data::openapi)
                .get("/du-lieu/{file}", Who::Public, data::data)
                .get("/tranh/{campaign}/{tag}/{name}", Who::Public, pictures::picture)
                .get("/xem-truoc.svg", Who::Public, pictures::share_svg)
                .get("/xem-truoc.png", Who::Public, pictures::share_png)
                .get("/sitemap.xml", Who::Public, feeds::site_map)
                .get("/robots.txt", Who::Public, feeds::robots)
                .get("/manifest.webmanifest", Who::Public, feeds::manifest)
                .get("/bieu-tuong/{file}", Who::Public, feeds::icon),
        )
}
