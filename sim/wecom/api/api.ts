import type { Chance } from "../chance.ts";
import type { ReadShape, Shape, ShapeField } from "../fields.ts";
import { shape } from "../fields.ts";
import type { App, Corp } from "../world/corp.ts";
import type { World } from "../world/world.ts";
import type { Cursors } from "./cursors.ts";
import type { Upload } from "./multipart.ts";
import type { Tokens } from "./tokens.ts";
import type { Windows } from "./windows.ts";

/** What the APIs stand on, whoever calls. */
export interface Platform {
  readonly world: World;
  readonly tokens: Tokens;
  readonly windows: Windows;
  readonly cursors: Cursors;
  /** For ids that calls draw: in another stream than the people's. */
  readonly chance: Chance;
}

/** A call that has passed the gate. */
export interface Call extends Platform {
  readonly corp: Corp;
  readonly app: App;
  readonly api: string;
  readonly ip: string;
  readonly query: URLSearchParams;
  readonly nowMs: number;
  /** Unix seconds. */
  readonly now: number;
  readonly file: Upload | undefined;
  readonly range: string | undefined;
}

/** Bytes instead of JSON. */
export class RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;

  constructor(status: number, headers: Readonly<Record<string, string>>, bytes: Buffer) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }
}

/** Who may call: any app, those in 可调用接口的应用 of 客户联系, or the 通讯录同步 assistant. */
export type Need = "any" | "customer" | "contact_sync";

export interface Api {
  readonly method: "GET" | "POST";
  /** After /cgi-bin/. */
  readonly path: string;
  readonly summary: string;
  readonly need: Need;
  readonly isUpload: boolean;
  /** Fields of the body, or of the query where there is no body. */
  readonly input: ShapeField;
  /** Two calls that answer the same here must not overlap. */
  readonly lockOf: (raw: unknown) => { readonly key: string; readonly errcode: number } | undefined;
  readonly run: (call: Call, raw: unknown) => object;
  /** Fields that stand even beside a refusal. */
  readonly besideRefusal: object;
}

export function api<S extends Shape>(spec: {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly summary: string;
  readonly need?: Need;
  readonly isUpload?: boolean;
  readonly input?: ShapeField<S>;
  readonly lock?: { readonly errcode: number; readonly keyOf: (input: ReadShape<S>) => string };
  readonly besideRefusal?: object;
  /** Fields that stand beside errcode and errmsg. */
  readonly answer: (call: Call, input: ReadShape<S>) => object;
}): Api {
  const { method, path, summary, need = "customer", isUpload = false, besideRefusal = {}, lock, answer } = spec;
  // A call without fields has a shape without fields, which reads every S that the caller left to be inferred.
  const input = (spec.input ?? shape({})) as ShapeField<S>;
  return {
    method,
    path,
    summary,
    need,
    isUpload,
    besideRefusal,
    input,
    lockOf: (raw) => lock && { key: lock.keyOf(input.read(raw, "")), errcode: lock.errcode },
    run: (call, raw) => answer(call, input.read(raw, "")),
  };
}
