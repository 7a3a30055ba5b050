import { decrypt, encrypt, getSignature } from "@wecom/crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AesKey, aesKeyOf, decryptMessage, encryptMessage, readAesKey, signCallback } from "./callback-crypto.ts";

/** Published with the platform's own examples, and by xen0n/go-workwx. */
const vectors = [
  {
    name: "the official address check",
    token: "QDG6eK",
    aesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    receiveId: "wx5823bf96d3bd56c7",
    timestamp: "1409659589",
    nonce: "263014780",
    signature: "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    encrypted: "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
    message: /^1616140317555161061$/,
    pad: 7,
  },
  {
    name: "the official text message",
    token: "QDG6eK",
    aesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    receiveId: "wx5823bf96d3bd56c7",
    timestamp: "1409659813",
    nonce: "1372623149",
    signature: "477715d11cdb4164915debcba66cb864d751f3e6",
    encrypted:
      "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
    message: /<Content><!\[CDATA\[hello\]\]><\/Content>/,
    pad: 30,
  },
  {
    name: "the message of go-workwx",
    token: "kz7Yx62CH8SaLN",
    aesKey: "cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP",
    receiveId: "ww6a112864f8022910",
    timestamp: "1583995625",
    nonce: "1584392382",
    signature: "f265ae551b1932727204c3d707628d01376a6940",
    encrypted:
      "EUCt7xMcNiyASzZj0Hjc5yDjFQrCum6AfQ3ntHiUzjGQ51xieKmbvtrZ40/EcB2W/W8yH0n4Lqx48gJl/T9HD/R309I0P/r5pIZucK3lyEn48FYMr4YdE0QdL2jIJ3xkcXUr6uzefzCxG6lMvwpAJaOyVCzN7sRRw47njfxy5EIqU6R9ZBhlTzfdnhhOhK/nTwzrZX3SoGlXFA9OBeZ6ru1NWpXFk76x9DUMe0lcxPPiUqK8ctnQcYXSGUHVqC6DfG7E7mab0OmruNN8cBZY5d3dYOBA4OgaH55Q0AJmUpdT8vNiXpXx+6TxT3TIjySXpDrHVyrsb772aYywgg/Nu4kUmGkALwFZlzhjNegR7wDwb9lr4ERXsSSS8JZ8lbBmaQ3F2Tq584xoPj5rIhXAF734ynm4no1g+SdHiNqR328=",
    message: /<Content><!\[CDATA\[x123\]\]><\/Content>/,
    pad: 13,
  },
];

const keyOf = (aesKey: string): AesKey => readAesKey(aesKey) ?? aesKeyOf(Buffer.alloc(32));

test.each(vectors)("$name is signed and decrypted as published", (vector) => {
  const { token, timestamp, nonce, encrypted } = vector;
  expect(signCallback({ token, timestamp, nonce, encrypted })).toBe(vector.signature);
  const opened = decryptMessage(keyOf(vector.aesKey), encrypted);
  expect(opened).toMatchObject({ isGood: true, receiveId: vector.receiveId, pad: vector.pad });
  expect(opened.isGood && opened.message).toMatch(vector.message);
});

const aesKeys = fc.stringMatching(/^[A-Za-z0-9]{43}$/);
const random16s = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
const texts = fc.string({ unit: "grapheme", maxLength: 400 });

test("what is encrypted here comes out whole, here and in the official package", () => {
  fc.assert(
    fc.property(aesKeys, random16s, texts, fc.string({ maxLength: 20 }), (aesKey, random16, message, receiveId) => {
      const key = keyOf(aesKey);
      const encrypted = encryptMessage({ key, random16, message, receiveId });
      expect(decryptMessage(key, encrypted)).toMatchObject({ isGood: true, message, receiveId });
      const official = decrypt(aesKey, encrypted);
      expect({ message: official.message, id: official.id }).toEqual({ message, id: receiveId });
    }),
  );
});

test("what the official package encrypts is read here, and both sign alike", () => {
  fc.assert(
    fc.property(aesKeys, texts, fc.stringMatching(/^[A-Za-z0-9]{1,32}$/), (aesKey, message, token) => {
      const encrypted = encrypt(aesKey, message, "ww1");
      const opened = decryptMessage(keyOf(aesKey), encrypted);
      expect(opened).toMatchObject({ isGood: true, message, receiveId: "ww1" });
      const parts = { timestamp: "1409659589", nonce: "263014780" };
      const own = signCallback({ token, ...parts, encrypted });
      expect(own).toBe(getSignature(token, parts.timestamp, parts.nonce, encrypted));
    }),
  );
});

test("the fill is 1 to 32 bytes, a whole block where nothing is missing", () => {
  fc.assert(
    fc.property(fc.nat(100), (length) => {
      const key = aesKeyOf(Buffer.alloc(32, 7));
      const sealed = encryptMessage({ key, random16: Buffer.alloc(16), message: "a".repeat(length), receiveId: "w" });
      const opened = decryptMessage(key, sealed);
      expect(opened.isGood && opened.pad).toBe(32 - ((21 + length) % 32));
    }),
  );
});

test("a ciphertext that was tampered with is never read as what it was", () => {
  const key = aesKeyOf(Buffer.alloc(32, 9));
  const message = "<xml>".repeat(20);
  const sealed = Buffer.from(
    encryptMessage({ key, random16: Buffer.alloc(16, 1), message, receiveId: "ww1" }),
    "base64",
  );
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const broken = Buffer.from(sealed);
      broken[at] = (broken[at] ?? 0) ^ flip;
      const opened = decryptMessage(key, broken.toString("base64"));
      // A changed block garbles itself and flips the next one, so even the random bytes cannot change unseen.
      const isSame = opened.isGood && opened.message === message && opened.receiveId === "ww1";
      expect(isSame).toBe(false);
    }),
  );
  expect(decryptMessage(key, "")).toEqual({ isGood: false, fault: "length" });
  expect(decryptMessage(key, "AAAA")).toEqual({ isGood: false, fault: "length" });
});

test("an EncodingAESKey has 43 letters and digits", () => {
  expect(readAesKey("a".repeat(43))?.secret.symmetricKeySize).toBe(32);
  for (const wrong of ["", "a".repeat(42), "a".repeat(44), `${"a".repeat(42)}+`])
    expect(readAesKey(wrong)).toBeUndefined();
});
