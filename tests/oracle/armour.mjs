// A second implementation of the armour, written from docs/ARMOUR.md, to hold the Rust one against it.
//
//   node tests/oracle/armour.mjs vectors tests/vectors/armour_v1.json    checks the known answers, both ways
//   node tests/oracle/armour.mjs encode  < dossiers > digits             one a line
//   node tests/oracle/armour.mjs decode  < digits > dossiers
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const PRIMER = readFileSync(new URL("../../src/armour/primer.txt", import.meta.url));
const hash = (a, b) => {
  let x = (((a << 11) | (a >>> 21)) ^ b) >>> 0;
  x = Math.imul((x + 0x9e3779b9) | 0, 0x2c1b3c6d) >>> 0;
  return (x ^ (x >>> 15)) >>> 0;
};

// Section 3: the logistic function.
const LOGISTIC = [32768, 24743, 17625, 11956, 7812, 4972, 3108, 1921, 1179, 720, 439, 267, 162, 99, 60, 36, 22, 13, 8, 5, 3, 2, 1, 1, 1, 1];
const squash = (vote) => {
  const d = Math.min(Math.abs(vote), 3071);
  const low = (LOGISTIC[d >> 7] * (128 - (d & 127)) + LOGISTIC[(d >> 7) + 1] * (d & 127) + 64) >> 7;
  return vote < 0 ? low : 65536 - low;
};
const STRETCH = new Int16Array(4096);
for (let upper = 2048, vote = 0; upper < 4096; upper++) {
  while (squash(vote) < upper * 16 + 8) vote++;
  STRETCH[upper] = vote;
  STRETCH[4095 - upper] = -vote;
}

class Mixer {
  constructor(n, sets, weight, shift) {
    Object.assign(this, { n, shift, w: new Int32Array(n * sets).fill(weight), at: 0, p: 0 });
  }
  mix(votes, set) {
    this.at = set * this.n;
    let sum = 0;
    for (let i = 0; i < this.n; i++) sum += votes[i] * this.w[this.at + i];
    const vote = Math.max(-3071, Math.min(3071, Math.floor(sum / 65536)));
    this.p = squash(vote);
    return vote;
  }
  learn(votes, bit) {
    const error = bit * 65536 - this.p;
    for (let i = 0; i < this.n; i++) {
      const w = this.w[this.at + i] + ((votes[i] * error + (1 << (this.shift - 1))) >> this.shift);
      this.w[this.at + i] = Math.max(-1048576, Math.min(1048576, w));
    }
  }
}

// Section 4: where in the JSON we are.
const [BETWEEN, BEFORE_NAME, NAME, BEFORE_VALUE, TEXT, BARE] = [0, 1, 2, 3, 4, 5];
const CLASS = (c) =>
  c >= 48 && c < 58 ? 1 : c >= 97 && c < 123 ? 2 : c >= 65 && c < 91 ? 3 : [32, 45, 95, 46, 47].includes(c) ? 4 : c >= 0xc0 ? 5 : c >= 0x80 ? 6 : c === 34 ? 7 : 0;
class Lexer {
  place = BETWEEN; member = 0; parent = 1; position = 0; prefix = 0; word = 0; shape = 0;
  section = 1; escaped = false; depth = 0;
  levels = Array.from({ length: 16 }, () => ({ object: false, member: 0, parent: 1 }));
  push(c) {
    this.shape = ((this.shape << 3) | CLASS(c)) & 0x3fffffff;
    const letter = (c >= 97 && c < 123) || c >= 128 ? c : c >= 65 && c < 91 ? c + 32 : 0;
    this.word = letter ? hash(this.word, letter) : 0;
    const place = this.step(c);
    if (place === this.place && c !== 0) {
      this.position = Math.min(255, this.position + 1);
      this.prefix = hash(this.prefix, c);
    } else {
      this.place = place;
      this.position = this.prefix = 0;
    }
  }
  step(c) {
    if (c === 0) {
      const empty = this.place === BETWEEN && this.position === 0 && this.member === 0;
      this.section = empty ? 1 : 3 - this.section;
      Object.assign(this, { member: 0, parent: this.section, escaped: false, depth: 0 });
      return BETWEEN;
    }
    if (this.place === NAME || this.place === TEXT) {
      if (this.escaped) this.escaped = false;
      else if (c === 92) this.escaped = true;
      else if (c === 34) {
        if (this.place === NAME) this.member = (this.prefix | 1) >>> 0;
        return BETWEEN;
      }
      return this.place;
    }
    switch (String.fromCharCode(c)) {
      case '"': return this.place === BEFORE_NAME ? NAME : TEXT;
      case ":": return BEFORE_VALUE;
      case ",": return this.levels[this.depth % 16].object ? BEFORE_NAME : BEFORE_VALUE;
      case "{": {
        const { member, parent } = this;
        this.parent = this.depth === 0 ? this.section : member;
        this.member = 0;
        this.levels[++this.depth % 16] = { object: true, member, parent };
        return BEFORE_NAME;
      }
      case "[":
        this.levels[++this.depth % 16] = { object: false, member: this.member, parent: this.parent };
        return BEFORE_VALUE;
      case "}": case "]":
        if (this.depth > 0) {
          ({ member: this.member, parent: this.parent } = this.levels[this.depth % 16]);
          this.depth--;
        }
        return BETWEEN;
      case " ": case "\t": case "\n": case "\r": return this.place;
      default: return BARE;
    }
  }
}

// Sections 5 and 6: contexts, pointers, the predictor.
const CONTEXTS = 10;
class Model {
  lexer = new Lexer();
  seen = []; heads = new Uint32Array(1 << 14); values = new Uint32Array(1 << 10);
  pointers = [{ at: 0, length: 0, misses: 0 }, { at: 0, length: 0, misses: 0 }];
  contexts = new Array(CONTEXTS).fill(0); bases = new Array(CONTEXTS).fill(0); slots = new Array(CONTEXTS).fill(0);
  buckets = new Uint8Array(CONTEXTS << 18);
  meanings = new Uint32Array(CONTEXTS * 256); trusts = new Uint32Array(512).fill(60000 * 65536);
  votes = new Int32Array(13); opinions = new Int32Array(3);
  mixers = [new Mixer(13, 48, 8000, 15), new Mixer(13, 96, 8000, 15), new Mixer(13, 256, 8000, 15)];
  last = new Mixer(3, 48, 22000, 17);
  partial = 1; p = 0;
  constructor() {
    for (let i = 0; i < CONTEXTS * 256; i++) {
      const zeros = (i >> 4) & 15, ones = i & 15;
      this.meanings[i] = Math.floor(((ones * 4 + 1) * 65535) / ((zeros + ones) * 4 + 2)) * 65536 + 2;
    }
    this.startByte();
    this.predict();
  }
  clone() { return structuredCloneModel(this); }
  update(bit) {
    for (let i = 0; i < CONTEXTS; i++) {
      const slot = this.slots[i], h = this.buckets[slot];
      adapt(this.meanings, i * 256 + h, bit);
      const [same, other] = bit ? [h & 15, h >> 4] : [h >> 4, h & 15];
      const more = Math.min(15, same + 1), fewer = other > 2 ? (other + 2) >> 1 : other;
      this.buckets[slot] = bit ? (fewer << 4) | more : (more << 4) | fewer;
    }
    for (let i = 0; i < 2; i++) {
      const expected = this.expected(i);
      if (expected >= 0) adapt(this.trusts, i * 256 + this.worth(i), expected === bit ? 1 : 0);
    }
    for (const mixer of this.mixers) mixer.learn(this.votes, bit);
    this.last.learn(this.opinions, bit);
    this.partial = this.partial * 2 + bit;
    if (this.partial >= 256) {
      const byte = this.partial & 255, before = this.lexer.place;
      this.partial = 1;
      this.lexer.push(byte);
      this.pushPointers(byte, before);
      this.startByte();
    } else if (this.partial >> 4 === 1) this.findBuckets();
    this.predict();
  }
  worth(i) { return Math.min(15, this.pointers[i].length) * 16 + Math.min(15, this.pointers[i].misses); }
  expected(i) {
    const { at } = this.pointers[i];
    if (at === 0 || at >= this.seen.length) return -1;
    const byte = this.seen[at] | 256, left = Math.clz32(this.partial) - 23;
    return byte >> left === this.partial ? (byte >> (left - 1)) & 1 : -1;
  }
  pushPointers(byte, before) {
    const { seen, lexer } = this;
    for (const pointer of this.pointers) {
      if (pointer.at === 0) continue;
      if (seen[pointer.at] === byte) pointer.length++;
      else { pointer.length = 0; pointer.misses++; }
      pointer.at++;
    }
    seen.push(byte);
    const end = seen.length;
    if (end >= 5) {
      let key = 0;
      for (let i = end - 5; i < end; i++) key = hash(key, seen[i]);
      const at = this.heads[key >>> 18];
      this.heads[key >>> 18] = end;
      if (this.pointers[0].length === 0) {
        let length = 0;
        while (length < 32 && length < at && seen[at - 1 - length] === seen[end - 1 - length]) length++;
        this.pointers[0] = { at: length < 5 ? 0 : at, length, misses: 0 };
      }
    }
    if (lexer.place === BEFORE_NAME) this.pointers[1] = { at: 0, length: 0, misses: 0 };
    if (lexer.place === BEFORE_VALUE && before !== BEFORE_VALUE && byte === 58) {
      this.pointers[1] = { at: this.values[lexer.member >>> 22], length: 0, misses: 0 };
      this.values[lexer.member >>> 22] = end;
    }
  }
  startByte() {
    const l = this.lexer, { seen } = this, back = (n) => seen[seen.length - n] ?? 0;
    const two = (back(1) << 8) | back(2), four = ((two << 16) | (back(3) << 8) | back(4)) >>> 0;
    const member = hash(l.member, l.place), parent = hash(l.parent, l.place), path = hash(hash(l.member, l.parent), l.place);
    this.contexts = [member, hash(back(1), l.place), two, four, hash(path, l.position), hash(member, two),
      hash(l.word, l.place), hash(member, l.shape & 0xfff), hash(path, l.prefix), hash(parent, l.prefix)].map(hash);
    this.findBuckets();
  }
  findBuckets() {
    const b = this.buckets, used = (x) => (b[x + 1] >> 4) + (b[x + 1] & 15);
    for (let i = 0; i < CONTEXTS; i++) {
      const key = hash(this.contexts[i], this.partial), check = (key >>> 8) & 255, first = (i << 14) | (key >>> 18);
      const here = first * 16, there = (first ^ 1) * 16;
      let base = here;
      if (b[here] !== check) {
        base = there;
        if (b[there] !== check) {
          base = used(there) < used(here) ? there : here;
          b.fill(0, base, base + 16);
          b[base] = check;
        }
      }
      this.bases[i] = base;
    }
  }
  predict() {
    const read = 31 - Math.clz32(this.partial);
    const node = read < 4 ? this.partial : (1 << (read - 4)) | (this.partial & ((1 << (read - 4)) - 1));
    for (let i = 0; i < CONTEXTS; i++) {
      const slot = (this.slots[i] = this.bases[i] + node), h = this.buckets[slot];
      this.votes[i] = h === 0 ? 0 : STRETCH[this.meanings[i * 256 + h] >>> 20];
    }
    for (let i = 0; i < 2; i++) {
      const expected = this.expected(i), vote = STRETCH[this.trusts[i * 256 + this.worth(i)] >>> 20];
      this.votes[CONTEXTS + i] = expected < 0 ? 0 : expected ? vote : -vote;
    }
    this.votes[12] = 256;
    const { place, position, shape } = this.lexer;
    const sets = [(shape & 7) * 6 + place, Math.min(15, position) * 6 + place, this.partial];
    for (let i = 0; i < 3; i++) this.opinions[i] = this.mixers[i].mix(this.votes, sets[i]);
    this.p = Math.max(16, Math.min(65520, squash(this.last.mix(this.opinions, sets[0]))));
  }
}
function adapt(cells, at, bit) {
  const p = cells[at] >>> 10, n = cells[at] & 1023;
  cells[at] = (p + Math.trunc(((bit ? 4194303 : 0) - p) / (n + 2))) * 1024 + Math.min(127, n + 1);
}
/** Deep copy, prototypes kept. */
function structuredCloneModel(value) {
  if (Array.isArray(value)) return value.map(structuredCloneModel);
  if (ArrayBuffer.isView(value)) return value.slice();
  if (value === null || typeof value !== "object") return value;
  const copy = Object.create(Object.getPrototypeOf(value));
  for (const key of Object.keys(value)) copy[key] = structuredCloneModel(value[key]);
  return copy;
}
const feed = (model, byte) => { for (let s = 7; s >= 0; s--) model.update((byte >> s) & 1); };
const PRIMED = new Model();
for (const byte of PRIMER) feed(PRIMED, byte === 10 ? 0 : byte === 9 ? 2 : byte);

// Section 7: the range coder.
function compress(stream) {
  const model = PRIMED.clone(), out = [];
  let low = 0, range = 0xffffffff;
  const advance = (by) => {
    low += by;
    if (low <= 0xffffffff) return;
    low -= 4294967296;
    for (let i = out.length - 1; i >= 0 && (out[i] = (out[i] + 1) & 255) === 0; i--);
  };
  const shift = () => { out.push(low >>> 24); low = (low << 8) >>> 0; };
  for (const byte of stream) for (let s = 7; s >= 0; s--) {
    const bit = (byte >> s) & 1, ones = (range >>> 16) * model.p;
    if (bit) range = ones;
    else { advance(ones); range -= ones; }
    while (range < 1 << 24) { shift(); range = (range << 8) >>> 0; }
    model.update(bit);
  }
  for (let count = 0; count <= 4; count++) {
    const open = 2 ** (32 - 8 * count) - 1, up = (open + 1 - (low % (open + 1))) % (open + 1);
    if (up + open < range) {
      advance(up);
      for (let i = 0; i < count; i++) shift();
      break;
    }
  }
  return out;
}
/** The stream that `bytes` begin with. */
function decompress(bytes) {
  const model = PRIMED.clone(), stream = [];
  let at = 0, code = 0, range = 0xffffffff;
  const shift = () => { code = ((code << 8) | (bytes[at++] ?? 0)) >>> 0; };
  for (let i = 0; i < 4; i++) shift();
  const scan = scanner();
  for (;;) {
    let byte = 0;
    for (let i = 0; i < 8; i++) {
      const ones = (range >>> 16) * model.p, bit = code < ones ? 1 : 0;
      if (bit) range = ones;
      else { code = (code - ones) >>> 0; range -= ones; }
      while (range < 1 << 24) { shift(); range = (range << 8) >>> 0; }
      model.update(bit);
      byte = byte * 2 + bit;
    }
    if (at > bytes.length + 4) throw new Error("armour_truncated");
    stream.push(byte);
    if (scan(byte)) return stream;
  }
}
/** Says when a stream has ended. */
function scanner() {
  let state = "data", inHeader = true, fresh = true;
  return (byte) => {
    if (state === "escape") state = byte === 7 ? "high" : byte === 8 ? "low" : "data";
    else if (state === "high") state = "low";
    else if (state === "low") state = "data";
    else if (byte === 1) { state = "escape"; fresh = false; }
    else if (byte === 0) {
      if (inHeader && fresh) return true;
      inHeader = !inHeader;
      fresh = true;
    } else fresh = false;
    return false;
  };
}

// Section 2: stream and digits.
const unbase64 = (text) => {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw new Error("armour_not_a_statement");
  return bytes;
};
const digestOf = (signed) => createHash("sha256").update(signed).digest("base64url");

// Section 8: proofs of passkeys.
const TAGS = ["receipt-ack/v1\0", "receipt-settlement/v1\0"];
const sha256 = (...pieces) => pieces.reduce((hash, piece) => hash.update(piece), createHash("sha256")).digest();
/** What a proof repeats of the statement `signed`. */
function known(signed) {
  let origin = "";
  try {
    const payload = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(signed.split(".")[1], "base64url")));
    if (typeof payload?.iss === "string") origin = payload.iss;
  } catch {
    // No JSON, no origin.
  }
  const host = /^https?:\/\/([^:]*)/s.exec(origin)?.[1] ?? "", dot = host.indexOf(".");
  const parties = [sha256(host), dot < 0 ? Buffer.alloc(0) : sha256(host.slice(dot + 1))];
  return {
    challenges: TAGS.map((tag) => sha256(tag, signed).toString("base64url")),
    parties,
    beginning(which) {
      if (which === 4) return "";
      const start = `{"type":"webauthn.get","challenge":"${this.challenges[which & 1]}","origin":"${origin}"`;
      return which < 2 ? `${start},"crossOrigin":false` : start;
    },
  };
}
const derNumber = (bytes) => {
  let from = 0;
  while (from < 31 && bytes[from] === 0) from++;
  const number = [...(bytes[from] >= 128 ? [0] : []), ...bytes.slice(from)];
  return [2, number.length, ...number];
};
const der = (raw) => {
  const body = [...derNumber(raw.slice(0, 32)), ...derNumber(raw.slice(32))];
  return Buffer.from([0x30, body.length, ...body]);
};
/** The form's four answers from its byte. */
const formOf = (byte) => ({ der: byte & 1, counts: (byte >> 1) & 1, party: (byte >> 2) & 3, beginning: byte >> 4 });
const rawLength = (form) => (form.party === 2 ? 32 : 0) + 1 + 4 * form.counts + 64;
function unpack(form, rest, raw, about) {
  const data = [...(about.parties[form.party] ?? []), ...raw.slice(0, -64), ...(form.counts ? [] : [0, 0, 0, 0])];
  const signature = raw.slice(-64);
  const whole = {
    authenticator_data: Buffer.from(data).toString("base64url"),
    client_data: about.beginning(form.beginning) + rest,
    signature: (form.der ? der(signature) : Buffer.from(signature)).toString("base64url"),
  };
  return Buffer.from(JSON.stringify(whole));
}
/** A signature segment taken apart, where it can be put together again. */
function pack(segment, about) {
  let whole;
  try {
    whole = JSON.parse(segment.toString());
  } catch {
    return null;
  }
  if (!["authenticator_data", "client_data", "signature"].every((name) => typeof whole?.[name] === "string")) return null;
  const data = Buffer.from(whole.authenticator_data, "base64url"), client = whole.client_data;
  const signature = Buffer.from(whole.signature, "base64url");
  if (data.length !== 37) return null;
  const numbers = [], at = [4, 6 + signature[3]];
  for (const from of at) {
    const number = [...signature.subarray(from, from + signature[from - 1])];
    numbers.push(...Array.from({ length: 32 }, (_, i) => number[number.length - 32 + i] ?? 0));
  }
  const isDer = der(numbers).equals(signature);
  const party = about.parties.findIndex((hash) => hash.equals(data.subarray(0, 32)));
  const form = {
    der: Number(isDer), counts: Number(!data.subarray(33).every((byte) => byte === 0)), party: party < 0 ? 2 : party,
    beginning: [0, 1, 2, 3, 4].find((which) => client.startsWith(about.beginning(which))),
  };
  const rest = client.slice(about.beginning(form.beginning).length);
  const raw = [...(form.party === 2 ? data.subarray(0, 32) : []), data[32], ...(form.counts ? data.subarray(33) : []), ...(isDer ? numbers : signature)];
  if (raw.length !== rawLength(form) || !unpack(form, rest, raw, about).equals(segment)) return null;
  return { byte: (form.beginning << 4) | (form.party << 2) | (form.counts << 1) | form.der, rest, raw, challenge: about.challenges[form.beginning & 1] };
}
export function encode(dossier) {
  const stream = [], signatures = [];
  let digest = null, version = 1;
  const put = (text, digest) => {
    // Bytes as latin1, so that the digest can be cut out as a string.
    const pieces = digest ? text.toString("latin1").split(digest) : [text.toString("latin1")];
    pieces.forEach((piece, i) => {
      if (i) stream.push(2);
      for (const byte of Buffer.from(piece, "latin1")) byte < 3 ? stream.push(1, byte + 3) : stream.push(byte);
    });
  };
  for (const part of dossier.split("~")) {
    const segments = part.split(".");
    if (segments.length !== 3) throw new Error("armour_not_a_statement");
    const [header, payload, signature] = segments.map(unbase64);
    if (header.length === 0) stream.push(1, 6);
    put(header, digest);
    stream.push(0);
    put(payload, digest);
    if (signature.subarray(0, 23).toString() === '{"authenticator_data":"') version = 2;
    const packed = signature.length === 64 ? null : pack(signature, known(`${segments[0]}.${segments[1]}`));
    if (packed) {
      stream.push(1, 8, packed.byte);
      put(Buffer.from(packed.rest), packed.challenge);
    } else if (signature.length !== 64) stream.push(1, 7, signature.length >> 8, signature.length & 255);
    stream.push(0);
    signatures.push(...(packed?.raw ?? signature));
    digest ??= digestOf(`${segments[0]}.${segments[1]}`);
  }
  stream.push(0);
  const coded = compress(stream);
  return coded.length <= stream.length ? [version, ...coded, ...signatures] : [0x80 | version, ...stream, ...signatures];
}
export function decode(bytes) {
  const body = bytes.slice(1);
  let stream;
  if (bytes[0] === 1 || bytes[0] === 2) stream = decompress(body);
  else if (bytes[0] === 0x81 || bytes[0] === 0x82) {
    const scan = scanner();
    stream = body.slice(0, body.findIndex(scan) + 1);
  } else throw new Error("armour_version_unknown");
  const parts = [];
  let at = 0, digest = "";
  const take = (header) => {
    let data = [], known02 = digest, length = 64, proof = null;
    const text = () => Buffer.from(data).toString("base64url");
    for (;;) {
      const byte = stream[at++];
      if (byte === 0 && proof) return [proof.text, rawLength(proof.form), { ...proof, rest: Buffer.from(data).toString() }];
      if (byte === 0) return [text(), length];
      if (byte === 2) data.push(...Buffer.from(known02));
      else if (byte !== 1) data.push(byte);
      else {
        const what = stream[at++];
        if (what === 7) { length = stream[at] * 256 + stream[at + 1]; at += 2; }
        else if (what === 8) {
          const form = formOf(stream[at++]), about = known(`${header}.${text()}`);
          proof = { form, about, text: text() };
          known02 = about.challenges[form.beginning & 1];
          data = [];
        } else if (what !== 6) data.push(what - 3);
      }
    }
  };
  while (stream[at] !== 0) {
    const [header] = take(), [payload, length, proof] = take(header);
    digest ||= digestOf(`${header}.${payload}`);
    parts.push([`${header}.${payload}`, length, proof]);
  }
  let from = body.length - parts.reduce((sum, [, length]) => sum + length, 0);
  if (from < 0) throw new Error("armour_truncated");
  const dossier = parts.map(([signed, length, proof]) => {
    const raw = body.slice(from, (from += length));
    const signature = proof ? unpack(proof.form, proof.rest, raw, proof.about) : Buffer.from(raw);
    return `${signed}.${signature.toString("base64url")}`;
  }).join("~");
  if (Buffer.compare(Buffer.from(encode(dossier)), Buffer.from(bytes)) !== 0) throw new Error("armour_not_canonical");
  return dossier;
}
const LENGTHS = [0, 3, 5, 8, 10, 13, 15, 17];
export function toDigits(bytes) {
  let digits = "";
  for (let i = 0; i < bytes.length; i += 7) {
    const group = bytes.slice(i, i + 7);
    const number = group.reduceRight((n, byte) => n * 256n + BigInt(byte), 0n);
    digits += number.toString().padStart(LENGTHS[group.length], "0");
  }
  return digits;
}
export function fromDigits(digits) {
  const bytes = [];
  for (let i = 0; i < digits.length; i += 17) {
    const group = digits.slice(i, i + 17), length = LENGTHS.indexOf(group.length);
    let number = BigInt(group);
    for (let j = 0; j < length; j++, number /= 256n) bytes.push(Number(number % 256n));
    if (length < 0 || number) throw new Error("digits_invalid");
  }
  return bytes;
}

const [, , command, file] = process.argv;
if (command === "vectors") {
  const { vectors } = JSON.parse(readFileSync(file, "utf8"));
  for (const { name, dossier, digits } of vectors) {
    if (toDigits(encode(dossier)) !== digits) throw new Error(`${name}: encodes differently`);
    if (decode(fromDigits(digits)) !== dossier) throw new Error(`${name}: decodes differently`);
  }
  console.log(`${vectors.length} vectors agree`);
} else if (command === "encode" || command === "decode") {
  const work = command === "encode" ? (line) => toDigits(encode(line)) : (line) => decode(fromDigits(line));
  const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
  process.stdout.write(lines.map((line) => work(line) + "\n").join(""));
}
