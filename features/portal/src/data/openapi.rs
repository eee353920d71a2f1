//! Mô tả OpenAPI 3.1 of the open data: every path, parameter, answer and refusal.
use super::query::{LIMIT, MOST, Problem};
use super::types::{ActivityRow, AgencyRef, AgencyRow, AssignmentRow, CampaignRow, MilestoneRow, ProgrammeRow, StopRow};
use super::{DATASETS, Dataset};
use serde_json::{Value, json};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(components(schemas(
    AgencyRef, CampaignRow, StopRow, ActivityRow, AssignmentRow, AgencyRow, ProgrammeRow, MilestoneRow, Problem
)))]
struct Schemas;

/// The description as JSON, for a site at `root`.
pub fn document(root: &str) -> String {
    let mut document = serde_json::to_value(Schemas::openapi()).unwrap_or_default();
    document["info"] = json!({
        "title": "Dữ liệu mở của Ngày Chuyển đổi số",
        "version": "1",
        "description": "Mọi dữ liệu công khai của các chiến dịch. Không cần khóa, mọi trang web đều đọc được.\n\nPaging: hand the value of `next` back as `after`. CSV answers carry it in the header `x-next`.",
    });
    document["servers"] = json!([{ "url": root }]);
    for set in DATASETS {
        let row = row_name(set);
        document["components"]["schemas"][format!("{row}Page")] = json!({
            "type": "object",
            "required": ["data", "next", "total"],
            "properties": {
                "data": { "type": "array", "items": { "$ref": format!("#/components/schemas/{row}") } },
                "next": { "type": ["string", "null"], "format": "uuid", "description": "Value of `after` for the next rows; null at the end." },
                "total": { "type": "integer", "minimum": 0, "description": "Rows over all pages." },
            },
        });
        for csv in [false, true] {
            let path = format!("/du-lieu/{}.{}", set.name, if csv { "csv" } else { "json" });
            document["paths"][path] = json!({ "get": operation(set, csv) });
        }
    }
    document.to_string()
}

fn row_name(set: Dataset) -> String {
    match set.name {
        "campaigns" => CampaignRow::name(),
        "stops" => StopRow::name(),
        "activities" => ActivityRow::name(),
        "assignments" => AssignmentRow::name(),
        "agencies" => AgencyRow::name(),
        "programme" => ProgrammeRow::name(),
        _ => MilestoneRow::name(),
    }
    .into_owned()
}

fn operation(set: Dataset, csv: bool) -> Value {
    let ending = if csv { "csv" } else { "json" };
    let refusal = |words: &str| json!({ "description": words, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
    let content = if csv {
        json!({ "text/csv": { "schema": { "type": "string" } } })
    } else {
        json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{}Page", row_name(set)) } } })
    };
    let key = json!({ "type": "string", "format": "uuid" });
    let mut answer = json!({ "description": "Các hàng", "content": content });
    if csv {
        answer["headers"] = json!({ "x-next": { "description": "Value of `after` for the next rows", "schema": key } });
    }
    json!({
        "operationId": format!("{}_{ending}", set.name),
        "tags": [set.name],
        "parameters": parameters(set),
        "responses": {
            "200": answer,
            "404": refusal("Không có chiến dịch, cơ quan hoặc hàng được hỏi"),
            "422": refusal("Tham số chưa đúng"),
        },
    })
}

fn parameters(set: Dataset) -> Value {
    let word = json!({ "type": "string", "pattern": "^[a-z0-9-]{1,80}$" });
    let parameter = |name: &str, words: &str, schema: Value| json!({ "name": name, "in": "query", "required": false, "description": words, "schema": schema });
    let mut list = Vec::new();
    if set.by_campaign {
        list.push(parameter("campaign", "Từ trong địa chỉ của chiến dịch; bỏ trống là chiến dịch hiện tại", word.clone()));
    }
    if set.by_agency {
        list.push(parameter("agency", "Từ trong địa chỉ của cơ quan: chỉ những gì cơ quan chủ trì, phối hợp hoặc đăng cai", word));
    }
    list.push(parameter("limit", "Số hàng tối đa", json!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT })));
    list.push(parameter("after", "Tiếp sau hàng có khóa này", json!({ "type": "string", "format": "uuid" })));
    Value::Array(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_and_every_reference_is_described() {
        let text = document("https://x.vn");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(value["openapi"].as_str().unwrap().starts_with("3.1"));
        assert_eq!(value["paths"].as_object().unwrap().len(), 2 * DATASETS.len());
        for part in text.split("\"#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(value["components"]["schemas"].get(name).is_some(), "{name}");
        }
        assert!(!value["paths"]["/du-lieu/programme.json"]["get"]["parameters"].to_string().contains("agency"));
    }
}
