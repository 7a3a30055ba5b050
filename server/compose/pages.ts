import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";

const projectDir = join(import.meta.dirname, "..", "..");
const h5Dir = join(projectDir, "h5", "dist");
const consoleDir = join(projectDir, "console", "dist");

/** Built files carry a hash in their name and never change; the pages themselves are asked for each time. */
const assets = { immutable: true, maxAge: "365d", index: false as const, decorateReply: false };

/** The two web apps: members' pages under /j/ (live codes) and /m/, the console everywhere else. */
export function mountPages(server: FastifyInstance): void {
  const page = (dir: string) => (_request: unknown, reply: FastifyReply) =>
    reply.header("cache-control", "no-cache").sendFile("index.html", dir);
  void server.register(fastifyStatic, {
    root: join(h5Dir, "assets"),
    prefix: "/m/assets/",
    ...assets,
    decorateReply: true,
  });
  void server.register(fastifyStatic, { root: join(consoleDir, "assets"), prefix: "/assets/", ...assets });
  if (!existsSync(join(h5Dir, "index.html")) || !existsSync(join(consoleDir, "index.html"))) return;
  const hide = { schema: { hide: true } };
  for (const url of ["/j/:code", "/m", "/m/*"]) server.get(url, hide, page(h5Dir));
  server.get("/api/*", hide, (_request, reply) => reply.callNotFound());
  // Every other address is a page of the console, which says itself when there is none.
  for (const url of ["/", "/:first", "/:first/*"]) server.get(url, hide, page(consoleDir));
}
