//! As much of a CBOR writer as responses need.

pub struct Cbor(pub Vec<u8>);

impl Cbor {
    pub fn map(&mut self, entries: u64) {
        self.head(5, entries);
    }

    pub fn list(&mut self, elements: u64) {
        self.head(4, elements);
    }

    pub fn text(&mut self, text: &str) {
        self.head(3, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    pub fn double(&mut self, value: f64) {
        self.0.push(0xFB);
        self.0.extend_from_slice(&value.to_be_bytes());
    }

    /// A timestamp, in whole seconds.
    pub fn timestamp(&mut self, seconds: u64) {
        self.head(6, 1);
        self.head(0, seconds);
    }

    fn head(&mut self, major: u8, argument: u64) {
        let bytes = argument.to_be_bytes();
        let (short, length) = match argument {
            0..24 => (bytes[7], 0),
            24..0x100 => (24, 1),
            0x100..0x1_0000 => (25, 2),
            0x1_0000..0x1_0000_0000 => (26, 4),
            _ => (27, 8),
        };
        self.0.push(major << 5 | short);
        self.0.extend_from_slice(&bytes[8 - length..]);
    }
}
