//! What the host has to say beside the files: who may read them, how long they keep, and that they are not to be guessed at.

use super::folder::EDITIONS;

/// A list by its name: ten minutes, then asked for again (by ETag, which every static host sends). A revocation waits no longer than that.
const CURRENT: &str = "public, max-age=600, stale-if-error=86400";
/// An edition by its number never changes.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

const JWT: &str = "application/jwt";
const JSON: &str = "application/json";

/// For every file: any page may read it, and no browser takes it for something else.
const ALWAYS: [(&str, &str); 4] = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
];

struct Rule {
    path: String,
    media_type: &'static str,
    cache: &'static str,
}

pub fn files(names: &[String]) -> [(&'static str, String); 3] {
    let rules: Vec<Rule> = names
        .iter()
        .map(|name| Rule {
            path: format!("/{name}"),
            media_type: if name.ends_with(".json") { JSON } else { JWT },
            cache: CURRENT,
        })
        .collect();
    let editions = Rule {
        path: format!("/{EDITIONS}/"),
        media_type: JWT,
        cache: FOR_GOOD,
    };
    [
        ("_headers", headers(&rules, &editions)),
        ("_nginx.conf", nginx(&rules, &editions)),
        ("_Caddyfile", caddy(&rules, &editions)),
    ]
}

fn pairs(rule: &Rule) -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        ("Content-Type", rule.media_type),
        ("Cache-Control", rule.cache),
    ]
    .into_iter()
    .chain(ALWAYS)
}

/// The `_headers` file of Netlify, Cloudflare Pages and others.
fn headers(rules: &[Rule], editions: &Rule) -> String {
    let mut out = String::new();
    let mut block = |path: &str, rule: &Rule| {
        out.push_str(path);
        out.push('\n');
        for (name, value) in pairs(rule) {
            out.push_str(&format!("  {name}: {value}\n"));
        }
    };
    for rule in rules {
        block(&rule.path, rule);
    }
    block(&format!("{}*", editions.path), editions);
    out
}

/// Goes into a `server` block. ETag is on by default there. Not `always`: that a file is missing is nothing to keep for a year.
fn nginx(rules: &[Rule], editions: &Rule) -> String {
    let mut out = String::from("# include this in the server block whose root is this folder\n");
    let mut block = |matcher: &str, rule: &Rule| {
        out.push_str(&format!("location {matcher} {{\n"));
        for (name, value) in pairs(rule) {
            match name {
                "Content-Type" => {
                    out.push_str(&format!("    types {{ }}\n    default_type {value};\n"));
                }
                _ => out.push_str(&format!("    add_header {name} \"{value}\";\n")),
            }
        }
        out.push_str("}\n");
    };
    for rule in rules {
        block(&format!("= {}", rule.path), rule);
    }
    block(&format!("^~ {}", editions.path), editions);
    out
}

/// Goes into a site block. `file_server` sends an ETag by default. Only for files that are there, as above.
fn caddy(rules: &[Rule], editions: &Rule) -> String {
    let mut out = String::from("# import this in the site block whose root is this folder\n");
    let mut block = |path: &str, rule: &Rule| {
        let name = path.trim_matches(['/', '*', '.']).replace(['/', '.'], "-");
        out.push_str(&format!(
            "@{name} {{\n\tpath {path}\n\tfile\n}}\nheader @{name} {{\n"
        ));
        for (name, value) in pairs(rule) {
            out.push_str(&format!("\t{name} \"{value}\"\n"));
        }
        out.push_str("}\n");
    };
    for rule in rules {
        block(&rule.path, rule);
    }
    block(&format!("{}*", editions.path), editions);
    out
}
