/** The real HTTP server on a fresh database, called by contract; for the route tests of all modules. */
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { afterAll } from "vitest";
import type { MemberId, OrgId, StaffId } from "../../contract/ids.ts";
import { permissionsOf, roles, type Role } from "../../contract/permissions.ts";
import type { ProblemBody, ProblemCode } from "../../contract/problems.ts";
import type { Input, Method, Output } from "../../contract/route.ts";
import type { Listener } from "../../server/kernel/events.ts";
import { createServer } from "../../server/kernel/http/create-server.ts";
import { mountRoutes, type Authentication, type Principal } from "../../server/kernel/http/mount-routes.ts";
import type { AnyRoute, Served } from "../../server/kernel/http/serve.ts";
import type { JobHandler } from "../../server/kernel/jobs.ts";
import { createLog } from "../../server/kernel/log.ts";
import { openTestContext, type TestContext } from "./context.ts";

export interface TestServerOptions {
  readonly routes: readonly Served[];
  readonly listeners?: readonly Listener[];
  readonly jobHandlers?: readonly JobHandler[];
  /** How cookies are read when a call says nothing about who asks; by default no cookie is known. */
  readonly authentication?: Partial<Authentication>;
  /** As behind a proxy with TLS; by default false. */
  readonly secureCookies?: boolean;
}

/** Who asks: a role (a staff member of the test's org, the same one each time), somebody in particular, or nobody. */
export type As = Role | Principal | "nobody";

export interface CallOptions {
  /** Default: nobody, so that only cookies count. */
  readonly as?: As;
  /** Idempotency-Key of a mutating call; by default a fresh one. */
  readonly key?: string;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the call comes from; by default 127.0.0.1. */
  readonly address?: string;
}

/** A refusal as the caller sees it: `await expect(call(…)).rejects.toMatchObject({ code: "group.full" })`. */
export class RefusedCall extends Error {
  override name = "RefusedCall";
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: ProblemBody["detail"];
  readonly fields: ProblemBody["fields"];

  constructor(status: number, body: ProblemBody) {
    super(`${status} ${body.code} ${JSON.stringify(body.detail)} ${JSON.stringify(body.fields ?? [])}`);
    this.status = status;
    this.code = body.code;
    this.detail = body.detail;
    this.fields = body.fields;
  }
}

interface StaffChange {
  readonly id?: StaffId;
  readonly org?: OrgId;
  readonly name?: string;
  /** The communities he is limited to; by default none, he sees all. */
  readonly scope?: ReadonlySet<string>;
}

export interface TestServer extends TestContext {
  readonly server: FastifyInstance;
  /** The answer of a route, or a `RefusedCall`. */
  readonly call: <R extends AnyRoute>(route: R, input: Input<R>, options?: CallOptions) => Promise<Output<R>>;
  /** The bare response of a route: for cookies, headers and input that the contract forbids. */
  readonly send: (route: AnyRoute, input: unknown, options?: CallOptions) => Promise<LightMyRequestResponse>;
  /** The headers that make a request come from somebody: for uploads and sockets, which go past `send`. */
  readonly headersAs: (as: As) => Record<string, string>;
  readonly staff: (role: Role, change?: StaffChange) => Principal;
  readonly member: (id: MemberId, change?: { org?: OrgId; name?: string }) => Principal;
}

/** Test principals travel as a cookie, since that is all an `Authentication` sees of a request. */
const cookieName = "test_principal";

/** Opens the server on a fresh database for the tests of one file and closes both after them. */
export async function openTestServer(options: TestServerOptions): Promise<TestServer> {
  const context = await openTestContext({
    listeners: options.listeners ?? [],
    jobHandlers: options.jobHandlers ?? [],
  });
  const { parts, ctx } = context;
  const known = new Map<string, Principal>();
  const given = options.authentication ?? {};
  const find = (kind: "staff" | "member", token: string | undefined): Principal | undefined => {
    const principal = token === undefined ? undefined : known.get(token);
    return principal?.actor.kind === kind ? principal : undefined;
  };

  const server = await createServer({ log: createLog("silent"), version: "test", trustedProxies: 0 });
  mountRoutes(
    server,
    {
      parts,
      publicUrl: null,
      secureCookies: options.secureCookies ?? false,
      authentication: {
        staff: async (at, wire) => find("staff", wire.cookie(cookieName)) ?? given.staff?.(at, wire),
        member: async (at, wire) => find("member", wire.cookie(cookieName)) ?? given.member?.(at, wire),
      },
    },
    options.routes,
  );
  await server.ready();
  afterAll(() => server.close());

  const staff: TestServer["staff"] = (role, change = {}) => ({
    org: change.org ?? ctx.org,
    actor: {
      kind: "staff",
      id: change.id ?? parts.ids.next<StaffId>(),
      name: change.name ?? role,
      scope: change.scope ?? null,
    },
    permissions: permissionsOf[role],
  });
  const byRole = new Map(roles.map((role) => [role, staff(role)]));
  const cookieOf = (as: As): Record<string, string> => {
    const principal = typeof as === "string" ? byRole.get(as as Role) : as;
    if (!principal) return {};
    const token = `${principal.org}.${principal.actor.kind}.${principal.actor.id}.${principal.permissions.size}.${[...(principal.actor.scope ?? [])].join("+")}`;
    known.set(token, principal);
    return { [cookieName]: token };
  };
  const send: TestServer["send"] = (route, input, call = {}) =>
    server.inject({
      ...place(route, input),
      method: route.method,
      headers: { "idempotency-key": call.key ?? parts.ids.secret(16), ...call.headers },
      cookies: { ...cookieOf(call.as ?? "nobody"), ...call.cookies },
      remoteAddress: call.address ?? "127.0.0.1",
    });
  return {
    ...context,
    server,
    send,
    staff,
    call: async (route, input, call) => present(await send(route, input, call)),
    headersAs: (as) => ({
      "idempotency-key": parts.ids.secret(16),
      cookie: Object.entries(cookieOf(as))
        .map(([name, value]) => `${name}=${value}`)
        .join("; "),
    }),
    member: (id, change = {}) => ({
      org: change.org ?? ctx.org,
      actor: { kind: "member", id, name: change.name ?? "member", scope: null },
      permissions: new Set(),
    }),
  };
}

function present<T>(response: LightMyRequestResponse): T {
  if (response.statusCode === 200) return response.json<T>();
  throw new RefusedCall(response.statusCode, response.json<ProblemBody>());
}

/** Where a contract's input goes: into the path, and the rest into the query (GET, DELETE) or the body. */
function place(route: { method: Method; path: string }, input: unknown): { url: string; payload?: object } {
  const rest: Record<string, unknown> = { ...Object(input) };
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_part, name: string) => {
    const value = encodeURIComponent(String(rest[name]));
    delete rest[name];
    return value;
  });
  const url = `/api${path}`;
  if (route.method !== "GET" && route.method !== "DELETE") return { url, payload: rest };
  const query = new URLSearchParams(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
      ),
  );
  return { url: query.size > 0 ? `${url}?${query}` : url };
}
