//! Documents on standard input, a JSON object a line: `{"path": "news/a.md", "text": "…"}`.

use std::io::{self, BufRead as _, BufReader, StdinLock};
use std::path::{Path, PathBuf};

use memchr::memmem;
use serde::Deserialize;

use crate::files::{Fault, told};
use crate::text::{Problem, Source};

/// How many documents are handed out at once at most, and how many bytes of them.
const BATCH: (usize, usize) = (256, 16 << 20);

/// A document, as a line gives it. What else the line says is left alone.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// What it goes by: in reports, for settings and for how it is read. No such file need be there.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Documents on standard input.
#[derive(Debug)]
pub struct Documents {
    input: BufReader<StdinLock<'static>>,
    line: usize,
}

/// Whether standard input begins as a line with a document does. Nothing of it is used up.
pub fn are_on_standard_input() -> bool {
    let mut input = io::stdin().lock();
    input.fill_buf().is_ok_and(begin)
}

/// Whether no draft begins like this, but a line with a document does: front matter in JSON has no such keys.
fn begin(bytes: &[u8]) -> bool {
    let line = bytes.trim_ascii_start();
    let line = &line[..memchr::memchr2(b'\n', b'\r', line).unwrap_or(line.len())];
    let has =
        |key: &[u8]| memmem::find_iter(line, key).any(|at| line[at + key.len()..].trim_ascii_start().starts_with(b":"));
    let is_object = line.strip_prefix(b"{").is_some_and(|inside| inside.trim_ascii_start().starts_with(b"\""));
    is_object && (has(b"\"path\"") || has(b"\"text\""))
}

impl Documents {
    /// Those on standard input, none of them read yet.
    pub fn on_standard_input() -> Self {
        Self { input: BufReader::with_capacity(1 << 16, io::stdin().lock()), line: 0 }
    }

    /// The next documents, in order, and what is none; `None` when there are no more. Whatever has come is handed out
    /// before more is waited for, so that another program may take turns with this one.
    pub fn batch(&mut self) -> Option<Vec<Result<Document, Fault>>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let mut line = Vec::new();
        while batch.len() < BATCH.0 && bytes < BATCH.1 && (batch.is_empty() || !self.input.buffer().is_empty()) {
            line.clear();
            self.line += 1;
            match self.input.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(read) => {
                    bytes += read;
                    batch.push(self.document(&line));
                }
                Err(error) => {
                    batch.push(Err(self.fault(told(&error))));
                    return Some(batch);
                }
            }
        }
        (!batch.is_empty()).then_some(batch)
    }

    fn document(&self, line: &[u8]) -> Result<Document, Fault> {
        serde_json::from_slice(line).map_err(|error| {
            let text = error.to_string();
            let what = text.split(" at line ").next().unwrap_or_default();
            self.fault(format!("no document: {what}; write a line {{\"path\": …, \"text\": …}} for each"))
        })
    }

    fn fault(&self, message: String) -> Fault {
        let place = Source::new(String::new());
        let fault = Fault::at(Path::new("<stdin>"), &place, &Problem { span: None, message, remedy: None });
        Fault { place: Some((self.line, 1)), ..fault }
    }
}

#[cfg(test)]
mod tests {
    use super::begin;

    #[test]
    fn a_draft_is_not_taken_for_a_list_of_documents() {
        for (text, is) in [
            ("{\"path\":\"a.md\",", true),
            (" { \"text\" : \"", true),
            ("\n{\"id\":7,\"path\":\"a.md\",\"te", true),
            ("{\"path\" is a word}", false),
            ("{\"title\": \"Bridge\"}\n“path”: \"path\": x", false),
            ("{/* copydesk allow a: b */}", false),
            ("{{< video >}}", false),
            ("\"path\":", false),
            ("", false),
        ] {
            assert_eq!(begin(text.as_bytes()), is, "{text}");
        }
    }
}
