import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";
import { readEnv } from "./env.ts";

const key = randomBytes(32).toString("base64");

test("the key of secrets lies beside the data folder, or comes from the environment", () => {
  const fromFile = readConfig(readEnv({ QUNDAO_DATA: "/srv/qundao" }));
  expect(fromFile).toMatchObject({ secretKeys: null, secretKeyFile: "/srv/qundao.secret.key" });
  expect(readConfig(readEnv({ QUNDAO_SECRET_KEY: `${key},${key}` })).secretKeys).toBe(`${key},${key}`);
});

test("every wrong setting is named at once, and a wrong key is not quoted", () => {
  const wrong = readEnv({ PORT: "99999", QUNDAO_SECRET_KEY: "hunter2", QUNDAO_LOG: "loud" });
  const error = (() => {
    try {
      return readConfig(wrong);
    } catch (reason) {
      return reason;
    }
  })();
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toMatch(/PORT must be[^]*QUNDAO_SECRET_KEY must be 32 bytes[^]*QUNDAO_LOG must be/);
  expect(String(error)).not.toContain("hunter2");
});
