//! Lời trợ giúp: what clap says on its own (headings, usage, complaints) in Vietnamese. It reads what the commands declare
//! and must never hold a text of one command.
use crate::cli::Cli;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error, FromArgMatches};
use std::process::ExitCode;

const TEMPLATE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";
const ARGUMENTS: &str = "Đối số";
const OPTIONS: &str = "Tùy chọn";

/// The command line of this run, or the code to leave with when it asked for help or is wrong.
pub fn parse() -> Result<Cli, ExitCode> {
    let mut command = command();
    let parsed = command.clone().try_get_matches().and_then(|mut found| Cli::from_arg_matches_mut(&mut found));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            drop(error.print());
            if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
        }
        _ => {
            eprintln!("Lỗi: {}", complaint(&mut command, &error));
            ExitCode::from(2)
        }
    })
}

/// All commands, as clap shows them in Vietnamese.
pub fn command() -> Command {
    let mut command = Cli::command().subcommand_value_name("LỆNH").mut_subcommands(|c| c.subcommand_value_name("LỆNH"));
    command.build();
    translate(command)
}

fn translate(command: Command) -> Command {
    let mut command = command.mut_args(argument).mut_subcommands(translate).subcommand_help_heading("Lệnh").help_template(TEMPLATE);
    if command.get_name() == "help" {
        command = command.about("In trợ giúp của một lệnh");
    }
    let usage = usage(&command.render_usage());
    command.override_usage(usage)
}

fn argument(arg: Arg) -> Arg {
    let help = match arg.get_id().as_str() {
        "help" => "In trợ giúp".to_owned(),
        "version" => "In phiên bản".to_owned(),
        _ => arg.get_help().map(StyledStr::to_string).unwrap_or_default(),
    };
    let mut notes = vec![help];
    let values = arg.get_possible_values();
    if arg.get_action().takes_values() && !values.is_empty() {
        let named = values.iter().map(|v| v.get_help().map_or(v.get_name().to_owned(), |h| format!("{}: {h}", v.get_name())));
        notes.push(format!("[{}]", named.collect::<Vec<_>>().join("; ")));
    }
    if let [first, ..] = arg.get_default_values()
        && arg.get_action().takes_values()
        && !first.is_empty()
    {
        notes.push(format!("[mặc định: {}]", first.to_string_lossy()));
    }
    if let Some(name) = arg.get_env() {
        notes.push(format!("[biến {}]", name.to_string_lossy()));
    }
    let heading = if arg.is_positional() { ARGUMENTS } else { OPTIONS };
    let arg = if arg.get_help_heading().is_some() { arg } else { arg.help_heading(heading) };
    arg.help(notes.join(" ")).long_help(None::<&str>).hide_default_value(true).hide_env(true).hide_possible_values(true)
}

/// Clap's line of usage without its English words.
fn usage(rendered: &StyledStr) -> String {
    let text = rendered.to_string().replace("[OPTIONS]", "[TÙY CHỌN]").replace("[COMMAND]", "[LỆNH]");
    text.trim_start_matches("Usage:").trim().to_owned()
}

/// What is wrong with the arguments, what to write instead, and how the command is used.
fn complaint(command: &mut Command, error: &Error) -> String {
    let get = |kind| error.get(kind).map(words).unwrap_or_default();
    let (arg, value) = (get(ContextKind::InvalidArg), get(ContextKind::InvalidValue));
    let headline = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("không có lệnh “{}”", get(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("không có tùy chọn hoặc đối số “{arg}”"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} cần một giá trị"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("giá trị “{value}” không dùng được cho {arg}"),
        ErrorKind::MissingRequiredArgument => format!("thiếu {arg}"),
        ErrorKind::MissingSubcommand => "thiếu tên lệnh".to_owned(),
        ErrorKind::ArgumentConflict => format!("{arg} không đi cùng {}", get(ContextKind::PriorArg)),
        ErrorKind::TooManyValues => format!("thừa giá trị “{value}” cho {arg}"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{arg} chưa đủ giá trị"),
        ErrorKind::InvalidUtf8 => "có chữ không đọc được (không phải UTF-8)".to_owned(),
        _ => format!("dòng lệnh chưa đúng: {}", error.to_string().lines().next().unwrap_or_default()),
    };
    let mut lines = vec![headline];
    let similar = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue].map(get);
    if let Some(similar) = similar.iter().find(|s| !s.is_empty()) {
        lines.push(format!("  Có phải là: {similar}"));
    }
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand].map(get);
    if let Some(valid) = valid.iter().find(|s| !s.is_empty()) {
        lines.push(format!("  Có thể là: {valid}"));
    } else if error.kind() == ErrorKind::ValueValidation
        && let Some(help) = help_of(command, &arg)
    {
        lines.push(format!("  {arg}: {help}"));
    }
    let used = error.get(ContextKind::Usage).map(words).unwrap_or_default();
    let used = if used.is_empty() { usage(&command.render_usage()) } else { usage(&used.into()) };
    lines.push(format!("\nCách dùng: {used}\nXem thêm: nhipso --help"));
    lines.join("\n")
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

/// The help of the argument that clap shows like this, in whichever command it is.
fn help_of(command: &Command, shown: &str) -> Option<String> {
    let own = command.get_arguments().find(|a| a.to_string() == shown).and_then(Arg::get_help).map(StyledStr::to_string);
    own.or_else(|| command.get_subcommands().find_map(|c| help_of(c, shown)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(arguments: &[&str]) -> String {
        let mut command = command();
        let error = command.clone().try_get_matches_from(arguments).unwrap_err();
        complaint(&mut command, &error)
    }

    #[test]
    fn no_help_shows_words_of_clap() {
        fn look(command: &mut Command) {
            for text in [command.render_help(), command.render_long_help()] {
                let text = text.to_string();
                for word in ["Usage", "Options", "OPTIONS", "Commands", "COMMAND", "Arguments", "Print", "default:", "env:", "possible"] {
                    assert!(!text.contains(word), "{word} in the help of {}:\n{text}", command.get_name());
                }
            }
            command.get_subcommands_mut().for_each(look);
        }
        look(&mut command());
    }

    #[test]
    fn complaints_are_vietnamese_and_say_what_to_write() {
        let unknown = said(&["nhipso", "srve"]);
        assert!(unknown.contains("không có lệnh “srve”") && unknown.contains("Có phải là: serve"), "{unknown}");
        let odd = said(&["nhipso", "up", "--listen", "8080"]);
        assert!(odd.contains("“8080” không dùng được cho --listen") && odd.contains("ví dụ 0.0.0.0:8080"), "{odd}");
        let missing = said(&["nhipso", "user", "lock"]);
        assert!(missing.contains("thiếu <TÀI KHOẢN>") && missing.contains("nhipso user lock"), "{missing}");
        let format = said(&["nhipso", "plan", "parse", "a.txt", "--format", "xml"]);
        assert!(format.contains("Có thể là: json, text"), "{format}");
        assert!(said(&["nhipso", "up", "--lang"]).contains("không có tùy chọn hoặc đối số “--lang”"));
        for text in [unknown, odd, missing, format] {
            assert!(!text.contains("Usage") && !text.contains("[OPTIONS]") && !text.contains("error"), "{text}");
        }
    }
}
