import { ActionKind } from "../../../contract/messaging.ts";
import type { Role } from "../../../contract/permissions.ts";
import { actions, buildTasks, messages } from "./talk.ts";
import { buildReports, cases, decisions, matches, rules } from "./care.ts";
import { communities, gone, groupFigures, groupMembers, groups, liveCodes } from "./communities.ts";
import { figuresAnswers } from "./figures.ts";
import { buildMe, members, staff } from "./people.ts";
import { daysAgo, idOf, minutesAgo } from "./seeded.ts";
import { segmentAnswers } from "./segments.ts";

export type Input = Readonly<Record<string, unknown>>;
type Answer = (input: Input) => unknown;

const textOf = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === "string" ? value : "";
};

const page = (items: readonly unknown[], input: Input) => {
  const from = Number(input["cursor"] ?? 0);
  const limit = Number(input["limit"] ?? 50);
  return {
    items: items.slice(from, from + limit),
    next: from + limit < items.length ? String(from + limit) : null,
  };
};
const named = (items: readonly { name: string }[], input: Input) =>
  items.filter((item) => item.name.includes(textOf(input, "q")));
const one = (items: readonly { id: string }[], id: unknown) => items.find((item) => item.id === id) ?? items[0];

const orgAnswers = (role: Role): Record<string, Answer> => ({
  "GET /me": () => buildMe(role),
  "GET /setup": () => ({ needed: false }),
  "POST /sessions": () => buildMe(role),
  "GET /staff": () => ({ items: staff }),
  "GET /me/sessions": () => ({
    items: [0, 1, 2].map((i) => ({
      id: idOf(20, i),
      createdAt: daysAgo(i),
      lastSeenAt: minutesAgo(i * 400),
      userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
      address: `192.168.3.${20 + i}`,
      current: i === 0,
    })),
  }),
  "GET /audit": (input) => page(buildAudit(), input),
});

const buildAudit = () =>
  Array.from({ length: 18 }, (_, i) => {
    const before = { name: "广告拦截", mode: "dry", priority: 10, words: 12 };
    return {
      id: idOf(21, i),
      at: minutesAgo(i * 95),
      actor: { kind: "staff", id: staff[i % 4]?.id ?? null, name: staff[i % 4]?.name ?? "", onBehalfOf: null },
      act: ["rule.update", "group.create", "case.undo", "staff.update", "sending.update", "member.update"][i % 6] ?? "",
      subject: {
        kind: "rule",
        id: idOf(9, 0),
        name: ["广告拦截", "朝阳柯基群", "小满", "何苗", "发送", "拾光"][i % 6] ?? "",
      },
      before: i % 6 === 1 ? null : before,
      after: { ...before, mode: "live", words: 18, isNew: true },
      canUndo: i % 3 !== 1,
      undone: i === 5 ? { at: minutesAgo(i * 90), by: staff[1]?.name ?? "" } : null,
    };
  });

const communityAnswers: Record<string, Answer> = {
  "GET /communities": (input) => ({ items: input["archived"] === "true" ? [] : communities }),
  "GET /communities/:communityId": (input) => one(communities, input["communityId"]),
  "GET /groups": (input) => page(named(groups, input), input),
  "GET /groups/:groupId": (input) => one(groups, input["groupId"]),
  "GET /groups/:groupId/members": (input) => {
    const stays = input["present"] === "false" ? gone : groupMembers;
    return page(
      stays.filter((stay) => stay.nickname.includes(textOf(input, "q"))),
      input,
    );
  },
  "GET /groups/:groupId/messages": (input) => ({
    items: input["before"] ? messages.slice(0, 24) : messages.slice(24),
    more: !input["before"],
  }),
  "GET /live-codes": () => ({ items: liveCodes }),
  "GET /live-codes/:liveCodeId/qr": () => ({ svg: qr, url: liveCodes[0]?.url }),
  "GET /members": (input) =>
    page(
      members.filter((member) => member.nickname.includes(textOf(input, "q"))),
      input,
    ),
  "GET /members/:memberId": (input) => buildMember(String(input["memberId"])),
  "GET /members/:memberId/timeline": (input) => page(timeline, input),
  "GET /messages": () => ({ items: messages.slice(0, 5).map((message) => ({ ...message, groupName: "朝阳柯基群" })) }),
};

const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h29v29H0z"/><path d="M4 4h7v1H4zM4 10h7v1H4zM4 5h1v5H4zM10 5h1v5h-1zM6 6h3v3H6zM18 4h7v1h-7zM18 10h7v1h-7zM18 5h1v5h-1zM24 5h1v5h-1zM20 6h3v3h-3zM4 18h7v1H4zM4 24h7v1H4zM4 19h1v5H4zM10 19h1v5h-1zM6 20h3v3H6zM13 5h2v2h-2zM12 8h3v1h-3zM13 13h4v2h-4zM18 14h2v3h-2zM21 20h4v2h-4zM14 19h2v4h-2zM22 13h2v2h-2z"/></svg>`;

const buildMember = (id: string) => ({
  ...(members.find((member) => member.id === id) ?? members[0]),
  identities: [{ carrier: "web", externalId: "device-8f2a", createdAt: daysAgo(40) }],
  consents: [
    { kind: "privacy", version: "2026-11", givenAt: daysAgo(40) },
    { kind: "messages", version: "2026-11", givenAt: daysAgo(40) },
  ],
  groups: groups.slice(0, 4).map((group, i) => ({
    id: group.id,
    name: group.name,
    joinedAt: daysAgo(40 - i),
    source: groupMembers[i]?.source,
    leftAt: i === 3 ? daysAgo(2) : null,
    leftHow: i === 3 ? "left" : null,
    mutedUntil: i === 1 ? minutesAgo(-50) : null,
    isTrusted: i !== 1,
  })),
});

const here = { groupId: idOf(4, 0) };
const timeline = [
  { name: "member.muted", fact: { ...here, until: minutesAgo(-50) } },
  { name: "case.opened", fact: { ...here, step: "mute", offence: 2 } },
  { name: "case.opened", fact: { ...here, step: "warn", offence: 1 } },
  { name: "member.tagged", fact: { added: ["新手"], removed: [] } },
  { name: "member.trusted", fact: here },
  { name: "points.granted", fact: { points: 20, reason: "打卡" } },
  { name: "member.renamed", fact: {} },
  { name: "member.left", fact: { groupId: idOf(4, 3), how: "left" } },
  { name: "message.reported", fact: { ...here, reason: "ad" } },
  { name: "member.joined", fact: { ...here, source: { kind: "live_code", name: "朝阳公园地推" } } },
].map((entry, i) => ({ id: idOf(22, i), at: daysAgo(i * 3), ...entry }));

const careAnswers: Record<string, Answer> = {
  "GET /rules": () => ({ items: rules }),
  "GET /rules/:ruleId/matches": (input) => page(matches, input),
  "POST /rules/try": () => ({ decisions }),
  "GET /cases": (input) => page(cases, input),
  "GET /ladder": () => ({
    decayDays: 30,
    muteMinutes: 60,
    muteAt: 2,
    removeAt: 3,
    warnText: "群里不发广告和联系方式，再有一次会被禁言。",
    trustAfter: 3,
  }),
  "GET /reports": (input) => page(buildReports(input["open"] !== "false"), input),
  "GET /tasks": (input) => page(buildTasks(textOf(input, "state") || "open"), input),
  "GET /actions": (input) =>
    page(
      actions.filter((action) => !input["state"] || action.state === input["state"]),
      input,
    ),
  "GET /actions/counts": () => ({
    asOf: minutesAgo(0),
    counts: [
      { state: "confirmed", count: 4126 },
      { state: "due", count: 12 },
      { state: "skipped", count: 318 },
      { state: "unknown", count: 2 },
      { state: "failed", count: 7 },
    ],
  }),
  "GET /sending": () => ({
    paused: true,
    pausedReason: "直播期间先停一下",
    quietFrom: "22:00",
    quietUntil: "08:00",
    quietFallback: "wait",
    memberDayCap: 3,
    groupDayCap: 6,
  }),
  "GET /carriers": () => ({
    items: ["web", "fake"].map((name, i) => ({ name, capabilities: capabilities(i), groupCount: i ? 0 : 48 })),
  }),
};

const capabilities = (i: number) =>
  Object.fromEntries(
    ActionKind.options.map((kind, n) => [
      kind,
      i === 0 ? "auto" : (["auto", "confirm", "manual", "none"][n % 4] ?? "none"),
    ]),
  );

/** What the dense stub says to every route that the console reads. */
export const denseAnswers = (role: Role): Record<string, Answer> => ({
  ...orgAnswers(role),
  ...communityAnswers,
  ...careAnswers,
  ...segmentAnswers,
  ...figuresAnswers(groupFigures),
});
