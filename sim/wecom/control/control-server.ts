import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { Impossible } from "../people/act.ts";
import { Refusal } from "../refusal.ts";
import type { Simulator } from "../simulator.ts";
import { appRoutes } from "./app-routes.ts";
import type { ControlRoute } from "./control-route.ts";
import { corpRoutes, Lines } from "./corp-routes.ts";
import { Live } from "./live.ts";
import { trafficRoutes } from "./traffic-routes.ts";
import { worldRoutes } from "./world-routes.ts";

export const controlRoutes: readonly ControlRoute[] = [...worldRoutes, ...corpRoutes, ...appRoutes, ...trafficRoutes];

/** The control API and its page. Whoever reaches it may do everything: it belongs on the tester's machine alone. */
export function createControlListener(simulator: Simulator): RequestListener {
  const live = new Live(simulator);
  return (incoming, response) => {
    const url = new URL(incoming.url ?? "/", "http://control");
    if (!isOwnPage(incoming)) return answerJson(response, 403, { error: "foreign", message: "请从本机的控制页面操作" });
    if (url.pathname === "/") return sendPage(response);
    if (url.pathname === "/live") return live.open(response);
    if (url.pathname === "/routes") return answerJson(response, 200, { routes: describeRoutes() });
    void answerRoute({ simulator, url }, incoming, response).catch((error: unknown) => {
      if (error instanceof Impossible) answerJson(response, 409, { error: error.code, message: error.message });
      else if (error instanceof Refusal) answerJson(response, 400, { error: "bad_input", message: error.message });
      else if (error instanceof SyntaxError) answerJson(response, 400, { error: "bad_json", message: error.message });
      else answerJson(response, 500, { error: "bug", message: String(error) });
    });
  };
}

/** Another site's page in the tester's browser must not play with the world, nor one whose name leads here. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  const { origin, host = "" } = headers;
  const isAddress = /^(localhost|[\d.]+|\[[\da-f:]+\])(:\d+)?$/i.test(host);
  return isAddress && (origin === undefined || origin === `http://${host}`);
}

function describeRoutes(): object[] {
  return controlRoutes.map(({ method, path, summary, input }) => ({
    method,
    path,
    summary,
    fields: Object.entries(input.shape).map(([name, field]) => ({
      name,
      kind: field.kind,
      is_optional: field.isOptional,
    })),
  }));
}

async function answerRoute(
  at: { readonly simulator: Simulator; readonly url: URL },
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { simulator, url } = at;
  const found = findRoute(incoming.method ?? "GET", url.pathname);
  if (!found) return answerJson(response, 404, { error: "no_route", message: "没有这个地址，见 GET /routes" });
  const { route, params } = found;
  const body = await readJson(incoming);
  const answer = await route.answer({ simulator, params, query: url.searchParams }, body);
  if (!(answer instanceof Lines)) return answerJson(response, 200, answer);
  response.writeHead(200, { "content-type": "application/x-ndjson; charset=utf-8" });
  for (const item of answer.items) {
    const hasRoom = response.write(`${JSON.stringify(item)}\n`);
    if (!hasRoom) await once(response, "drain");
  }
  response.end();
}

function findRoute(method: string, pathname: string) {
  const parts = pathname.split("/").map(decodeURIComponent);
  for (const route of controlRoutes) {
    const wanted = route.path.split("/");
    if (route.method !== method || wanted.length !== parts.length) continue;
    const isFit = wanted.every((word, at) => word.startsWith(":") || word === parts[at]);
    if (!isFit) continue;
    const pairs = wanted.flatMap((word, at) =>
      word.startsWith(":") ? [[word.slice(1), parts[at] ?? ""] as const] : [],
    );
    return { route, params: Object.fromEntries(pairs) };
  }
  return undefined;
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function sendPage(response: ServerResponse): void {
  const page = readFileSync(join(import.meta.dirname, "page.html"));
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
}
