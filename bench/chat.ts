/** How long a message takes to reach everybody in a group of 500, with 2,000 members connected and 20 messages a second. */
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import type { ServerFrame } from "../contract/realtime.ts";
import { firstFailure, round, type Bench } from "./bench-line.ts";
import { joinAsMember, makeCommunity, messageKey, signIn, type Session } from "./console-session.ts";
import { startProgram, type Program } from "./program.ts";

const goalMs = 100;
const groupSize = 500;
const perSecond = 20;

type Member = Session & { groupId: string; memberId: string };

/** A message under way: who has seen it, and when the last one did. */
interface Flight {
  readonly sentAt: number;
  readonly missing: Set<string>;
  readonly done: (ms: number) => void;
}

export const bench: Bench = async ({ quick }) => {
  const startedAt = performance.now();
  const sockets = 2_000;
  const program = await startProgram({ env: { QUNDAO_TRUSTED_PROXIES: "1" } });
  try {
    const members = await joinAll(program, sockets);
    const flights = new Map<string, Flight>();
    const open = await connectAll(program, members, flights);
    const reached = await talk(members, flights, quick ? 10 : 60);
    for (const socket of open) socket.terminate();
    const sorted = reached.toSorted((a, b) => a - b);
    const at = (share: number) =>
      round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
    const lost = flights.size;
    console.log(
      `${sorted.length} messages reached all ${groupSize}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, slowest ${at(1)} ms; ${lost} did not`,
    );
    const failed = firstFailure(
      [lost > 0, `${lost} messages did not reach everybody`],
      [at(0.99) > goalMs, `p99 above ${goalMs} ms`],
    );
    return {
      name: "chat",
      value: at(0.99),
      unit: "ms",
      ratio: round(goalMs / at(0.99)),
      against: "100 ms",
      n: sorted.length,
      seconds: round((performance.now() - startedAt) / 1_000),
      p50: at(0.5),
      sockets,
      ...(failed === undefined ? {} : { failed }),
    };
  } finally {
    await program.remove();
  }
};

async function joinAll(program: Program, count: number): Promise<Member[]> {
  const owner = await signIn(program);
  const { code } = await makeCommunity(owner, { capacity: groupSize, maxGroups: 10 });
  const members: Member[] = [];
  const waiting = Array.from({ length: count }, (_, index) => index);
  const lane = async () => {
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop())
      members.push(
        await joinAsMember(program.origin, {
          code,
          nickname: `成员${index}`,
          address: `10.0.${index >> 7}.${(index & 127) + 1}`,
        }),
      );
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  console.log(`${members.length} members in ${new Set(members.map((m) => m.groupId)).size} groups`);
  return members;
}

/** One socket a member, each watching its group; settles when all have been greeted. */
async function connectAll(
  program: Program,
  members: readonly Member[],
  flights: ReadonlyMap<string, Flight>,
): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let at = 0; at < members.length; at += 100) {
    const part = members.slice(at, at + 100).map((member) => connect(program, member, flights));
    sockets.push(...(await Promise.all(part)));
  }
  // Watching is asked after the greeting; a moment later all have been let in.
  await pause(2_000);
  return sockets;
}

function connect(program: Program, member: Member, flights: ReadonlyMap<string, Flight>): Promise<WebSocket> {
  const socket = new WebSocket(`${program.origin.replace("http", "ws")}/ws/member`, {
    headers: { cookie: member.cookie },
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if (frame.type === "hello") {
        socket.send(JSON.stringify({ type: "watch", groupId: member.groupId }));
        resolve(socket);
      } else if (frame.type === "message") see(flights, { text: frame.message.text, memberId: member.memberId });
    });
  });
}

function see(flights: ReadonlyMap<string, Flight>, seen: { text: string; memberId: string }): void {
  const flight = flights.get(seen.text);
  if (!flight?.missing.delete(seen.memberId) || flight.missing.size > 0) return;
  flight.done(performance.now() - flight.sentAt);
}

/** Sends at a steady pace, each message by another member, and collects how long each took to reach its whole group. */
async function talk(members: readonly Member[], flights: Map<string, Flight>, seconds: number): Promise<number[]> {
  const groups = Map.groupBy(members, (member) => member.groupId);
  const reached: number[] = [];
  const sends: Promise<unknown>[] = [];
  const startAt = performance.now();
  for (let n = 0; n < seconds * perSecond; n++) {
    const wait = startAt + (n * 1_000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    const member = members[(n * 97) % members.length];
    if (!member) continue;
    const text = `第 ${n} 句，今天遛狗的人多吗`;
    const missing = new Set(groups.get(member.groupId)?.map((m) => m.memberId));
    const done = (ms: number) => {
      flights.delete(text);
      reached.push(ms);
    };
    flights.set(text, { sentAt: performance.now(), missing, done });
    sends.push(member.call("POST", `/h5/groups/${member.groupId}/messages`, { key: messageKey(Date.now()), text }));
  }
  await Promise.all(sends);
  await pause(2_000);
  return reached;
}
