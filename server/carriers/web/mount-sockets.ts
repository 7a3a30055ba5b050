import type { FastifyInstance, FastifyRequest } from "fastify";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import { closeCodes } from "../../../contract/realtime.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Log } from "../../kernel/log.ts";
import type { Realtime } from "../../kernel/realtime.ts";
import { frames, messages } from "../../modules/messaging/index.ts";
import type { Presence } from "./presence.ts";
import { Socket, type SocketPorts, type Wire } from "./socket.ts";

/** Somebody who is signed in, as app.ts found out from the cookies of the upgrade request. */
export interface Visitor {
  readonly ctx: Ctx;
  readonly id: string;
  readonly name: string;
  mayWatch(groupId: GroupId): Promise<boolean>;
}

export interface SocketOptions {
  readonly realtime: Realtime;
  readonly presence: Presence;
  readonly log: Log;
  readonly member: (request: FastifyRequest) => Promise<Visitor | undefined>;
  readonly staff: (request: FastifyRequest) => Promise<Visitor | undefined>;
}

const tickEveryMs = 20_000;
const presenceEveryMs = 5_000;

const nobody = "00000000-0000-0000-0000-000000000000" as MemberId;

interface Open {
  readonly socket: Socket;
  readonly visitor: Visitor;
  readonly kind: "member" | "staff";
}

/** Serves /ws/member and /ws/staff; returns how to close all sockets for a graceful stop. */
export function mountSockets(server: FastifyInstance, options: SocketOptions): { close(): void } {
  const open = new Set<Open>();
  for (const kind of ["member", "staff"] as const)
    server.get(`/ws/${kind}`, { websocket: true, schema: { hide: true } }, (wire, request) => {
      void accept({ kind, wire, request, options, open });
    });
  const told = new Map<string, number>();
  const timers = [
    setInterval(() => void tickSafely(open, options.log), tickEveryMs),
    setInterval(() => tellPresence(options, open, told), presenceEveryMs),
  ];
  for (const timer of timers) timer.unref();
  return {
    close: () => {
      for (const timer of timers) clearInterval(timer);
      for (const entry of open) entry.socket.close();
    },
  };
}

interface Accept {
  readonly kind: "member" | "staff";
  readonly wire: Wire & { on(event: "message" | "close", hear: (data: unknown) => void): unknown };
  readonly request: FastifyRequest;
  readonly options: SocketOptions;
  readonly open: Set<Open>;
}

async function accept({ kind, wire, request, options, open }: Accept): Promise<void> {
  // Frames may come before the session is known: they wait in order.
  const early: unknown[] = [];
  let hear = (data: unknown): void => void early.push(data);
  wire.on("message", (data) => hear(data));
  let isGone = false;
  wire.on("close", () => {
    isGone = true;
  });
  const visitor = isOwnOrigin(request) ? await options[kind](request) : undefined;
  if (isGone) return;
  if (!visitor) return wire.close(closeCodes.noSession, "no session");
  const socket = new Socket(
    wire,
    portsFor(kind, visitor, options),
    kind === "member" ? [frames.topics.member(visitor.id)] : [frames.topics.colleague(visitor.id)],
  );
  const entry: Open = { socket, visitor, kind };
  open.add(entry);
  wire.on("close", () => {
    socket.close();
    open.delete(entry);
  });
  hear = (data) => void socket.receive(String(data));
  socket.sendFrame({ type: "hello", serverTime: visitor.ctx.clock.now().getTime(), selfId: visitor.id });
  for (const data of early) await socket.receive(String(data));
}

/** A page of another site must not open a socket with our visitor's cookie. */
function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function portsFor(kind: "member" | "staff", visitor: Visitor, options: SocketOptions): SocketPorts {
  const isMember = kind === "member";
  return {
    mayWatch: (groupId) => visitor.mayWatch(groupId as GroupId),
    subscribe: (topic, hear) => options.realtime.subscribe(topic, hear),
    topicsOf: (groupId) => [isMember ? frames.topics.group(groupId) : frames.topics.staff(groupId)],
    onWatch: (groupId) => {
      if (isMember) options.presence.enter(groupId, visitor.id);
    },
    onUnwatch: (groupId) => {
      if (isMember) options.presence.leave(groupId, visitor.id);
    },
  };
}

/** Names the newest message of each watched group, so that a lost frame is noticed. One query per group, not per socket. */
async function tick(open: ReadonlySet<Open>): Promise<void> {
  // What everybody sees is the same for all, so one query by a member who is nobody serves a group's sockets.
  const latest = new Map<string, Promise<string | null>>();
  for (const entry of open) {
    const { socket, visitor, kind } = entry;
    const viewer = kind === "member" ? nobody : null;
    for (const groupId of socket.watched()) {
      const asked = latest.get(`${kind}/${groupId}`) ?? messages.findLatestId(visitor.ctx, groupId as GroupId, viewer);
      latest.set(`${kind}/${groupId}`, asked);
      const latestId = await asked;
      if (latestId !== null) socket.sendFrame({ type: "tick", groupId, latestId });
    }
  }
}

/** A tick is a hint that comes again: one that fails is only logged. */
async function tickSafely(open: ReadonlySet<Open>, log: Log): Promise<void> {
  try {
    await tick(open);
  } catch (error) {
    log.warn({ error }, "a tick was skipped");
  }
}

/** Tells a group's members how many look in, when that has changed. */
function tellPresence(options: SocketOptions, open: ReadonlySet<Open>, told: Map<string, number>): void {
  const changed = new Set(
    options.presence.groups().filter((groupId) => told.get(groupId) !== options.presence.count(groupId)),
  );
  for (const groupId of changed) told.set(groupId, options.presence.count(groupId));
  for (const { socket, kind } of open) {
    const groupIds = kind === "member" ? socket.watched().filter((groupId) => changed.has(groupId)) : [];
    for (const groupId of groupIds)
      socket.sendFrame({ type: "presence", groupId, onlineCount: options.presence.count(groupId) });
  }
}
