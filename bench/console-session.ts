/** Acts on a running program over HTTP as its owner and as members, the way their apps do. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Program } from "./program.ts";

export interface Session {
  readonly cookie: string;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
}

/** The account and password that the first start printed. */
export function printedLogin(program: Program): { account: string; password: string } {
  const account = /账号 account\s+(\S+)/.exec(program.output())?.[1] ?? "";
  const password = /密码 password\s+(\S+)/.exec(program.output())?.[1] ?? "";
  return { account, password };
}

/** The link to join that the first start printed, as a path. */
export const printedJoinPath = (program: Program): string => /\/j\/[\w-]+/.exec(program.output())?.[0] ?? "";

export async function callProgram(
  origin: string,
  call: { method: string; path: string; body?: unknown; cookie?: string; address?: string },
): Promise<{ status: number; body: unknown; cookie: string }> {
  const headers: Record<string, string> = { "idempotency-key": randomUUID() };
  if (call.body !== undefined) headers["content-type"] = "application/json";
  if (call.cookie) headers["cookie"] = call.cookie;
  if (call.address) headers["x-forwarded-for"] = call.address;
  const response = await fetch(`${origin}/api${call.path}`, {
    method: call.method,
    headers,
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const text = await response.text();
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { status: response.status, body: text === "" ? null : JSON.parse(text), cookie };
}

/** Calls as whoever the cookie says; throws with the refusal when it is one. */
export function sessionOf(origin: string, cookie: string): Session {
  return {
    cookie,
    call: async <T>(method: string, path: string, body?: unknown) => {
      const answer = await callProgram(origin, { method, path, body, cookie });
      if (answer.status !== 200)
        throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body as T;
    },
  };
}

/** It is ready before it has printed: the first start makes the org and its owner after that. */
async function untilLoginPrinted(program: Program): Promise<void> {
  const until = performance.now() + 30_000;
  while (printedLogin(program).password === "" && performance.now() < until) await pause(20);
}

export async function signIn(program: Program): Promise<Session> {
  await untilLoginPrinted(program);
  const { cookie, status, body } = await callProgram(program.origin, {
    method: "POST",
    path: "/sessions",
    body: printedLogin(program),
  });
  if (status !== 200) throw new Error(`the printed login was refused: ${JSON.stringify(body)}`);
  return sessionOf(program.origin, cookie);
}

const consents = { privacy: true, messages: true, contact: false };

/** A newcomer on a phone of his own, behind a live code. The address stands in for many phones on many networks. */
export async function joinAsMember(
  origin: string,
  join: { code: string; nickname: string; address?: string },
): Promise<Session & { groupId: string; memberId: string }> {
  const body = { nickname: join.nickname, consents, privacyVersion: "2026-11" };
  const call = { method: "POST", path: `/h5/live-codes/${join.code}/join`, body };
  const answer = await callProgram(origin, join.address === undefined ? call : { ...call, address: join.address });
  if (answer.status !== 200) throw new Error(`joining answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return { ...sessionOf(origin, answer.cookie), ...(answer.body as { groupId: string; memberId: string }) };
}

/** A message key as clients make it: a uuidv7 of the server's time. */
export function messageKey(ms: number): string {
  const time = ms.toString(16).padStart(12, "0");
  const chance = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(15, 18)}-${chance.slice(19)}`;
}

export interface Made {
  readonly code: string;
  readonly communityId: string;
}

/** A community with one group and a live code that makes the next ones. */
export async function makeCommunity(owner: Session, size: { capacity: number; maxGroups: number }): Promise<Made> {
  const expectation = { gives: "每天有人答", givesNot: "不发广告", replyHours: "9–21 点", adRate: "每周两条" };
  const community = await owner.call<{ id: string }>("POST", "/communities", {
    name: `压测 ${randomUUID().slice(0, 6)}`,
    purpose: "growing",
    who: "养狗的人",
    what: "一起遛狗",
    expectation,
  });
  const group = await owner.call<{ id: string }>("POST", "/groups", {
    communityId: community.id,
    name: "一群",
    capacity: size.capacity,
  });
  const next = { make: true, nameTemplate: "{n} 群", capacity: size.capacity, maxGroups: size.maxGroups };
  const body = {
    communityId: community.id,
    name: `码 ${randomUUID().slice(0, 6)}`,
    groupIds: [group.id],
    next,
    validFrom: null,
    validUntil: null,
  };
  const { code } = await owner.call<{ code: string }>("POST", "/live-codes", body);
  return { code, communityId: community.id };
}
