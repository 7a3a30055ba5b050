import type { Chance } from "../chance.ts";
import type { App, Callback } from "../world/corp.ts";
import { type AesKey, encryptMessage, readAesKey, signCallback } from "./callback-crypto.ts";
import { writeXml } from "./xml.ts";

export interface Sealed {
  /** What stands behind the address, without `?`. */
  readonly query: string;
  readonly body: string;
}

/** A message for one receiver, sealed and signed anew: no two envelopes of one message are alike. */
export function sealMessage(at: {
  readonly corpid: string;
  /** Named outside only where the message concerns the app itself. */
  readonly agentid: number | undefined;
  readonly callback: Callback;
  readonly xml: string;
  readonly seconds: number;
  readonly chance: Chance;
}): Sealed {
  const { corpid, agentid, callback, xml, seconds, chance } = at;
  const encrypted = encryptFor(callback, { xml, receiveId: corpid, chance });
  const query = signedQuery(callback, { encrypted, seconds, chance });
  const AgentID = agentid === undefined ? undefined : String(agentid);
  return { query, body: writeXml({ ToUserName: corpid, AgentID, Encrypt: encrypted }) };
}

/** The request by which the console finds out whether a receiver is one; `echo` is what it has to answer. */
export function sealEcho(corpid: string, callback: Callback, at: { seconds: number; chance: Chance }) {
  const echo = String(at.chance.between(10 ** 9, 2 ** 31)) + String(at.chance.between(10 ** 8, 10 ** 9 - 1));
  const encrypted = encryptFor(callback, { xml: echo, receiveId: corpid, chance: at.chance });
  const query = signedQuery(callback, { encrypted, ...at });
  return { query: `${query}&echostr=${encodeURIComponent(encrypted)}`, echo };
}

/** Something no receiver may believe or fall over: forged, meant for another, cut, or no message at all. */
export function sealGarbage(at: {
  readonly corpid: string;
  readonly callback: Callback;
  readonly xml: string;
  readonly seconds: number;
  readonly chance: Chance;
}): Sealed & { readonly what: string } {
  const { corpid, callback, xml, chance } = at;
  const good = sealMessage({ ...at, agentid: undefined });
  const makers: readonly (() => Sealed & { what: string })[] = [
    () => {
      const query = good.query.replace(/msg_signature=\w+/, `msg_signature=${chance.hex(40)}`);
      return { ...good, query, what: "forged signature" };
    },
    () => {
      const encrypted = encryptFor(callback, { xml, receiveId: `ww${chance.hex(16)}`, chance });
      const query = signedQuery(callback, { ...at, encrypted });
      return { query, body: writeXml({ ToUserName: corpid, Encrypt: encrypted }), what: "meant for another corp" };
    },
    () => ({ ...good, body: good.body.slice(0, Math.floor(good.body.length / 2)), what: "cut in the middle" }),
    () => ({ ...good, body: '{"not":"xml"}', what: "no XML" }),
    () => {
      const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
      return { ...good, body: `${doctype}${good.body}`, what: "a DTD outside" };
    },
    () => {
      const encrypted = encryptFor(callback, { xml: xml.slice(0, -20), receiveId: corpid, chance });
      const query = signedQuery(callback, { ...at, encrypted });
      return { query, body: writeXml({ ToUserName: corpid, Encrypt: encrypted }), what: "signed, but cut inside" };
    },
  ];
  return (chance.pick(makers) ?? (() => ({ ...good, what: "good" })))();
}

/** Events about the app itself carry its number on the envelope. */
export function namedOutside(app: App, audience: { readonly kind: string }): number | undefined {
  return audience.kind === "app" ? app.agentid : undefined;
}

function encryptFor(
  callback: Callback,
  at: { readonly xml: string; readonly receiveId: string; readonly chance: Chance },
): string {
  return encryptMessage({
    key: keyOf(callback),
    random16: at.chance.bytes(16),
    message: at.xml,
    receiveId: at.receiveId,
  });
}

const keys = new WeakMap<Callback, AesKey>();

function keyOf(callback: Callback): AesKey {
  const known = keys.get(callback);
  if (known) return known;
  const key = readAesKey(callback.aesKey);
  if (!key) throw new Error(`EncodingAESKey must be 43 letters and digits, not ${callback.aesKey.length}`);
  keys.set(callback, key);
  return key;
}

/** Written by hand: nothing in it needs escaping, and URLs are dear where a thousand leave in a second. */
function signedQuery(
  callback: Callback,
  at: { readonly encrypted: string; readonly seconds: number; readonly chance: Chance },
): string {
  const { encrypted } = at;
  const timestamp = String(at.seconds);
  const nonce = String(at.chance.between(10 ** 8, 2 ** 31));
  const signature = signCallback({ token: callback.token, timestamp, nonce, encrypted });
  return `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}
