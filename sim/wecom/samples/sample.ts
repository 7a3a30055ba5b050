import { isRecord } from "../fields.ts";
import { readXml } from "./read-xml.ts";

/** One file of official samples; its name says which API or event it shows, and which side of it. */
export interface Sample {
  readonly file: string;
  readonly text: string;
  readonly about: About;
  /** The JSON value, or the XML element's content with every text as a string. */
  readonly value: unknown;
}

export type About =
  /** `api` as in /cgi-bin/…; an error's sample names its code. */
  | { readonly kind: "request"; readonly api: string }
  | { readonly kind: "response"; readonly api: string; readonly errcode: number | undefined }
  | { readonly kind: "event"; readonly event: string; readonly changeType: string | undefined }
  | { readonly kind: "envelope"; readonly side: string }
  | { readonly kind: "crypto_vectors" }
  | { readonly kind: "error_codes" }
  | { readonly kind: "other"; readonly name: string };

/** Reads a sample; throws a sentence when its text is no JSON or XML. */
export function readSample(file: string, text: string): Sample {
  const value = file.endsWith(".xml") ? readXml(text) : (JSON.parse(text) as unknown);
  return { file, text, value, about: readAbout(file, value) };
}

function readAbout(file: string, value: unknown): About {
  if (file === "callback-crypto-vectors.json") return { kind: "crypto_vectors" };
  if (file === "errcodes.json") return { kind: "error_codes" };
  const name = file.replace(/\.(json|xml)$/, "");
  const envelope = /^callback\.envelope\.(\w+)/.exec(name)?.[1];
  if (envelope !== undefined) return { kind: "envelope", side: envelope };
  if (name.startsWith("event.") && isRecord(value)) return readEvent(value);
  const [, path, kind, variant] = /^(.+?)\.(request|response)(?:\.(.+))?$/.exec(name) ?? [];
  if (path === undefined || !file.endsWith(".json")) return { kind: "other", name };
  const api = path.replaceAll(".", "/");
  if (kind === "request") return { kind: "request", api };
  const errcode = /^error_(-?\d+)/.exec(variant ?? "")?.[1];
  return { kind: "response", api, errcode: errcode === undefined ? undefined : Number(errcode) };
}

function readEvent(value: Readonly<Record<string, unknown>>): About {
  const { Event, ChangeType } = value;
  const changeType = typeof ChangeType === "string" && ChangeType !== "" ? ChangeType : undefined;
  return { kind: "event", event: typeof Event === "string" ? Event : "", changeType };
}
