//! Dates and times of day on a print. There may be more than the receipt's; but where there are any, one of each has to be the receipt's.

use receipt_verifier::Receipt;
use receipt_verifier::report::Params;

use super::finding::Finding;
use super::print::runs;

pub fn findings(text: &str, receipt: &Receipt) -> Vec<Finding> {
    let signed = receipt.iat.to_text(receipt.utc_offset);
    let (date, clock) = (
        signed.get(..10).unwrap_or_default(),
        signed.get(11..16).unwrap_or_default(),
    );
    let mut out = Vec::new();
    for (code, found, wanted) in [
        ("print_date_differs", dates(text), date),
        ("print_time_differs", clocks(text), clock),
    ] {
        let fits = found.iter().flatten().any(|one| one == wanted);
        if let (Some(first), false) = (found.iter().flatten().next(), fits) {
            let params = Params::default()
                .word("found", first.as_str())
                .word("signed", &*signed);
            out.push(Finding::error(code, params));
        }
    }
    out
}

/// Every date, with what it may mean: 5/11 is a day of May for some and of November for others.
fn dates(text: &str) -> Vec<Vec<String>> {
    let text = text.replace(['年', '月', '/', '.'], "-");
    let mut out = Vec::new();
    for (_, run) in runs(&text, |c| c.is_ascii_digit() || c == '-') {
        let parts: Vec<&str> = run.trim_matches('-').split('-').collect();
        let meanings: Vec<String> = match parts[..] {
            [year, month, day] if year.len() == 4 => date(year, month, day).into_iter().collect(),
            [a, b, year] if year.len() == 4 || year.len() == 2 => date(year, b, a)
                .into_iter()
                .chain(date(year, a, b))
                .collect(),
            _ => Vec::new(),
        };
        if !meanings.is_empty() {
            out.push(meanings);
        }
    }
    out
}

fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() <= 4);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let year = if year < 100 { year + 2_000 } else { year };
    let is_date =
        (2_000..2_100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| format!("{year}-{month:02}-{day:02}"))
}

fn clocks(text: &str) -> Vec<Vec<String>> {
    let text = text.replace('：', ":").to_lowercase();
    let mut out = Vec::new();
    for (at, run) in runs(&text, |c| c.is_ascii_digit() || c == ':') {
        let mut parts = run.trim_matches(':').split(':');
        let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else {
            continue;
        };
        let number = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() <= 2);
        let (Some(hour), Some(minute), 2) = (number(hour), number(minute), minute.len()) else {
            continue;
        };
        if hour > 23 || minute > 59 {
            continue;
        }
        let before = text.get(..at).unwrap_or_default().trim_end();
        let after = text.get(at + run.len()..).unwrap_or_default();
        let after = after.trim_start().replace('.', "");
        let morning = ["上午", "午前", "오전"].iter().any(|w| before.ends_with(w));
        let evening = ["下午", "晚上", "午後", "오후"]
            .iter()
            .any(|w| before.ends_with(w));
        let hour = match hour {
            12 if morning || after.starts_with("am") => 0,
            1..=11 if evening || after.starts_with("pm") => hour + 12,
            hour => hour,
        };
        out.push(vec![format!("{hour:02}:{minute:02}")]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2026-11-22",
            "2026/11/22",
            "2026年11月22日",
            "22.11.2026",
            "11/22/2026",
            "22/11/26",
        ] {
            let found = dates(text);
            assert_eq!(found, [["2026-11-22".to_owned()]], "{text}");
        }
        assert_eq!(dates("05/11/2026").concat().len(), 2);
        assert!(dates("20261122-000317 1.0.10 10.0.0.1").is_empty());
    }

    #[test]
    fn so_are_times() {
        for (text, clock) in [
            ("17:35:12", "17:35"),
            ("9：05", "09:05"),
            ("1:05 PM", "13:05"),
            ("1:05 p.m.", "13:05"),
            ("下午 1:05", "13:05"),
            ("12:05 AM", "00:05"),
            ("12:05 pm", "12:05"),
        ] {
            assert_eq!(clocks(text), [[clock.to_owned()]], "{text}");
        }
        assert!(clocks("99:99 186:50").is_empty());
    }
}
