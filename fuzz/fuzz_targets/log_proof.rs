//! A proof is read or refused; what is read is written and read back to the same, and proves nothing to somebody without keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipt_verifier::log::{LogProof, Note, NoteKey, open};

const KEY: &str = "log.example/receipts+edbce311+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";

fuzz_target!(|text: &str| {
    let _ = open(text);
    let _ = Note::parse(text);
    let _ = NoteKey::parse(text);
    let keys: Vec<NoteKey> = NoteKey::parse(KEY).into_iter().collect();
    match LogProof::parse(text) {
        Ok(proof) => {
            assert_eq!(LogProof::parse(&proof.to_text()).as_ref(), Ok(&proof));
            assert!(proof.verify(&[0; 32], &[]).is_err());
            let _ = proof.verify(&[0; 32], &keys);
        }
        Err(e) => assert!(!e.code().is_empty()),
    }
});
