//! Short words as numbers, so that reading one and looking it up cost a few steps whatever its length.

/// A word of up to sixteen bytes as two numbers, its ASCII letters small. Looking it up compares numbers. NUL, which
/// stands in no word, fills it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed(u64, u64);

/// The most bytes that are packed.
const MOST: usize = 16;

impl Packed {
    /// `None` for a longer word, and for one with letters beyond ASCII, whose capitals bytes do not tell.
    #[inline]
    pub fn of(word: &str) -> Option<Self> {
        let (low, high) = halves(word.as_bytes())?;
        if !is_ascii(low | high) && !has_only_apostrophes(word) {
            return None;
        }
        Some(Self(small(low), if high == 0 { 0 } else { small(high) }))
    }

    /// A number that no two words share, as far as sixty-four bits can tell them apart.
    #[inline]
    pub fn mixed(self) -> u64 {
        // Three odd numbers without a pattern; the upper half of a product depends on every bit below it.
        let mixed =
            self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ self.1.wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(32);
        (mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93)
    }
}

/// Whether curly apostrophes are all that is not ASCII in `word`.
#[cold]
fn has_only_apostrophes(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || c == '’')
}

/// ASCII letters and digits in a row, fewer than sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// How many.
    pub len: usize,
    /// They as a word.
    pub packed: Packed,
    /// Whether a small letter stands behind the first of them.
    pub small: bool,
    /// Whether a capital stands behind the first of them.
    pub capital: bool,
}

impl Run {
    /// The run at `start`; `None` when it has sixteen or more.
    #[inline(always)]
    pub fn at(bytes: &[u8], start: usize) -> Option<Self> {
        let rest = bytes.get(start..)?;
        match rest.first_chunk() {
            Some(chunk) => Self::of(chunk),
            None => Self::at_end(rest),
        }
    }

    /// The run at the start of the last bytes of a text.
    #[cold]
    fn at_end(bytes: &[u8]) -> Option<Self> {
        let mut chunk = [0; MOST];
        chunk[..bytes.len()].copy_from_slice(bytes);
        Self::of(&chunk)
    }

    /// The run at the start of `chunk`. Only whether it has eight bytes matters to the steps it takes, for most words
    /// have fewer.
    #[inline(always)]
    fn of(chunk: &[u8; MOST]) -> Option<Self> {
        let all = u128::from_le_bytes(*chunk);
        let low = Half::of(all as u64);
        if low.len == 8 {
            return Self::of_long(low, (all >> 64) as u64);
        }
        Some(Self {
            len: low.len,
            packed: Packed(low.small_letters(), 0),
            small: low.small() & BEHIND_FIRST != 0,
            capital: low.capitals & BEHIND_FIRST != 0,
        })
    }

    fn of_long(low: Half, high: u64) -> Option<Self> {
        let high = Half::of(high);
        (high.len < 8).then(|| Self {
            len: 8 + high.len,
            packed: Packed(low.small_letters(), high.small_letters()),
            small: (low.small() & BEHIND_FIRST) | high.small() != 0,
            capital: (low.capitals & BEHIND_FIRST) | high.capitals != 0,
        })
    }
}

/// As much of eight bytes as is ASCII letters and digits in a row.
#[derive(Clone, Copy)]
struct Half {
    len: usize,
    /// The bytes, and NUL behind them.
    bytes: u64,
    /// The high bit of each that is a letter.
    letters: u64,
    /// The high bit of each that is a capital.
    capitals: u64,
}

impl Half {
    #[inline(always)]
    fn of(bytes: u64) -> Self {
        let letters = letters(bytes);
        let others = !(letters | digits(bytes)) & HIGH;
        let len = others.trailing_zeros() as usize / 8;
        let kept = 1_u64.checked_shl(8 * len as u32).map_or(u64::MAX, |end| end - 1);
        let (bytes, letters) = (bytes & kept, letters & kept);
        // A small letter has a bit that its capital has not; here it is moved to where `letters` has its own.
        Self { len, bytes, letters, capitals: letters & !(bytes << 2) }
    }

    /// The high bit of each byte that is a small letter.
    #[inline]
    fn small(self) -> u64 {
        self.letters & !self.capitals
    }

    /// The bytes with small letters for capitals.
    #[inline]
    fn small_letters(self) -> u64 {
        self.bytes | self.capitals >> 2
    }
}

/// The high bit of each of eight bytes.
const HIGH: u64 = every(0x80);
/// All bits but those of the first byte.
const BEHIND_FIRST: u64 = !0xFF;

/// Whether eight bytes are ASCII.
#[inline]
pub fn is_ascii(bytes: u64) -> bool {
    bytes & HIGH == 0
}

/// The same byte eight times.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The high bit of each of eight bytes that is a letter of ASCII.
#[inline(always)]
pub fn letters(bytes: u64) -> u64 {
    between(bytes | every(0x20), b'a', b'z')
}

/// The high bit of each of eight bytes that is a digit of ASCII.
#[inline(always)]
pub fn digits(bytes: u64) -> u64 {
    between(bytes, b'0', b'9')
}

/// The high bit of each of eight bytes that is `from`, `to` or between them.
#[inline]
pub fn between(bytes: u64, from: u8, to: u8) -> u64 {
    let low = bytes & every(0x7F);
    // High bits of sums tell which bytes are at least `from`, and which are past `to`.
    ((low + every(0x80 - from)) ^ (low + every(0x7F - to))) & !bytes & HIGH
}

/// The eight bytes with ASCII capitals made small.
#[inline]
fn small(bytes: u64) -> u64 {
    bytes | between(bytes, b'A', b'Z') >> 2
}

/// The first and the second eight bytes of up to sixteen, filled up with NUL. Whole numbers are read, some of their
/// bytes twice, for a copy of a few bytes costs more than all the rest.
#[inline]
fn halves(bytes: &[u8]) -> Option<(u64, u64)> {
    let len = bytes.len();
    Some(match len {
        8..=MOST => {
            let low = u64::from_le_bytes(*bytes.first_chunk()?);
            let last = u64::from_le_bytes(*bytes.last_chunk()?);
            (low, last.checked_shr(8 * (MOST - len) as u32).unwrap_or_default())
        }
        4..8 => {
            let low = u64::from(u32::from_le_bytes(*bytes.first_chunk()?));
            let last = u64::from(u32::from_le_bytes(*bytes.last_chunk()?));
            (low | last << (8 * (len - 4)), 0)
        }
        2 | 3 => {
            let low = u64::from(u16::from_le_bytes(*bytes.first_chunk()?));
            let last = u64::from(u16::from_le_bytes(*bytes.last_chunk()?));
            (low | last << (8 * (len - 2)), 0)
        }
        1 => (u64::from(bytes[0]), 0),
        0 => (0, 0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_length_are_packed_whole() {
        let letters = "abcdefghijklmnopq";
        for len in 0..=MOST {
            let mut bytes = [0; MOST];
            bytes[..len].copy_from_slice(&letters.as_bytes()[..len]);
            let (low, high) = halves(&letters.as_bytes()[..len]).unwrap();
            assert_eq!([low.to_le_bytes(), high.to_le_bytes()].concat(), bytes, "{len}");
        }
        assert_eq!(halves(letters.as_bytes()), None);
    }

    #[test]
    fn only_capitals_are_made_small() {
        for byte in 0..=u8::MAX {
            assert_eq!(small(every(byte)), every(byte.to_ascii_lowercase()), "{byte}");
        }
    }

    #[test]
    fn a_run_ends_before_whatever_is_no_letter_and_no_digit() {
        for byte in 0..=u8::MAX {
            for len in 0..MOST {
                let mut text = [b'Q'; 40];
                text[3 + len] = byte;
                let run = Run::at(&text, 3);
                let expected = (!byte.is_ascii_alphanumeric()).then_some(len);
                assert_eq!(run.map(|run| run.len), expected, "{byte} {len}");
            }
        }
    }

    #[test]
    fn a_run_knows_its_word_and_its_capitals() {
        for word in
            ["", "a", "A", "7", "It", "US", "McCain", "B2B", "a1", "1st", "1ST", "constitutional7", "Aaaaaaaaaaaaaaz"]
        {
            for text in [format!("{word} and all that follows it here"), word.to_owned(), format!("{word}’s")] {
                let run = Run::at(text.as_bytes(), 0).unwrap();
                let behind = word.get(1..).unwrap_or_default();
                let expected = Run {
                    len: word.len(),
                    packed: Packed::of(word).unwrap(),
                    small: behind.contains(|c: char| c.is_ascii_lowercase()),
                    capital: behind.contains(|c: char| c.is_ascii_uppercase()),
                };
                assert_eq!(run, expected, "{text}");
            }
        }
        assert_eq!(Run::at(b"constitutionalities", 0), None);
        assert_eq!(Run::at(b"it", 3), None);
    }
}
