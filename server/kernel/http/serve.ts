/** A route's value from the contract, joined to the use case that answers it. */
import type { Method, Output, Parsed, Route } from "../../../contract/route.ts";
import type { z } from "zod";
import type { OrgId } from "../../../contract/ids.ts";
import type { Actor, Ctx } from "../context.ts";

/** What a handler may need of the wire beyond its validated input. */
export interface Wire {
  readonly address: string;
  readonly userAgent: string;
  /** `<scheme>://<host>` under which the caller reached us, or the configured public address. */
  readonly origin: string;
  /** The request's Idempotency-Key, undefined when it has none that is well formed. */
  readonly key: string | undefined;
  /** The access token of an `Authorization: Bearer` header. A call with one has no cookies. */
  readonly bearer: string | undefined;
  cookie(name: string): string | undefined;
  /** Sets an httpOnly, SameSite=Lax cookie for the whole site. */
  setCookie(name: string, value: string, maxAgeSeconds: number): void;
  clearCookie(name: string): void;
  /** The first part named `file` of a multipart body; undefined when there is none. */
  file(): Promise<{ name: string; bytes: Buffer } | undefined>;
  /** The context of the org that a public route has found out, as this actor. */
  enter(org: OrgId, actor: Actor): Ctx;
}

export type AnyRoute = Route<z.ZodType, z.ZodType, Method, string>;

export interface Served {
  readonly route: AnyRoute;
  readonly handle: (ctx: Ctx, input: never, wire: Wire) => Promise<unknown>;
  /**
   * `key` (default for mutating routes): the Idempotency-Key is taken in the use case's own transaction.
   * `own`: the input carries a key that the use case itself makes unique (messages, uploads, sessions).
   */
  readonly repeat: "key" | "own";
  readonly bodyLimit?: number;
  /**
   * Fields of the input that must not be stored, not even as part of the fast hash by which a repeat is told from
   * another request: guessing a password from that hash costs a ten-thousandth of guessing it from argon2.
   */
  readonly secrets?: readonly string[];
  /** Fields of the answer that are given once and not kept: a repeat of the request gets null in their place. */
  readonly once?: readonly string[];
}

export function serve<R extends AnyRoute>(
  route: R,
  handle: (ctx: Ctx, input: Parsed<R>, wire: Wire) => Promise<Output<R>>,
  options: Partial<Pick<Served, "repeat" | "bodyLimit" | "secrets" | "once">> = {},
): Served {
  return { route, handle, repeat: "key", ...options };
}
