//! A build without version 2 takes no proof apart, and knows none that was.

use alloc::string::String;
use alloc::vec::Vec;

#[derive(Clone, Copy)]
pub enum Form {}

impl Form {
    pub fn from_byte(_: u8) -> Option<Self> {
        None
    }

    pub fn to_byte(self) -> u8 {
        match self {}
    }

    pub fn raw_length(self) -> usize {
        match self {}
    }
}

pub struct Signed;

impl Signed {
    pub fn new(_: &str, _: &[u8]) -> Self {
        Self
    }

    pub fn challenge(&self, form: Form) -> &str {
        match form {}
    }
}

pub struct Packed {
    pub form: Form,
    pub rest: String,
    pub raw: Vec<u8>,
}

pub fn pack(_: &[u8], _: &Signed) -> Option<Packed> {
    None
}

pub fn unpack(form: Form, _: &str, _: &[u8], _: &Signed) -> Vec<u8> {
    match form {}
}
