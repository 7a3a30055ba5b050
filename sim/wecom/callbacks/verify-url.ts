import type { Chance } from "../chance.ts";
import type { Callback } from "../world/corp.ts";
import { readAesKey } from "./callback-crypto.ts";
import { sealEcho } from "./envelope.ts";
import type { Receivers } from "./post-callback.ts";

/** Why the console does not take a callback address; undefined when it does. */
export async function findFaultOfReceiver(
  callback: Callback,
  at: {
    readonly corpid: string;
    readonly seconds: number;
    readonly chance: Chance;
    readonly receivers: Receivers;
  },
): Promise<string | undefined> {
  const { corpid, receivers } = at;
  if (!/^[A-Za-z0-9]{1,32}$/.test(callback.token)) return "Token 应为 1 到 32 位英文或数字";
  if (!readAesKey(callback.aesKey)) return "EncodingAESKey 应为 43 位英文或数字";
  if (!/^https?:\/\//.test(callback.url) || !URL.canParse(callback.url)) return "URL 应以 http:// 或 https:// 开头";
  const { query, echo } = sealEcho(corpid, callback, at);
  const answer = await receivers.ask({ method: "GET", address: callback.url, query, deadlineMs: 1_000 });
  if (answer.error !== undefined) return `openapi 回调地址请求不通过：${answer.error}`;
  if (answer.status !== 200) return `openapi 回调地址请求不通过：返回了 HTTP ${answer.status}`;
  if (answer.body !== echo) {
    return `openapi 回调地址请求不通过：应原样返回解密后的 ${echo}，实际返回「${answer.body.slice(0, 80)}」`;
  }
  return undefined;
}
