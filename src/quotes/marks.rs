//! The marks of one block: what each is, what stands on either side, and which are only apostrophes.

use std::ops::Range;

use crate::language::tokens::is_alphanumeric;
use crate::quotes::sides::{after, before, closes_before, look_around, opens_after};

/// What a mark looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// `“`, or two `‘`.
    LeftDouble,
    /// `”`, or two `’`.
    RightDouble,
    /// `„`.
    LowDouble,
    /// `"`.
    StraightDouble,
    /// Two `'`, as wire copy writes a double mark.
    Twin,
    /// Two backticks, as LaTeX opens.
    Backticks,
    /// `‘`.
    LeftSingle,
    /// `’`.
    RightSingle,
    /// `‚`.
    LowSingle,
    /// `'`.
    StraightSingle,
    /// One backtick, as LaTeX opens.
    Backtick,
    /// `«`.
    LeftGuillemet,
    /// `»`.
    RightGuillemet,
    /// `‹`.
    LeftSingleGuillemet,
    /// `›`.
    RightSingleGuillemet,
}

/// Marks that may pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Double marks, curly, low or straight.
    Double,
    /// Single marks, curly, low or straight.
    Single,
    /// `«` and `»`.
    Guillemet,
    /// `‹` and `›`.
    SingleGuillemet,
}

impl Glyph {
    /// Which marks it may pair with.
    pub fn family(self) -> Family {
        match self {
            Self::LeftDouble
            | Self::RightDouble
            | Self::LowDouble
            | Self::StraightDouble
            | Self::Twin
            | Self::Backticks => Family::Double,
            Self::LeftSingle | Self::RightSingle | Self::LowSingle | Self::StraightSingle | Self::Backtick => {
                Family::Single
            }
            Self::LeftGuillemet | Self::RightGuillemet => Family::Guillemet,
            Self::LeftSingleGuillemet | Self::RightSingleGuillemet => Family::SingleGuillemet,
        }
    }

    /// Whether it has no direction of its own.
    pub fn is_straight(self) -> bool {
        matches!(self, Self::StraightDouble | Self::Twin | Self::Backticks | Self::StraightSingle | Self::Backtick)
    }
}

/// What a mark's neighbours say it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faces {
    /// Space before, a word after.
    Opening,
    /// A word or its punctuation before, space or punctuation after.
    Closing,
    /// The neighbours do not tell.
    Unclear,
}

/// One mark in the prose.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it looks like.
    pub glyph: Glyph,
    /// The character before it, marks that touch it left out; `\n` at the start of its block.
    pub before: char,
    /// The character after it, marks that touch it left out; `\n` at the end of its block.
    pub after: char,
    /// What these say.
    pub faces: Faces,
}

impl Mark {
    /// Its place.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// Bytes that can begin a mark.
const BEGINS: [bool; 256] = {
    let mut table = [false; 256];
    table[0xE2] = true;
    table[0xC2] = true;
    table[b'"' as usize] = true;
    table[b'\'' as usize] = true;
    table[b'`' as usize] = true;
    table
};

/// The next byte at or after `from` that can begin a mark.
fn next(bytes: &[u8], mut from: usize) -> usize {
    let begins = |byte: u8| BEGINS[usize::from(byte)];
    while let Some(&[a, b, c, d, e, f, g, h]) = bytes.get(from..).and_then(<[u8]>::first_chunk) {
        if begins(a) | begins(b) | begins(c) | begins(d) | begins(e) | begins(f) | begins(g) | begins(h) {
            break;
        }
        from += 8;
    }
    while from < bytes.len() && !BEGINS[bytes[from] as usize] {
        from += 1;
    }
    from
}

/// Whether `text` writes double marks as two curly single ones. Otherwise `’’` is an apostrophe and a mark.
pub fn has_curly_twins(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), "‘‘".as_bytes()).is_some()
}

/// Puts the marks of `block` into `marks`, sorted by start. An apostrophe between two letters is none. `curly_twins` is
/// asked only where two curly single marks stand together.
pub fn read(text: &str, block: &Range<usize>, curly_twins: &dyn Fn() -> bool, marks: &mut Vec<Mark>) {
    marks.clear();
    let bytes = &text.as_bytes()[..block.end];
    let mut at = block.start;
    loop {
        at = next(bytes, at);
        if at >= bytes.len() {
            break;
        }
        at = step(text, block, at, curly_twins, marks);
    }
    look_around(text, block, marks);
}

/// Reads what stands at `at`, which may be no mark at all, and returns where to go on.
fn step(text: &str, block: &Range<usize>, at: usize, curly_twins: &dyn Fn() -> bool, marks: &mut Vec<Mark>) -> usize {
    let bytes = &text.as_bytes()[..block.end];
    let glyph = match &bytes[at..] {
        [b'"', ..] => Glyph::StraightDouble,
        [b'\'', ..] => Glyph::StraightSingle,
        [b'`', ..] => Glyph::Backtick,
        [0xC2, 0xAB, ..] => Glyph::LeftGuillemet,
        [0xC2, 0xBB, ..] => Glyph::RightGuillemet,
        [0xC2, ..] => return at + 2,
        [0xE2, 0x80, third, ..] => match third {
            0x98 | 0x9B => Glyph::LeftSingle,
            0x99 => Glyph::RightSingle,
            0x9A => Glyph::LowSingle,
            0x9C | 0x9F => Glyph::LeftDouble,
            0x9D => Glyph::RightDouble,
            0x9E => Glyph::LowDouble,
            0xB9 => Glyph::LeftSingleGuillemet,
            0xBA => Glyph::RightSingleGuillemet,
            _ => return at + 3,
        },
        _ => return at + 3,
    };
    let width = match glyph {
        Glyph::StraightDouble | Glyph::StraightSingle | Glyph::Backtick => 1,
        Glyph::LeftGuillemet | Glyph::RightGuillemet => 2,
        _ => 3,
    };
    let again = || bytes[at + width..].starts_with(&bytes[at..at + width]);
    let twin = match glyph {
        Glyph::StraightSingle => Glyph::Twin,
        Glyph::Backtick => Glyph::Backticks,
        Glyph::LeftSingle if again() && curly_twins() => Glyph::LeftDouble,
        Glyph::RightSingle if again() && curly_twins() => Glyph::RightDouble,
        Glyph::RightSingle
            if is_alphanumeric(before(text, block, at)) && is_alphanumeric(after(text, block, at + width)) =>
        {
            return at + width;
        }
        _ => {
            marks.push(mark(at, at + width, glyph));
            return at + width;
        }
    };
    let count = 1 + bytes[at + width..].chunks_exact(width).take_while(|next| *next == &bytes[at..at + width]).count();
    let end = at + count * width;
    match count {
        1 if matches!(glyph, Glyph::StraightSingle | Glyph::RightSingle)
            && is_alphanumeric(before(text, block, at))
            && is_alphanumeric(after(text, block, end)) => {}
        1 => marks.push(mark(at, end, glyph)),
        2 => marks.push(mark(at, end, twin)),
        3 => {
            // Two make a double mark, and the double one stands outside: it opens first and closes last.
            let opens = opens_after(before(text, block, at)) && !closes_before(after(text, block, end));
            let middle = if opens { at + 2 * width } else { at + width };
            let (first, second) = if opens { (twin, glyph) } else { (glyph, twin) };
            marks.push(mark(at, middle, first));
            marks.push(mark(middle, end, second));
        }
        // A rule of backticks or a row of ticks is drawing, not speech.
        _ => {}
    }
    end
}

fn mark(start: usize, end: usize, glyph: Glyph) -> Mark {
    Mark { start, end, glyph, before: '\n', after: '\n', faces: Faces::Unclear }
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::check;

    #[test]
    fn entities_and_markup_are_read_through() {
        check(
            r#"&ldquo;The bridge is safe,&rdquo; Ruiz said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

“The bridge is safe,” Ruiz said [@ruiz2025]. “The **bridge** is [safe](https://example.com/a),” Ruiz said.[^1]
^^^^^^^^^^^^^^^^^^^^^ full
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full

Ruiz said [“the bridge is quite safe”](https://example.com/a "a title").
           ^^^^^^^^^^^^^^^^^^^^^^^^^^ partial

Use `echo "hello world` to test.

[^1]: “Bridge Talk,” page 5.
      ^^^^^^^^^^^^^^ title
"#,
        );
    }

    #[test]
    fn measures_are_no_marks() {
        check(
            r#"He stood 6'2" and she 5' 10". The 12" record played for 3'20" at 40°26'46".

"He is 6'2"," she said. "The 12" record is great," he said.
^^^^^^^^^^^^^ full
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ full

"We left in 2016" and "came back in 2020," she said.
^^^^^^^^^^^^^^^^^ partial
                      ^^^^^^^^^^^^^^^^^^^^ partial

The door is 80" wide.
"#,
        );
    }

    #[test]
    fn curly_marks_may_measure_too() {
        check(
            r#"“He is like 6’2”,” Ruiz said. “She stands 5’ 2”. I saw it.”
^^^^^^^^^^^^^^^^^^ full
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full
"#,
        );
    }

    #[test]
    fn html_attributes_are_no_marks() {
        check(
            r#"The embed read &lt;tweet id="67" author="a b"&gt; and “nothing more than that,” Ruiz said.
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^ partial
"#,
        );
    }
}
