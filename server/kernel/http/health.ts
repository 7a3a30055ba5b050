import type { FastifyInstance } from "fastify";
import { Registry, collectDefaultMetrics } from "prom-client";

export interface Health {
  /** Empty when the program can do its work, else what is missing: `database`, `migrations`, `disk`. */
  readonly missing: () => Promise<string[]>;
  readonly registry: Registry;
}

export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** /healthz: the process answers. /readyz: it can also do its work. /metrics: to this machine only. */
export function mountHealth(server: FastifyInstance, health: Health): void {
  const hide = { schema: { hide: true } };
  server.get("/healthz", hide, async () => ({ ok: true }));
  server.get("/readyz", hide, async (_request, reply) => {
    const missing = await health.missing();
    return reply.status(missing.length === 0 ? 200 : 503).send({ ok: missing.length === 0, missing });
  });
  server.get("/metrics", hide, async (request, reply) => {
    if (!loopback.has(request.ip)) return reply.callNotFound();
    return reply.type(health.registry.contentType).send(await health.registry.metrics());
  });
}
