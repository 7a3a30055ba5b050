/**
 * A route is a value: the server serves and validates it, OpenAPI documents it, the clients call it.
 * `in` merges path parameters with the query (GET, DELETE) or the body (POST, PUT, PATCH).
 */
import type { z } from "zod";
import type { Access } from "./permissions.ts";
import type { ProblemCode } from "./problems.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Route<
  In extends z.ZodType = z.ZodType,
  Out extends z.ZodType = z.ZodType,
  M extends Method = Method,
  P extends string = string,
> {
  readonly method: M;
  /** Below /api, with `:name` for path parameters. */
  readonly path: P;
  /** One line for OpenAPI: what a call does. */
  readonly summary: string;
  readonly access: Access;
  readonly in: In;
  readonly out: Out;
  /** Every refusal of its own that a caller should be ready for; the route tests provoke each one. */
  readonly refuses: readonly ProblemCode[];
}

export const route = <In extends z.ZodType, Out extends z.ZodType, M extends Method, P extends string>(
  r: Route<In, Out, M, P>,
): Route<In, Out, M, P> => r;

/** What a caller passes: defaults may be left out. */
export type Input<R> = R extends Route<infer In, z.ZodType, Method, string> ? z.input<In> : never;
/** What the server's use case receives: validated, defaults filled in. */
export type Parsed<R> = R extends Route<infer In, z.ZodType, Method, string> ? z.output<In> : never;
export type Output<R> = R extends Route<z.ZodType, infer Out, Method, string> ? z.output<Out> : never;
export type MethodOf<R> = R extends Route<z.ZodType, z.ZodType, infer M, string> ? M : never;
export type PathOf<R> = R extends Route<z.ZodType, z.ZodType, Method, infer P> ? P : never;
