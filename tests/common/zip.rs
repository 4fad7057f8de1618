//! Packed folders for tests, some of which lie.
#![allow(dead_code)]

pub struct Packed<'a> {
    pub name: &'a str,
    pub content: Vec<u8>,
    pub deflated: bool,
    pub locked: bool,
    /// What the folder says of the unpacked size, where that is not so.
    pub size: Option<u32>,
    pub length: usize,
}

impl<'a> Packed<'a> {
    pub fn stored(name: &'a str, content: &[u8]) -> Self {
        Self {
            name,
            content: content.to_vec(),
            deflated: false,
            locked: false,
            size: None,
            length: content.len(),
        }
    }

    pub fn deflated(name: &'a str, content: &[u8]) -> Self {
        Self {
            content: miniz_oxide::deflate::compress_to_vec(content, 6),
            deflated: true,
            ..Self::stored(name, content)
        }
    }

    /// The fields that a local header and an entry of the directory share.
    fn shared(&self) -> Vec<u8> {
        let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
        let long = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        let flags = u16::from(self.locked) | 0x800;
        let size = self.size.map_or(self.length, |size| size as usize);
        [
            &small(20)[..],
            &flags.to_le_bytes(),
            &small(if self.deflated { 8 } else { 0 }),
            &long(0),
            &long(0),
            &long(self.content.len()),
            &long(size),
            &small(self.name.len()),
            &small(0),
        ]
        .concat()
    }
}

pub fn zip(parts: &[Packed]) -> Vec<u8> {
    let long = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    let count = u16::try_from(parts.len()).unwrap_or(u16::MAX).to_le_bytes();
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = long(out.len());
        out.extend(
            [
                b"PK\x03\x04",
                &part.shared()[..],
                part.name.as_bytes(),
                &part.content,
            ]
            .concat(),
        );
        directory.extend(
            [
                b"PK\x01\x02\x14\0",
                &part.shared()[..],
                &[0; 10],
                &at,
                part.name.as_bytes(),
            ]
            .concat(),
        );
    }
    let at = long(out.len());
    let size = long(directory.len());
    out.extend(directory);
    out.extend(
        [
            b"PK\x05\x06\0\0\0\0",
            &count[..],
            &count,
            &size,
            &at,
            &[0, 0],
        ]
        .concat(),
    );
    out
}
