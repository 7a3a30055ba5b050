import type { Page, Route as Intercepted, WebSocketRoute } from "playwright-core";
import type { z } from "zod";
import * as analytics from "../../../contract/analytics.ts";
import * as demo from "../../../contract/demo.ts";
import * as groups from "../../../contract/groups.ts";
import { MessageId } from "../../../contract/ids.ts";
import * as members from "../../../contract/members.ts";
import * as messaging from "../../../contract/messaging.ts";
import type { Message } from "../../../contract/messaging.ts";
import * as moderation from "../../../contract/moderation.ts";
import * as org from "../../../contract/org.ts";
import type { Role } from "../../../contract/permissions.ts";
import type { ProblemCode } from "../../../contract/problems.ts";
import { problems } from "../../../contract/problems.ts";
import type { ServerFrame } from "../../../contract/realtime.ts";
import type { Method, Route } from "../../../contract/route.ts";
import * as rules from "../../../contract/rules.ts";
import * as segments from "../../../contract/segments.ts";
import * as tasks from "../../../contract/tasks.ts";
import { denseAnswers } from "./answers.ts";
import type { Input } from "./answers.ts";
import { emptyAnswers } from "./empty-answers.ts";
import { members as people } from "./people.ts";
import { newKey } from "../../src/app/new-key.ts";
import { readDist } from "./read-dist.ts";
import { at } from "./seeded.ts";
import { messages } from "./talk.ts";

type AnyRoute = Route<z.ZodType, z.ZodType, Method, string>;

export interface Scene {
  /** dense: a busy org · empty: one made a minute ago · broken: every page is refused · first: no org yet · stranger: signed out. */
  readonly kind: "dense" | "empty" | "broken" | "first" | "stranger";
  readonly role?: Role;
}

export interface Stub {
  /** What a route was called with so far, in order. */
  readonly inputsOf: (key: string) => Input[];
  /** Sends a frame to the page, once its socket is open. */
  readonly push: (frame: ServerFrame) => void;
  readonly memberNamed: (nickname: string) => { readonly id: string };
  /** A message of the first group, said just now. */
  readonly buildMessage: (change: Partial<Message>) => Message;
}

const contract: AnyRoute[] = [analytics, demo, groups, members, messaging, moderation, org, rules, segments, tasks]
  .flatMap((module): unknown[] => Object.values(module))
  .filter((value): value is AnyRoute => typeof value === "object" && value !== null && "refuses" in value);

/** The origin that the stub answers for. */
export const origin = "http://console.test";

/** Serves console/dist and answers the API from memory. Every answer is checked against the contract. */
export async function serveStub(page: Page, scene: Scene): Promise<Stub> {
  const asked: Asked[] = [];
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/ws\/staff$/, (socket) => {
    sockets.push(socket);
    socket.send(JSON.stringify({ type: "hello", serverTime: Date.now(), selfId: "self" } satisfies ServerFrame));
    socket.onMessage(() => undefined);
  });
  await page.route(`${origin}/**`, (intercepted) => {
    const url = new URL(intercepted.request().url());
    if (url.pathname.startsWith("/api/")) return answerApi(intercepted, scene, asked);
    if (url.pathname.startsWith("/pictures/"))
      return intercepted.fulfill({ contentType: "image/svg+xml", body: picture });
    return intercepted.fulfill(readDist(url.pathname));
  });
  return {
    inputsOf: (key) => asked.filter((one) => one.key === key).map((one) => one.input),
    push: (frame) => sockets.at(-1)?.send(JSON.stringify(frame)),
    memberNamed: (nickname) =>
      at(
        people.filter((member) => member.nickname === nickname),
        0,
      ),
    buildMessage: (change) => ({
      ...messaging.Message.parse(at(messages, 0)),
      id: MessageId.parse(newKey(Date.now())),
      at: new Date().toISOString(),
      state: "shown",
      ...change,
    }),
  };
}

interface Asked {
  readonly key: string;
  readonly input: Input;
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect width="480" height="360" fill="#5b95c4"/><circle cx="240" cy="190" r="90" fill="#d6a11d"/></svg>`;

async function answerApi(intercepted: Intercepted, scene: Scene, asked: Asked[]): Promise<void> {
  const request = intercepted.request();
  const url = new URL(request.url());
  const found = findRoute(request.method(), url.pathname.slice("/api".length));
  if (!found) return refuse(intercepted, "route.not_found");
  const body: unknown = request.headers()["content-type"]?.includes("json") ? request.postDataJSON() : {};
  const input: Input = {
    ...Object.fromEntries(url.searchParams),
    ...(typeof body === "object" ? body : {}),
    ...found.params,
  };
  const key = `${found.route.method} ${found.route.path}`;
  asked.push({ key, input });
  const refusal = refusalOf(scene, key);
  if (refusal) return refuse(intercepted, refusal);
  await intercepted.fulfill({ status: 200, json: answerOf(found.route, key, { scene, input }) });
}

/** Acts that the stub has no answer for are simply done. */
function answerOf(route: AnyRoute, key: string, { scene, input }: { scene: Scene; input: Input }): unknown {
  if (scene.kind === "stranger" && key === "GET /setup") return { needed: false };
  const answers = scene.kind === "dense" || scene.kind === "broken" ? denseAnswers : emptyAnswers;
  const answer = answers(scene.role ?? "owner")[key];
  if (!answer) return { done: true };
  const checked = route.out.safeParse(answer(input));
  if (!checked.success) throw new Error(`${key}: the stub breaks the contract: ${checked.error.message}`);
  return checked.data;
}

function refusalOf(scene: Scene, key: string): ProblemCode | undefined {
  if (scene.kind === "broken" && key !== "GET /me") return "system.disk_full";
  const isOutside = scene.kind === "first" || scene.kind === "stranger";
  if (isOutside && key === "POST /sessions") return "login.throttled";
  return isOutside && key !== "GET /setup" ? "session.missing" : undefined;
}

const refuse = (intercepted: Intercepted, code: ProblemCode): Promise<void> =>
  intercepted.fulfill({
    status: problems[code],
    json: { code, detail: { retryAfterSeconds: 240 }, requestId: "req-7f3a" },
  });

function findRoute(method: string, path: string): { route: AnyRoute; params: Record<string, string> } | undefined {
  for (const route of contract) {
    if (route.method !== method) continue;
    const pattern = new RegExp(`^${route.path.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
    const match = pattern.exec(path);
    // Literal paths come before patterns of the same shape: /actions/counts before /actions/:actionId.
    if (match && !(match.groups && hasLiteral(method, path))) return { route, params: { ...match.groups } };
  }
  return undefined;
}

const hasLiteral = (method: string, path: string): boolean =>
  contract.some((route) => route.method === method && route.path === path);
