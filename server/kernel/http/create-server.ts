import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import websocket from "@fastify/websocket";
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { z } from "zod";
import type { ProblemBody } from "../../../contract/problems.ts";
import type { Log } from "../log.ts";
import { Problem } from "../problem.ts";
import { presentError } from "./answer-problem.ts";
import { bearerOf } from "./bearer.ts";

export interface ServerOptions {
  readonly log: Log;
  readonly version: string;
  /** Trust X-Forwarded-* of this many proxies in front; 0 trusts none. */
  readonly trustedProxies: number;
}

/** Pictures are the largest thing anybody sends; JSON bodies are far smaller. */
const bodyLimitBytes = 1024 * 1024;
export const pictureLimitBytes = 10 * 1024 * 1024;

/** Responses are checked against the contract too, so a field that is not in it never leaves. */
const serializerCompiler =
  ({ schema, method, url }: { schema: unknown; method: string; url: string }) =>
  (body: unknown): string => {
    const parsed = (schema as z.ZodType).safeParse(body);
    if (!parsed.success)
      throw new Error(`${method} ${url} answered against its contract: ${z.prettifyError(parsed.error)}`);
    return JSON.stringify(parsed.data);
  };

/**
 * A browser names the site a request comes from; other clients send no cookie that is worth stealing. A request with
 * an access token is answered for the token alone, and no browser makes one of these across sites by itself.
 */
function refuseCrossSite(request: FastifyRequest): void {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return;
  if (bearerOf(request) !== undefined) return;
  const site = request.headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") throw new Problem("request.cross_site");
  const origin = request.headers.origin;
  if (
    origin !== undefined &&
    origin !== "null" &&
    URL.canParse(origin) &&
    new URL(origin).host !== request.headers.host
  )
    throw new Problem("request.cross_site");
}

async function registerPlugins(server: FastifyInstance, options: ServerOptions): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        // Ant Design writes its styles at run time; scripts are never inline.
        "style-src": ["'self'", "'unsafe-inline'"],
        "connect-src": ["'self'", "ws:", "wss:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
      },
    },
    // Plain HTTP on one machine is a supported way to run; a proxy with TLS adds these.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
  });
  await server.register(cookie);
  await server.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new Problem("request.too_many"),
  });
  await server.register(multipart, {
    limits: { files: 1, fileSize: pictureLimitBytes, fields: 4, parts: 5 },
  });
  await server.register(websocket, {
    options: { maxPayload: 16 * 1024, perMessageDeflate: false },
  });
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Qundao 群岛", version: options.version },
      servers: [{ url: "/" }],
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: "any" } }),
    // Shapes that contain themselves have an id in the contract, and stand among the components under it.
    transformObject: createJsonSchemaTransformObject({ zodToJsonConfig: { unrepresentable: "any" } }),
  });
  await server.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });
}

/** The HTTP server with everything that holds for all routes. Routes are added by `mountRoutes`. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: bodyLimitBytes,
    trustProxy: options.trustedProxies > 0 ? (_address, hop) => hop <= options.trustedProxies : false,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: true },
    requestTimeout: 60_000,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  await registerPlugins(server, options);
  server.addHook("onRequest", async (request) => refuseCrossSite(request));
  server.setErrorHandler((error: FastifyError, request, reply) =>
    answerError({ error, request, reply, log: options.log }),
  );
  server.setNotFoundHandler((request, reply) =>
    reply.status(404).send({ code: "route.not_found", detail: {}, requestId: request.id } satisfies ProblemBody),
  );
  return server;
}

function answerError(at: {
  error: FastifyError;
  request: FastifyRequest;
  reply: FastifyReply;
  log: Log;
}): FastifyReply {
  const answer = presentError(at.error);
  if (answer.isBug)
    at.log.error({ error: at.error, requestId: at.request.id, route: at.request.routeOptions.url }, "a request failed");
  const wait = answer.body.detail["retryAfterSeconds"];
  if (typeof wait === "number") void at.reply.header("retry-after", String(wait));
  // The stored serializer of the route is for its success; problems are plain JSON.
  return at.reply
    .status(answer.status)
    .serializer((body: unknown) => JSON.stringify(body))
    .header("content-type", "application/json; charset=utf-8")
    .send({ ...answer.body, requestId: at.request.id });
}
