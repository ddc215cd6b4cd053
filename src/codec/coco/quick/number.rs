//! Numbers as COCO files write them: decimals without an exponent.

use super::scan::Scan;

/// Powers of ten that are exact.
const POWERS: [f64; 19] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18,
];

/// A number as it is written.
#[derive(Debug, PartialEq, Eq)]
struct Short {
    digits: u64,
    /// How many of them are behind the point, where there is one.
    places: Option<usize>,
    /// Bytes, the point included.
    length: usize,
}

impl Scan<'_> {
    /// Digits as a number of at most 18 of them; `into` goes on where another number ended.
    fn digits(&mut self, into: u64, left: usize) -> Option<(u64, usize)> {
        let mut value = into;
        let mut count = 0;
        for byte in self.text.get(self.at..)? {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            count += 1;
        }
        self.at += count;
        (count > 0 && count <= left).then_some((value, count))
    }

    /// A whole number from zero.
    pub(super) fn whole(&mut self) -> Option<u64> {
        if let Some(short) = self.short().filter(|short| short.places.is_none()) {
            self.at += short.length;
            return Some(short.digits);
        }
        let first = self.peek()?;
        let (value, count) = self.digits(0, 18)?;
        self.ends().filter(|()| count == 1 || first != b'0')?;
        Some(value)
    }

    /// A number without a sign that ends within eight bytes, as nearly all coordinates do: looked
    /// at at once, since a loop over three digits is mostly a guess at where it ends.
    #[inline]
    fn short(&self) -> Option<Short> {
        let bytes = *self.text.get(self.at..)?.first_chunk::<8>()?;
        let word = u64::from_le_bytes(bytes) ^ 0x3030_3030_3030_3030;
        // The high bit of each byte that is no digit; no sum of two bytes reaches the next.
        let others = (((word & 0x7f7f_7f7f_7f7f_7f7f) + 0x7676_7676_7676_7676) | word)
            & 0x8080_8080_8080_8080;
        let first = |others: u64| others.trailing_zeros() as usize / 8;
        let whole = first(others);
        let after = *bytes.get(whole)?;
        if whole == 0 || (whole > 1 && bytes[0] == b'0') {
            return None;
        }
        let (word, digits, places, length) = if after == b'.' {
            let end = first(others & (others - 1));
            if end == whole + 1 {
                return None;
            }
            // The digits behind the point move up to those before it.
            let before = (1 << (whole * 8)) - 1;
            let word = (word & before) | ((word >> 8) & !before);
            (word, end - 1, Some(end - 1 - whole), end)
        } else {
            (word, whole, None, whole)
        };
        if matches!(bytes.get(length)?, b'.' | b'e' | b'E' | b'-' | b'+') {
            return None;
        }
        // Zeros before them make eight; pairs, fours and the eight are summed side by side.
        let word = word << ((8 - digits) * 8);
        let word = (word & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(2_561) >> 8;
        let word = (word & 0x00ff_00ff_00ff_00ff).wrapping_mul(6_553_601) >> 16;
        let word = (word & 0x0000_ffff_0000_ffff).wrapping_mul(42_949_672_960_001) >> 32;
        Some(Short {
            digits: word,
            places,
            length,
        })
    }

    /// What follows is no part of the number.
    fn ends(&self) -> Option<()> {
        let goes_on = matches!(self.peek(), Some(b'.' | b'e' | b'E' | b'-' | b'+') | None);
        (!goes_on).then_some(())
    }

    /// A number without an exponent, as the whole way rounds it.
    #[inline]
    pub(super) fn decimal(&mut self) -> Option<f64> {
        let negative = self.peek()? == b'-';
        self.at += usize::from(negative);
        if let Some(short) = self.short() {
            self.at += short.length;
            let value = short.digits as f64 / POWERS.get(short.places.unwrap_or(0))?;
            return Some(if negative { -value } else { value });
        }
        let first = self.peek()?;
        let (whole, count) = self.digits(0, 18)?;
        if count > 1 && first == b'0' {
            return None;
        }
        // 18 digits are far below 2^63.
        let mut value = whole as f64;
        if self.peek()? == b'.' {
            self.at += 1;
            let (all, places) = self.digits(whole, 18 - count)?;
            value = all as f64 / POWERS.get(places)?;
        }
        self.ends()?;
        Some(if negative { -value } else { value })
    }

    pub(super) fn number(&mut self) -> Option<f32> {
        // A coordinate needs no more than the precision of f32.
        self.decimal().map(|value| value as f32)
    }
    /// A number of a list, and whether another follows it, at which the walk then stands. The
    /// list's end is passed too.
    #[inline]
    pub(super) fn listed(&mut self) -> Option<(f32, bool)> {
        let number = self.number()?;
        let more = self.more(b']')?;
        if more {
            self.token()?;
        }
        Some((number, more))
    }
}
