import type { IncomingHttpHeaders } from "node:http";

/**
 * The access token that a request carries; undefined without `Authorization: Bearer`. A browser never adds it by
 * itself, and asks before it lets a page of another site do so: such a request needs no guard against cross-site calls.
 */
export function bearerOf({ headers }: { readonly headers: IncomingHttpHeaders }): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? "")?.[1];
}
