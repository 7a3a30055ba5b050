import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createSecrets, openSecrets, readKeys, SecretError } from "./secrets.ts";

const folder = await mkdtemp(join(tmpdir(), "qundao-secrets-"));
afterAll(() => rm(folder, { recursive: true }));

const [older, newer] = [randomBytes(32), randomBytes(32)];
const place = { org: "0198f2c0-0000-7000-8000-000000000001", use: "duty.webhook" };

test("any text comes back as it was, and looks different each time it is sealed", () => {
  const secrets = createSecrets([newer]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const [one, two] = [secrets.seal(place, text), secrets.seal(place, text)];
      expect(one).not.toBe(two);
      expect([secrets.open(place, one), secrets.open(place, two)]).toEqual([text, text]);
    }),
  );
});

test("a secret opens in its own org and for its own use only", () => {
  const secrets = createSecrets([newer]);
  const sealed = secrets.seal(place, "hunter2");
  const elsewhere = { ...place, org: "0198f2c0-0000-7000-8000-000000000002" };
  expect(() => secrets.open(elsewhere, sealed)).toThrow(SecretError);
  expect(() => secrets.open({ ...place, use: "duty.push" }, sealed)).toThrow("belongs to another place");
  expect(sealed).not.toContain("hunter2");
});

test("a secret with one changed byte does not open, wherever the byte is", () => {
  const secrets = createSecrets([newer]);
  const [version, id, body] = secrets.seal(place, "红包预算").split(".");
  const bytes = Buffer.from(body ?? "", "base64url");
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (bytes[at] ?? 0) ^ 1;
    expect(() => secrets.open(place, `${version}.${id}.${changed.toString("base64url")}`)).toThrow(SecretError);
  }
  for (const end of [0, 1, 12, 28])
    expect(() => secrets.open(place, `${version}.${id}.${bytes.subarray(0, end).toString("base64url")}`)).toThrow(
      SecretError,
    );
  expect(() => secrets.open(place, "hunter2")).toThrow("not a sealed secret");
});

test("a key is changed without a moment in which something does not open", () => {
  const before = createSecrets([older]);
  const between = createSecrets([older, newer]);
  const after = createSecrets([newer, older]);
  const old = before.seal(place, "old");
  const fresh = after.seal(place, "fresh");
  expect([between, after].map((secrets) => secrets.open(place, old))).toEqual(["old", "old"]);
  expect([between, after].map((secrets) => secrets.open(place, fresh))).toEqual(["fresh", "fresh"]);
  expect([after.isCurrent(old), after.isCurrent(fresh)]).toEqual([false, true]);
  expect(() => createSecrets([newer]).open(place, old)).toThrow(/key [0-9a-f]{8} that sealed this is not here/);
});

test("the first start makes a key that only its owner can read, and later starts find it", async () => {
  const file = join(folder, "made", "secret.key");
  const secrets = await openSecrets({ keys: null, file });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const sealed = secrets.seal(place, "kept");
  expect((await openSecrets({ keys: null, file })).open(place, sealed)).toBe("kept");
  expect(await readdir(join(folder, "made"))).toEqual(["secret.key"]);
});

test("programs that start for the first time at once have one key", async () => {
  const file = join(folder, "raced.key");
  const started = await Promise.all(Array.from({ length: 16 }, () => openSecrets({ keys: null, file })));
  const sealed = started.map((secrets, index) => secrets.seal(place, String(index)));
  for (const secrets of started)
    expect(sealed.map((one) => secrets.open(place, one))).toEqual(sealed.map((_, index) => String(index)));
});

test("keys of the configuration win, and no file is made", async () => {
  const file = join(folder, "unused.key");
  const keys = `${newer.toString("base64")}, ${older.toString("base64url")}`;
  const secrets = await openSecrets({ keys, file });
  expect(secrets.open(place, createSecrets([older]).seal(place, "both"))).toBe("both");
  await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a key file may hold several keys and remarks", async () => {
  const file = join(folder, "several.key");
  await writeFile(file, `# since March\n${newer.toString("base64url")}\n${older.toString("base64")} # until May\n`);
  const secrets = await openSecrets({ keys: null, file });
  expect(secrets.open(place, createSecrets([older]).seal(place, "old"))).toBe("old");
  expect(secrets.isCurrent(createSecrets([newer]).seal(place, "new"))).toBe(true);
});

test("a malformed key is named by its place and never quoted", async () => {
  const short = randomBytes(16).toString("base64");
  expect(() => readKeys(`${newer.toString("base64")},${short}`)).toThrow("key 2 is not 32 bytes in base64");
  expect(() => readKeys("# nothing here")).toThrow("there is no key");
  const file = join(folder, "short.key");
  await writeFile(file, short);
  const error = await openSecrets({ keys: null, file }).catch((reason: unknown) => reason);
  expect(String(error)).toContain(file);
  expect(String(error)).not.toContain(short);
  expect(await readFile(file, "utf8")).toBe(short);
});

test("a folder that cannot be written to is named", async () => {
  const file = join(folder, "several.key", "below-a-file.key");
  await expect(openSecrets({ keys: null, file })).rejects.toThrow(file);
});
