// Part of the phone's module: undoes the seal of a question. Browsers offer no `crypto.subtle` on a hall's plain HTTP.

// --- ChaCha20 (RFC 8439), block counter from 1: opens what the server has sealed
const open64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
export const chacha20 = (key, nonce, data) => {
  const words32 = (bytes, n) => Array.from({ length: n }, (_, i) => bytes[4 * i] | (bytes[4 * i + 1] << 8) | (bytes[4 * i + 2] << 16) | (bytes[4 * i + 3] << 24));
  const start = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, ...words32(key, 8), 1, ...words32(nonce, 3)];
  const turn = (x, n) => (x << n) | (x >>> (32 - n));
  const quarter = (s, a, b, c, d) => {
    s[a] = (s[a] + s[b]) | 0; s[d] = turn(s[d] ^ s[a], 16);
    s[c] = (s[c] + s[d]) | 0; s[b] = turn(s[b] ^ s[c], 12);
    s[a] = (s[a] + s[b]) | 0; s[d] = turn(s[d] ^ s[a], 8);
    s[c] = (s[c] + s[d]) | 0; s[b] = turn(s[b] ^ s[c], 7);
  };
  const out = new Uint8Array(data.length);
  for (let from = 0; from < data.length; from += 64) {
    const s = Int32Array.from(start);
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 4; i++) quarter(s, i, 4 + i, 8 + i, 12 + i);
      for (let i = 0; i < 4; i++) quarter(s, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
    }
    for (let i = 0; i < 64 && from + i < data.length; i++) {
      const word = (s[i >> 2] + start[i >> 2]) | 0;
      out[from + i] = data[from + i] ^ ((word >>> (8 * (i & 3))) & 255);
    }
    start[12] = (start[12] + 1) | 0;
  }
  return out;
};
const unseal = (sealed, key) => {
  const bytes = open64(sealed);
  const plain = chacha20(open64(key), bytes.subarray(0, 12), bytes.subarray(12, bytes.length - 16));
  return JSON.parse(new TextDecoder().decode(plain));
};
