import type { Message } from "../../../contract/messaging.ts";
import type { GroupId, MemberId, MessageId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { findMembers } from "../members/index.ts";
import { findStaff } from "../org/index.ts";
import type { StoredMessage } from "./message.ts";
import { findMessages, listReactions } from "./store/messages.ts";

export interface Viewer {
  readonly kind: "member" | "staff";
  /** Whose reactions are `mine`; null for frames that go to many. */
  readonly id: string | null;
}

/** The name under which the program itself speaks in a group. */
const robotName = "小岛";
const excerptLength = 60;

/** Turns stored messages of one group into what leaves, with names as they are today. Two look-ups for the whole page. */
export async function presentMessages(
  ctx: Ctx,
  page: { groupId: GroupId; messages: readonly StoredMessage[]; viewer: Viewer; withReactions: boolean },
): Promise<Message[]> {
  const { groupId, messages, viewer } = page;
  const replied = await findMessages(ctx, {
    groupId,
    messageIds: unique(messages.flatMap((m) => m.extra?.replyTo ?? [])),
  });
  const names = await findNames(ctx, [...messages, ...replied]);
  const reactions = page.withReactions
    ? await listReactions(ctx, { groupId, messageIds: messages.map((m) => m.id), viewer: viewer.id })
    : [];
  const quotes = new Map(replied.map((message) => [message.id, quoteOf(message, names)]));
  return messages.map((message) => ({
    ...presentOne(message, { names, viewer, quotes }),
    reactions: reactions
      .filter((r) => r.messageId === message.id)
      .map(({ emoji, count, mine }) => ({ emoji, count, mine })),
  }));
}

type Names = ReadonlyMap<string, string>;
type Quote = NonNullable<Message["replyTo"]>;

function presentOne(
  message: StoredMessage,
  facts: { names: Names; viewer: Viewer; quotes: ReadonlyMap<MessageId, Quote> },
): Message {
  const { names, viewer, quotes } = facts;
  const isGone = message.state === "recalled" || message.state === "withdrawn";
  // Members never read again what was taken back; staff do, it is evidence.
  const isBlank = isGone && (viewer.kind === "member" || message.state === "recalled");
  return {
    id: message.id,
    groupId: message.groupId,
    at: new Date(message.at).toISOString(),
    sender: { kind: message.senderKind, id: message.senderId ?? "robot", name: nameOf(message, names) },
    kind: message.kind,
    text: isBlank ? "" : message.text,
    picture: isBlank ? null : (message.extra?.picture ?? null),
    replyTo: (message.extra?.replyTo && quotes.get(message.extra.replyTo)) ?? null,
    mentions: mentionedIn(message, viewer).flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ id, name }];
    }),
    reactions: [],
    state: message.state,
    onlyForMe: message.visibleTo !== null,
    key: keyOf(message),
  };
}

/** Whom it names; staff also learn whom a notice is for. */
function mentionedIn(message: StoredMessage, viewer: Viewer): readonly string[] {
  if (message.visibleTo !== null && viewer.kind === "staff") return [message.visibleTo];
  return message.extra?.mentions ?? [];
}

/** Web messages are stored under `<sender>/<key>`: the key lets a client find its own message in what it reads. */
function keyOf(message: StoredMessage): string | null {
  const prefix = `${message.senderId}/`;
  return message.externalId.startsWith(prefix) ? message.externalId.slice(prefix.length) : null;
}

/** A quote is read by everybody, so what only some may see is not in it. */
function quoteOf(message: StoredMessage, names: Names): Quote {
  const text = message.state === "shown" && message.visibleTo === null ? message.text : "";
  return {
    id: message.id,
    senderName: nameOf(message, names),
    excerpt: text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text,
  };
}

const nameOf = (message: StoredMessage, names: Names): string =>
  message.senderKind === "robot" ? robotName : (names.get(message.senderId ?? "") ?? "—");

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

async function findNames(ctx: Ctx, messages: readonly StoredMessage[]): Promise<Names> {
  const ids = unique(messages.flatMap((m) => [m.senderId ?? [], m.visibleTo ?? [], m.extra?.mentions ?? []].flat()));
  const isStaff = new Set(messages.filter((m) => m.senderKind === "staff").map((m) => m.senderId));
  const members = await findMembers(ctx, ids.filter((id) => !isStaff.has(id)) as MemberId[]);
  const rest = ids.filter((id) => !members.has(id as MemberId)) as StaffId[];
  const staff = rest.length > 0 ? await findStaff(ctx, rest) : new Map<StaffId, { name: string }>();
  return new Map<string, string>([
    ...[...members].map(([id, m]) => [id, m.nickname] as const),
    ...[...staff].map(([id, s]) => [id, s.name] as const),
  ]);
}
