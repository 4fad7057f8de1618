//! Sentences by code, from the locale files that the page uses too.

use std::collections::BTreeMap;

use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::report::{Param, Params};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    #[value(name = "en")]
    En,
    #[value(name = "zh-CN", alias = "zh")]
    ZhCn,
}

impl Lang {
    /// From the environment, as other programs do it.
    pub fn from_env() -> Self {
        let chinese = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
            .is_some_and(|value| value.starts_with("zh"));
        if chinese { Self::ZhCn } else { Self::En }
    }
}

fn bundle_files(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => [
            include_str!("../../../locales/en/verdict.json"),
            include_str!("../../../locales/en/claim.json"),
            include_str!("../../../locales/en/bundle.json"),
        ],
        Lang::ZhCn => [
            include_str!("../../../locales/zh-CN/verdict.json"),
            include_str!("../../../locales/zh-CN/claim.json"),
            include_str!("../../../locales/zh-CN/bundle.json"),
        ],
    }
}

/// The same sentences as the core takes them: a JSON array of the files.
pub fn bundle_json(lang: Lang) -> String {
    format!("[{}]", bundle_files(lang).join(","))
}

/// One language's sentences.
pub struct Words(BTreeMap<String, String>);

impl Words {
    pub fn load(lang: Lang) -> Self {
        Self::read(&match lang {
            Lang::En => [
                include_str!("../../../locales/en/verdict.json"),
                include_str!("../../../locales/en/issue.json"),
            ],
            Lang::ZhCn => [
                include_str!("../../../locales/zh-CN/verdict.json"),
                include_str!("../../../locales/zh-CN/issue.json"),
            ],
        })
    }

    /// With the sentences of drills.
    pub fn load_with_drill(lang: Lang) -> Self {
        Self::read(&match lang {
            Lang::En => [
                include_str!("../../../locales/en/verdict.json"),
                include_str!("../../../locales/en/drill.json"),
            ],
            Lang::ZhCn => [
                include_str!("../../../locales/zh-CN/verdict.json"),
                include_str!("../../../locales/zh-CN/drill.json"),
            ],
        })
    }

    /// With the sentences of `receipt lint`.
    pub fn load_with_lint(lang: Lang) -> Self {
        Self::read(&match lang {
            Lang::En => [
                include_str!("../../../locales/en/verdict.json"),
                include_str!("../../../locales/en/confirmation.json"),
                include_str!("../../../locales/en/issue.json"),
                include_str!("../../../locales/en/lint.json"),
            ],
            Lang::ZhCn => [
                include_str!("../../../locales/zh-CN/verdict.json"),
                include_str!("../../../locales/zh-CN/confirmation.json"),
                include_str!("../../../locales/zh-CN/issue.json"),
                include_str!("../../../locales/zh-CN/lint.json"),
            ],
        })
    }

    /// With the sentences of claims.
    pub fn load_with_claim(lang: Lang) -> Self {
        Self::read(&match lang {
            Lang::En => [
                include_str!("../../../locales/en/verdict.json"),
                include_str!("../../../locales/en/claim.json"),
            ],
            Lang::ZhCn => [
                include_str!("../../../locales/zh-CN/verdict.json"),
                include_str!("../../../locales/zh-CN/claim.json"),
            ],
        })
    }

    /// With the sentences of bundles.
    pub fn load_with_bundle(lang: Lang) -> Self {
        Self::read(&bundle_files(lang))
    }

    fn read(files: &[&str]) -> Self {
        let mut sentences = BTreeMap::new();
        for json in files {
            // The files are compiled in, and a test reads them all: an error here cannot reach a user.
            let object = json::parse_object(json.as_bytes(), 2).unwrap_or_default();
            for (key, value) in object.iter() {
                if let Value::Text(text) = value {
                    sentences.insert(key.to_owned(), text.clone());
                }
            }
        }
        Self(sentences)
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    pub fn has(&self, group: &str, code: &str) -> bool {
        self.get(&format!("{group}.{code}")).is_some()
    }

    /// A sentence without parameters; its key where there is none.
    pub fn plain(&self, group: &str, code: &str) -> String {
        self.fill(group, code, &Params::default())
    }

    /// What a word of the protocol is called: `type` `sale`.
    pub fn value(&self, field: &str, word: &str) -> String {
        self.get(&format!("value.{field}.{word}"))
            .unwrap_or(word)
            .to_owned()
    }

    /// Fills `{name}` from the parameters, in one pass: what a parameter says is never a template itself. A parameter that is a word of the
    /// protocol (`reason`, `event`, …) is put in this language.
    pub fn fill(&self, group: &str, code: &str, params: &Params) -> String {
        self.filled(group, code, &|name| {
            let found = params.iter().find(|(n, _)| *n == name);
            found.map(|(name, param)| match param {
                Param::Text(text) => self.value(name, text),
                Param::Number(n) => n.to_string(),
            })
        })
    }

    /// The same with parameters as JSON has them.
    pub fn told(&self, group: &str, code: &str, params: &Object) -> String {
        self.filled(group, code, &|name| match params.get(name)? {
            Value::Text(text) => Some(self.value(name, text)),
            Value::Int(n) => Some(n.to_string()),
            _ => None,
        })
    }

    fn filled(&self, group: &str, code: &str, param: &dyn Fn(&str) -> Option<String>) -> String {
        let key = format!("{group}.{code}");
        let sentence = self.get(&key).unwrap_or(&key);
        let mut out = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            out.push_str(&param(name).unwrap_or_else(|| "—".to_owned()));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// What is wrong with a member of a draft.
    pub fn fault(&self, code: &str) -> String {
        self.get(&format!("error.{code}"))
            .or_else(|| self.get(&format!("part.{code}")))
            .unwrap_or("see docs/CODES.md")
            .to_owned()
    }
}
