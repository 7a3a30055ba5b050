import type { ProblemBody, ProblemCode } from "../../../contract/problems.ts";
import type { In, Out, RouteKey } from "./api-routes.ts";
import { newKey } from "./new-key.ts";

/** The server refused. Translate by `code`; `requestId` is for whoever helps. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly fields: NonNullable<ProblemBody["fields"]>;
  readonly requestId: string;

  constructor(body: ProblemBody) {
    super(body.code);
    this.name = "ApiProblem";
    this.code = body.code;
    this.detail = body.detail;
    this.fields = body.fields ?? [];
    this.requestId = body.requestId;
  }
}

/** No answer came: the act may or may not have reached the server, so repeat it with the same key. */
export class NetworkFailure extends Error {
  constructor(cause: unknown) {
    super("network", { cause });
    this.name = "NetworkFailure";
  }
}

/** Whether the act may still come about although it looks failed: then only the same key makes a repeat safe. */
export function isUnsettled(error: unknown): boolean {
  if (error instanceof NetworkFailure) return true;
  return error instanceof ApiProblem && (error.code === "system.unavailable" || error.code === "request.in_progress");
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** One per act of the user; a repeat of the same act gives it again and happens once. */
  readonly idempotencyKey?: string;
}

/** Calls a route of the contract. Throws ApiProblem when refused, NetworkFailure when no answer came. */
export async function call<K extends RouteKey>(key: K, input: In<K>, options: CallOptions = {}): Promise<Out<K>> {
  const [method = "GET", template = ""] = key.split(" ");
  const { path, rest } = fillPath(template, input);
  const isRead = method === "GET";
  const inQuery = isRead || method === "DELETE";
  const headers: Record<string, string> = { accept: "application/json" };
  if (!inQuery) headers["content-type"] = "application/json";
  if (!isRead) headers["idempotency-key"] = options.idempotencyKey ?? newKey(Date.now());
  const response = await send(`/api${path}${inQuery ? queryOf(rest) : ""}`, {
    method,
    headers,
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return readBody<Out<K>>(response);
}

/** Uploads one picture for a staff message. */
export async function uploadPicture(file: File): Promise<Out<"POST /pictures">> {
  const body = new FormData();
  body.set("file", file);
  const response = await send("/api/pictures", {
    method: "POST",
    headers: { accept: "application/json", "idempotency-key": newKey(Date.now()) },
    body,
  });
  return readBody<Out<"POST /pictures">>(response);
}

/** Puts `:names` into the path; what is left over goes to the query or the body. */
export function fillPath(template: string, input: unknown): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...(typeof input === "object" ? input : {}) };
  const path = template.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  return { path, rest };
}

/** Inputs of reading routes are flat: texts, numbers and switches. */
function queryOf(rest: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === "string" ? value !== "" : typeof value === "number" || typeof value === "boolean")
      query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new NetworkFailure(cause);
  }
}

async function readBody<T>(response: Response): Promise<T> {
  const body = parseJson(await response.text());
  if (response.ok && body !== undefined) return body as T;
  throw new ApiProblem(isProblem(body) ? body : strangeAnswer(response));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not from our server: a proxy's page, or an answer that broke off. The caller makes a refusal of it.
    return undefined;
  }
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && "code" in body && "requestId" in body;
}

/** A proxy answered in the server's place, or the answer broke off. */
function strangeAnswer(response: Response): ProblemBody {
  return {
    code: "system.unavailable",
    detail: { status: response.status },
    requestId: response.headers.get("x-request-id") ?? "",
  };
}
