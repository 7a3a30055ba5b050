import { createHmac } from "node:crypto";
import { refuse } from "../refusal.ts";

/** Where a cursor may be used: one API, one app, one question. */
export interface CursorScope {
  readonly api: string;
  readonly corpid: string;
  readonly agentid: number;
  /** What was asked, apart from cursor and limit. */
  readonly question: string;
}

/** Paging cursors: opaque, good for one question of one app, and for a few hours. */
export class Cursors {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  issue(scope: CursorScope, place: string, expiresAtMs: number): string {
    const body = Buffer.from(JSON.stringify([expiresAtMs, place]));
    return Buffer.concat([this.#seal(scope, body), body]).toString("base64url");
  }

  /** The place it stands for; refuses one that is garbled, of another question, or too old. */
  open(scope: CursorScope, cursor: string, nowMs: number): string {
    const bytes = Buffer.from(cursor, "base64url");
    const body = bytes.subarray(8);
    if (bytes.length < 12 || !bytes.subarray(0, 8).equals(this.#seal(scope, body))) return refuse(50100);
    const [expiresAtMs, place] = JSON.parse(body.toString("utf8")) as [number, string];
    return expiresAtMs > nowMs ? place : refuse(50100, "cursor expired");
  }

  #seal(scope: CursorScope, body: Buffer): Buffer {
    const { api, corpid, agentid, question } = scope;
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([api, corpid, agentid, question]))
      .update(body)
      .digest()
      .subarray(0, 8);
  }
}
