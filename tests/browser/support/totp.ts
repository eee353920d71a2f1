// The six digits that an authenticator app would show (RFC 6238), from the letters of the set-up page.
import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function sixDigits(letters: string, at = Date.now()): string {
  const bits = [...letters.replace(/\s/g, '')].map((one) => ALPHABET.indexOf(one).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const number = hash.readUInt32BE(hash[hash.length - 1]! & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
