//! A feature's page on our layouts: a refused form keeps what was typed, and says what is wrong in all the right places.

use askama::Template;

use crate::{Choice, Form, Page, Tone};

#[derive(Template)]
#[template(
    source = r#"{% extends "layout/public.html" %}
{% import "components/field/field.html" as field %}{% import "components/error-summary/error-summary.html" as error_summary %}
{% block content %}{{ error_summary::show(form) }}<form method="post" novalidate>{{ field::text(form, "ten", "Tên", hint="Gợi ý") }}{{ field::select(form, "xa", "Xã", options) }}</form>{% endblock %}"#,
    ext = "html"
)]
struct Probe {
    page: Page,
    form: Form,
    options: Vec<Choice>,
}

#[test]
fn a_refused_form_comes_back_whole() {
    let form = Form::new().with("ten", "A<b").with("xa", "2").failing("ten", "Viết tên đầy đủ");
    let options = vec![Choice::new("1", "Một"), Choice::new("2", "Hai")];
    let page = Page::plain("Thử").notice(Tone::Bad, "Chưa lưu").title("Thử & đúng");
    let html = Probe { page, form, options }.render().expect("renders");
    assert!(html.contains("value=\"A&#60;b\""), "what was typed is kept and escaped");
    assert!(html.contains("<option value=\"2\" selected>"));
    assert!(html.contains("href=\"#ten\">Viết tên đầy đủ"), "the summary links to the field");
    assert!(html.contains("aria-invalid=\"true\" aria-describedby=\"ten-hint ten-error\""));
    assert!(html.contains("<title>Thử &#38; đúng</title>"));
    assert!(html.contains("role=\"alert\"") && html.contains("Chưa lưu"));
    assert_eq!(html.matches("<h1").count() + html.matches("<main").count(), 1, "the page itself brings its h1");
}
