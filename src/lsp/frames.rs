//! Messages on a byte stream: a header that says how long, then that many bytes of JSON (LSP 3.17, "Base Protocol").
//!
//! Our own reader, because that of tower-lsp ends the session at the first header it cannot read.

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// One message of the client.
#[derive(Debug)]
pub enum Message {
    /// A request or a notification.
    Request(Request),
    /// The answer to a request of ours.
    Response(Response),
    /// Bytes that are no message, and what to answer.
    Fault(Response),
}

/// A length past which a header is taken for a mistake; no draft comes near it.
const MOST_BYTES: u64 = 1 << 30;

/// Bytes that are made room for before they come.
const MOST_ROOM: u64 = 16 << 20;

/// Bytes of one header line past which the rest is passed over.
const MOST_HEADER_BYTES: u64 = 64 * 1024;

/// Reads messages off a stream.
#[derive(Debug)]
pub struct Frames<R> {
    input: R,
    /// Whether the stream is being searched for the next header after a fault that was already reported.
    lost: bool,
}

impl<R: BufRead> Frames<R> {
    /// The messages of `input`.
    pub fn new(input: R) -> Self {
        Self { input, lost: false }
    }

    /// The next message; `None` at the end of the stream. A fault is reported once, however many bytes it takes to
    /// find the next header.
    pub fn read(&mut self) -> io::Result<Option<Message>> {
        loop {
            let Some(header) = self.header()? else { return Ok(None) };
            match header {
                Header::Length(0) => {}
                Header::Length(length) => {
                    // A header is believed as far as that costs little.
                    let mut body = Vec::with_capacity(length.min(MOST_ROOM) as usize);
                    self.input.by_ref().take(length).read_to_end(&mut body)?;
                    if (body.len() as u64) < length {
                        return Ok(None);
                    }
                    self.lost = false;
                    return Ok(Some(message(&body)));
                }
                Header::Garbled if !self.lost => {
                    self.lost = true;
                    return Ok(Some(fault(Id::Null, Error::parse_error())));
                }
                Header::Garbled => {}
            }
        }
    }

    /// Reads up to the empty line that ends a header; `None` at the end of the stream.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut length = None;
        let mut line = Vec::new();
        let mut seen = false;
        loop {
            line.clear();
            if self.input.by_ref().take(MOST_HEADER_BYTES).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            let text = line.trim_ascii();
            if text.is_empty() {
                match (length, seen) {
                    (Some(length), _) => return Ok(Some(Header::Length(length))),
                    (None, true) => return Ok(Some(Header::Garbled)),
                    // A stray line end between two messages harms nobody.
                    (None, false) => continue,
                }
            }
            seen = true;
            length = content_length(text).or(length);
        }
    }
}

/// What a header says.
enum Header {
    /// So many bytes follow.
    Length(u64),
    /// Nothing that can be read.
    Garbled,
}

/// The length that a header line gives. It may stand behind the rest of a message whose own length was wrong.
fn content_length(line: &[u8]) -> Option<u64> {
    const NAME: &[u8] = b"content-length:";
    let at = line.windows(NAME.len()).rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    let number = std::str::from_utf8(&line[at + NAME.len()..]).ok()?;
    number.trim().parse().ok().filter(|&length| length <= MOST_BYTES)
}

/// The message that `body` is.
fn message(body: &[u8]) -> Message {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return fault(Id::Null, Error::parse_error());
    };
    let id = value.get("id").and_then(|id| serde_json::from_value::<Id>(id.clone()).ok());
    let answers = value.get("method").is_none() && id.is_some();
    let read = if answers {
        serde_json::from_value(value).map(Message::Response)
    } else if value.get("method").is_some_and(Value::is_string) {
        serde_json::from_value(value).map(Message::Request)
    } else {
        return fault(id.unwrap_or(Id::Null), Error::invalid_request());
    };
    read.unwrap_or_else(|_| fault(id.unwrap_or(Id::Null), Error::invalid_request()))
}

/// An answer to what is no message.
fn fault(id: Id, error: Error) -> Message {
    Message::Fault(Response::from_error(id, error))
}

/// Writes one message.
pub fn write(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    write_body(output, &serde_json::to_vec(message)?)
}

/// Writes a message that is JSON already.
pub fn write_body(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every message of `stream` in short: a method, `id=…` for an answer, `fault code` for what is none.
    fn check(stream: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(stream);
        std::iter::from_fn(|| frames.read().unwrap())
            .map(|message| match message {
                Message::Request(request) => request.method().to_owned(),
                Message::Response(response) => format!("id={}", response.id()),
                Message::Fault(response) => format!("fault {}", response.error().unwrap().code.code()),
            })
            .collect()
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    const PING: &str = r#"{"jsonrpc":"2.0","method":"ping"}"#;

    #[test]
    fn headers_are_read_in_any_case_and_order() {
        let typed = format!(
            "content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:{}\r\n\r\n{PING}\r\n\n{}",
            PING.len(),
            frame(r#"{"jsonrpc":"2.0","id":7,"result":null}"#)
        );
        assert_eq!(check(typed.as_bytes()), ["ping", "id=7"]);
    }

    #[test]
    fn what_is_no_json_or_no_message_is_answered_and_passed_over() {
        let stream = [
            frame("{\"jsonrpc\":"),
            frame(PING),
            frame("[]"),
            frame("3"),
            frame(r#"{"jsonrpc":"1.0","id":1,"method":"x"}"#),
            frame(r#"{"jsonrpc":"2.0","id":1,"method":5}"#),
            frame(r#"{"jsonrpc":"2.0","id":1}"#),
            frame(PING),
        ]
        .concat();
        let wrong = "fault -32600";
        assert_eq!(check(stream.as_bytes()), ["fault -32700", "ping", wrong, wrong, wrong, wrong, wrong, "ping"]);
    }

    #[test]
    fn a_wrong_header_costs_one_fault_and_no_later_message() {
        for header in [
            "Content-Lenght: 33\r\n\r\n",
            "Content-Length: many\r\n\r\n",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999999\r\n\r\n",
            "hello\r\n\r\nhello\r\n\r\n",
        ] {
            let stream = format!("{header}{PING}{}", frame(PING).repeat(2));
            assert_eq!(check(stream.as_bytes()), ["fault -32700", "ping", "ping"], "{header:?}");
        }
        let short = format!("Content-Length: 5\r\n\r\n{PING}{}", frame(PING));
        assert_eq!(check(short.as_bytes()), ["fault -32700", "ping"]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_a_fault() {
        let mut stream = b"Content-Length: 4\r\n\r\n\"\xff\xfe\"".to_vec();
        stream.extend(frame(PING).as_bytes());
        assert_eq!(check(&stream), ["fault -32700", "ping"]);
    }

    #[test]
    fn a_stream_that_ends_early_ends() {
        for stream in ["", "Content-Length: 10", "Content-Length: 10\r\n\r\n{}"] {
            assert!(check(stream.as_bytes()).is_empty(), "{stream:?}");
        }
    }
}
