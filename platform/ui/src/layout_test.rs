//! The layouts with a page in every state.
use askama::Template;
use crate::{Form, Page, Choice, Tone};

#[derive(Template)]
#[template(source = r#"{% extends "layout/public.html" %}{% import "components/field/field.html" as field %}{% import "components/error-summary/error-summary.html" as error_summary %}{% import "components/button/button.html" as button %}
{% block content %}{{ error_summary::show(form) }}<form method="post" novalidate>{{ field::text(form, "ten", "Họ và tên", hint="Ẳ") }}{{ field::select(form, "xa", "Xã", options) }}{{ button::primary("Gửi", icon="check") }}</form>{% endblock %}"#, ext = "html")]
struct Probe { page: Page, form: Form, options: Vec<Choice> }

#[test]
fn probe() {
    let html = Probe { page: Page::plain("x").notice(Tone::Ok, "ok"), form: Form::new().with("ten", "A<b").failing("ten", "Viết"), options: vec![Choice::new("1", "Một")] }.render().expect("renders");
    println!("{html}");
    assert!(html.contains("A&#60;b"));
}
