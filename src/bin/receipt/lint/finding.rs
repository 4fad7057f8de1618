//! One thing to mend, or to think about.

use receipt_verifier::json::{ToJson, Writer};
use receipt_verifier::report::{Param, Params};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Error,
    Warning,
}

pub struct Finding {
    pub code: &'static str,
    pub outcome: Outcome,
    pub params: Params,
}

impl Finding {
    pub fn error(code: &'static str, params: Params) -> Self {
        Self {
            code,
            outcome: Outcome::Error,
            params,
        }
    }

    /// The member at fault, where there is one.
    pub fn member(&self) -> &str {
        let member = self.params.iter().find(|(name, _)| *name == "member");
        match member {
            Some((_, Param::Text(member))) => member,
            _ => "",
        }
    }

    pub fn warning(code: &'static str) -> Self {
        Self {
            code,
            outcome: Outcome::Warning,
            params: Params::default(),
        }
    }
}

impl ToJson for Finding {
    fn write(&self, out: &mut Writer) {
        out.object(&|out| {
            out.member("code", &self.code);
            let outcome = match self.outcome {
                Outcome::Error => "error",
                Outcome::Warning => "warning",
            };
            out.member("outcome", &outcome);
            out.member("params", &self.params);
        });
    }
}
