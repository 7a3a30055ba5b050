/**
 * The only way out. An address is judged where it cannot lie any more: at the look-up that the socket is
 * opened with, and again at the connected socket, so that neither a name that changes its mind (DNS
 * rebinding) nor a redirect nor an unusual spelling of an address reaches the inside of the network.
 */
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector, fetch } from "undici";

export interface EgressRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Bytes of the answer that are read at most. */
  readonly maxBytes?: number;
}

export interface EgressAnswer {
  readonly status: number;
  readonly text: string;
}

export interface Egress {
  /** Rejects with EgressRefused for a forbidden address, EgressFailed when no whole answer came. */
  request(request: EgressRequest): Promise<EgressAnswer>;
  close(): Promise<void>;
}

/** The call was not made because of where it led. */
export class EgressRefused extends Error {
  override name = "EgressRefused";
}

/** No whole answer. `mayHaveArrived` is false only when no connection was made, so nothing can have been sent. */
export class EgressFailed extends Error {
  override name = "EgressFailed";
  readonly mayHaveArrived: boolean;
  constructor(text: string, options: { mayHaveArrived: boolean; cause?: unknown }) {
    super(text, { cause: options.cause });
    this.mayHaveArrived = options.mayHaveArrived;
  }
}

const maxRedirects = 3;
const defaultMaxBytes = 10 * 1024 * 1024;
const connectTimeoutMs = 5_000;
/** Codes that say the connection was never made. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Public unicast only: loopback, private, link-local, carrier-grade NAT, multicast, reserved and mapped forms of them are not. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === "unicast";
}

export type Lookup = (
  hostname: string,
  options: LookupOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const systemLookup: Lookup = (hostname, options, callback) => dnsLookup(hostname, { ...options, all: true }, callback);

export interface EgressOptions {
  /** `host:port` pairs inside the network that configuration allows by name, as a test's fake carrier. */
  readonly allowed?: readonly string[];
  readonly lookup?: Lookup;
}

export function createEgress(options: EgressOptions = {}): Egress {
  const allowed = new Set(options.allowed ?? []);
  const agent = new Agent({ connect: guardedConnector({ allowed, lookup: options.lookup ?? systemLookup }) });
  return {
    request: (request) => follow(agent, request, 0),
    close: () => agent.close(),
  };
}

/** Opens sockets to allowed addresses only. The look-up is filtered, literals are judged before, the socket after. */
function guardedConnector(rules: { allowed: ReadonlySet<string>; lookup: Lookup }): buildConnector.connector {
  const guardedLookup: Lookup = (hostname, lookupOptions, callback) =>
    rules.lookup(hostname, lookupOptions, (error, addresses) => {
      const inside = addresses?.find(({ address }) => !isPublicAddress(address));
      if (!error && inside) callback(new EgressRefused(`${hostname} leads to ${inside.address}`), []);
      else callback(error, addresses);
    });
  const guarded = buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup });
  const plain = buildConnector({ timeout: connectTimeoutMs });
  return (target, callback) => {
    const host = target.hostname.replaceAll(/^\[|\]$/g, "");
    if (rules.allowed.has(`${host}:${target.port}`)) return plain(target, callback);
    if (isIP(host) !== 0 && !isPublicAddress(host))
      return callback(new EgressRefused(`${host} is not a public address`), null);
    return guarded(target, (...[error, socket]) => {
      if (!socket) return callback(error ?? new Error("no socket"), null);
      const remote = socket.remoteAddress ?? "";
      if (isPublicAddress(remote)) return callback(null, socket);
      socket.destroy();
      return callback(new EgressRefused(`${host} connected to ${remote}`), null);
    });
  };
}

async function follow(agent: Agent, request: EgressRequest, redirects: number): Promise<EgressAnswer> {
  const { protocol } = new URL(request.url);
  if (protocol !== "http:" && protocol !== "https:") throw new EgressRefused(`${protocol} is not spoken here`);
  const { method, headers, body, signal } = request;
  const response = await fetch(request.url, {
    method,
    headers: { ...headers },
    body: body ?? null,
    signal,
    dispatcher: agent,
    redirect: "manual",
  }).catch((error: unknown) => rethrow(error));
  const location = response.headers.get("location");
  if (response.status < 300 || response.status >= 400 || location === null)
    return readAnswer(response, request.maxBytes ?? defaultMaxBytes);
  await response.body?.cancel();
  if (redirects >= maxRedirects) throw new EgressRefused("too many redirects");
  if (method !== "GET") throw new EgressRefused("a redirect after something was sent");
  return follow(agent, { ...request, url: new URL(location, request.url).href }, redirects + 1);
}

/** undici wraps what went wrong in a TypeError; the refusal or the system's code is its cause. */
function rethrow(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof EgressRefused) throw cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const text = cause instanceof Error ? cause.message : String(cause);
  throw new EgressFailed(text, { mayHaveArrived: !neverConnected.has(code), cause: error });
}

async function readAnswer(response: Awaited<ReturnType<typeof fetch>>, maxBytes: number): Promise<EgressAnswer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    const body: AsyncIterable<Uint8Array> | null = response.body;
    for await (const chunk of body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new EgressRefused("the answer is too large");
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof EgressRefused) throw error;
    throw new EgressFailed("the answer broke off", { mayHaveArrived: true, cause: error });
  }
  return { status: response.status, text: Buffer.concat(chunks).toString("utf8") };
}
