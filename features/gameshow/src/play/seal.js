// Opens what the server has sealed (`live/seal.rs`): base64 of nonce and text, with the key that comes at the moment of the question.
// A text that was changed on its way does not open. The cipher is a package; the build bundles it into the phone's module.
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";

const NONCE = 12;
const bytes64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export const unseal = (sealed, key) => {
  const bytes = bytes64(sealed);
  const plain = chacha20poly1305(bytes64(key), bytes.subarray(0, NONCE)).decrypt(bytes.subarray(NONCE));
  return JSON.parse(new TextDecoder().decode(plain));
};
