//! Prints the reading of a text file as JSON: `cargo run -p plan-reader --example parse -- FILE`.

fn main() {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("cách dùng: parse TỆP.txt");
        std::process::exit(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(t) => t,
        Err(e) => {
            eprintln!("không đọc được {path}: {e}");
            std::process::exit(1);
        }
    };
    let reading = plan_reader::read(&text);
    match serde_json::to_string_pretty(&reading) {
        Ok(json) => println!("{json}"),
        Err(e) => eprintln!("không in được: {e}"),
    }
    if let Err(e) = plan_reader::is_plan(&reading) {
        eprintln!("{e}");
        std::process::exit(1);
    }
}
