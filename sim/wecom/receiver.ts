import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type AesKey, decryptMessage, readAesKey, signCallback } from "./callbacks/callback-crypto.ts";

export interface ReceiverOptions {
  readonly corpid: string;
  readonly token: string;
  readonly aesKey: string;
}

/** A callback that could be believed. */
export interface Received {
  readonly xml: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** How a receiver answers a callback; undefined: not at all. */
export type Manner = (received: Received) => Promise<number | undefined> | number | undefined;

/**
 * The other side of a callback address: checks, decrypts, keeps what it could believe and counts what it could not.
 * For tests and for trying things by hand; what it does with an event is up to whoever holds it.
 */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Requests refused, by reason. */
  readonly refused: string[];
  manner: Manner;
  readonly close: () => Promise<void>;
}

export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const key = readAesKey(options.aesKey);
  if (!key) throw new Error("EncodingAESKey must be 43 letters and digits");
  const received: Received[] = [];
  const refused: string[] = [];
  const server = createServer((request, response) => {
    void answer({ ...options, key, receiver }, request, response).catch(() => response.destroy());
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/wecom`,
    received,
    refused,
    manner: () => 200,
    close: () => closeServer(server),
  };
  return receiver;
}

interface Desk extends ReceiverOptions {
  readonly key: AesKey;
  readonly receiver: Receiver;
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const query = new URL(request.url ?? "/", "http://receiver").searchParams;
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
  const encrypted = request.method === "GET" ? query.get("echostr") : readEncrypted(body);
  const opened = openMessage(desk, query, encrypted ?? "");
  if (!opened.isGood) {
    desk.receiver.refused.push(opened.fault);
    return void response.writeHead(403).end();
  }
  if (request.method === "GET") return void response.end(opened.message);
  const message = { xml: opened.message, query, body };
  desk.receiver.received.push(message);
  const status = await desk.receiver.manner(message);
  if (status !== undefined) response.writeHead(status).end();
}

function readEncrypted(body: string): string | undefined {
  return /^<xml>.*<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]><\/Encrypt><\/xml>$/s.exec(body)?.[1];
}

function openMessage(
  { corpid, token, key }: Desk,
  query: URLSearchParams,
  encrypted: string,
): { readonly isGood: true; readonly message: string } | { readonly isGood: false; readonly fault: string } {
  const timestamp = query.get("timestamp") ?? "";
  const nonce = query.get("nonce") ?? "";
  const signature = signCallback({ token, timestamp, nonce, encrypted });
  if (encrypted === "") return { isGood: false, fault: "no message" };
  if (signature !== query.get("msg_signature")) return { isGood: false, fault: "signature" };
  const opened = decryptMessage(key, encrypted);
  if (!opened.isGood) return opened;
  return opened.receiveId === corpid ? opened : { isGood: false, fault: "receiveid" };
}

/** A text of an element, for tests that look at one field. */
export function readField(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, "s").exec(xml)?.[1];
}

/** Waits until it holds, looking every few milliseconds. */
export async function until(holds: () => boolean, withinMs = 5_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`did not come true within ${withinMs} ms`);
    await pause(5);
  }
}

async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
