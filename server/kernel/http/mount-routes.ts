import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access, Permission } from "../../../contract/permissions.ts";
import type { OrgId } from "../../../contract/ids.ts";
import { noOrg, systemActor, type Actor, type Ctx } from "../context.ts";
import { createContext, type Parts } from "../create-context.ts";
import { refuse } from "../problem.ts";
import { bearerOf } from "./bearer.ts";
import { findAnswer, hashOfRequest, recordAnswer, takeKey, type Keyed } from "./idempotency.ts";
import { splitInput } from "./route-schema.ts";
import type { Served, Wire } from "./serve.ts";

export interface Principal {
  readonly org: OrgId;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
}

/** Who is asking, by the cookies or the access token of the request. Given by app.ts from the modules that own sessions. */
export interface Authentication {
  staff(ctx: Ctx, wire: Wire): Promise<Principal | undefined>;
  member(ctx: Ctx, wire: Wire): Promise<Principal | undefined>;
}

export interface Mounting {
  readonly parts: Parts;
  readonly authentication: Authentication;
  /** The address printed in links and QR codes; null takes the one the caller used. */
  readonly publicUrl: string | null;
  readonly secureCookies: boolean;
}

/** Requests a minute from one address to a public route that writes; a crowd behind one Wi-Fi must still get in. */
const publicPerMinute = 300;

const keyPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** Serves each route under /api, validated, authorised, once per Idempotency-Key. */
export function mountRoutes(server: FastifyInstance, mounting: Mounting, routes: readonly Served[]): void {
  const principals = new WeakMap<FastifyRequest, Principal>();
  for (const served of routes) {
    const { method, path, access, summary, out } = served.route;
    server.route({
      method,
      url: `/api${path}`,
      schema: {
        ...splitInput(served.route),
        response: { 200: out },
        summary,
        tags: [path.split("/")[1] ?? ""],
        description: describe(served),
      },
      ...(served.bodyLimit === undefined ? {} : { bodyLimit: served.bodyLimit }),
      config:
        access === "public" && method !== "GET" ? { rateLimit: { max: publicPerMinute, timeWindow: 60_000 } } : {},
      // Before the body is read: strangers learn nothing of what a route takes, and cannot make it parse for them.
      onRequest: async (request, reply) => {
        const ctx = createContext(mounting.parts, { org: noOrg, actor: systemActor });
        const principal = await principalFor(mounting, { access, ctx, wire: wireOf(mounting, { request, reply }) });
        if (principal) principals.set(request, principal);
      },
      handler: (request, reply) => answer(mounting, served, { request, reply, principal: principals.get(request) }),
    });
  }
}

const describe = ({ route }: Served): string =>
  `For: ${route.access}.${route.refuses.length > 0 ? ` Refuses with: ${route.refuses.join(", ")}.` : ""}`;

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Undefined on public routes only. */
  readonly principal: Principal | undefined;
}

async function answer(mounting: Mounting, served: Served, exchange: Exchange): Promise<unknown> {
  const wire = wireOf(mounting, exchange);
  const { principal } = exchange;
  const input = {
    ...asObject(exchange.request.params),
    ...asObject(exchange.request.query),
    ...asObject(exchange.request.body),
  };
  const who = { org: principal?.org ?? noOrg, actor: principal?.actor ?? systemActor };
  if (served.route.method === "GET" || served.repeat === "own")
    return served.handle(createContext(mounting.parts, who), input as never, wire);

  const keyed = keyOf(served, {
    request: exchange.request,
    caller: who.actor.via?.id ?? who.actor.id ?? `address:${exchange.request.ip}`,
    input,
  });
  const plain = createContext(mounting.parts, who);
  const before = await findAnswer(plain, keyed);
  if (before) return before.response;
  const ctx = createContext(mounting.parts, {
    ...who,
    atTransactionStart: once((tx) => takeKey(tx, keyed)),
  });
  const response = await served.handle(ctx, input as never, wire);
  await recordAnswer(plain, keyed, { status: 200, response: withhold(response, served.once ?? []) });
  return response;
}

/** A use case may open a second transaction (a read after the write): the key is taken in the first that commits. */
function once(take: (tx: Ctx) => Promise<void>): (tx: Ctx) => Promise<void> {
  let taken = false;
  return async (tx) => {
    if (taken) return;
    await take(tx);
    tx.afterCommit(() => {
      taken = true;
    });
  };
}

const withhold = (response: unknown, fields: readonly string[]): unknown =>
  fields.length === 0 ? response : { ...asObject(response), ...Object.fromEntries(fields.map((name) => [name, null])) };

const asObject = (part: unknown): object => (typeof part === "object" && part !== null ? part : {});

function keyFrom(request: FastifyRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" && keyPattern.test(key) ? key : undefined;
}

function keyOf(served: Served, from: { request: FastifyRequest; caller: string; input: unknown }): Keyed {
  const key = keyFrom(from.request) ?? refuse("request.key_missing");
  return {
    caller: from.caller,
    key,
    route: `${served.route.method} ${served.route.path}`,
    requestHash: hashOfRequest(from.input, served.secrets),
  };
}

async function principalFor(
  mounting: Mounting,
  ask: { access: Access; ctx: Ctx; wire: Wire },
): Promise<Principal | undefined> {
  const { access, ctx, wire } = ask;
  if (access === "public") return undefined;
  if (access === "member") return (await mounting.authentication.member(ctx, wire)) ?? refuse("session.missing");
  const principal = (await mounting.authentication.staff(ctx, wire)) ?? refuse("session.missing");
  // One's own account and session are for who signs in, not for a program.
  if (access === "staff" && principal.actor.via) refuse("token.not_here");
  if (access !== "staff" && !principal.permissions.has(access)) refuse("permission.missing", { permission: access });
  return principal;
}

/** What a handler needs of the wire. Without a reply (a socket's upgrade) cookies can be read but not set. */
export function wireOf(
  mounting: Mounting,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply | undefined },
): Wire {
  const bearer = bearerOf(request);
  return {
    address: request.ip,
    bearer,
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
    origin: mounting.publicUrl ?? `${request.protocol}://${request.host}`,
    key: keyFrom(request),
    cookie: (name) => (bearer === undefined ? request.cookies[name] : undefined),
    setCookie: (name, value, maxAge) =>
      void reply?.setCookie(name, value, {
        path: "/",
        httpOnly: true,
        sameSite: "lax",
        secure: mounting.secureCookies,
        maxAge,
      }),
    clearCookie: (name) => void reply?.clearCookie(name, { path: "/" }),
    file: async () => {
      if (!request.isMultipart()) return undefined;
      const part = await request.file();
      return part ? { name: part.filename, bytes: await part.toBuffer() } : undefined;
    },
    enter: (org, actor) => createContext(mounting.parts, { org, actor }),
  };
}
