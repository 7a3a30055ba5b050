import type { Message } from "../../contract/messaging.ts";
import { makeUuidV7 } from "../../h5/src/app/uuid.ts";

type Plain<T> = T extends string ? string : T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T;
/** A message without the brands of its ids: tests and stubs write ids as they come. */
export type PlainMessage = Plain<Message>;

/** A uuidv7 of `ms` whose random part is `seed` again and again: the same call gives the same id. */
export function buildId(ms: number, seed = 0): string {
  return makeUuidV7(
    ms,
    Uint8Array.from({ length: 16 }, (_, index) => (seed * 31 + index * seed) % 256),
  );
}

/** A text of 小满 in a group; what is given replaces what is not. */
export function buildMessage(part: Partial<PlainMessage> = {}): Message {
  const id = part.id ?? buildId(1_764_000_000_000);
  const message: PlainMessage = {
    id,
    groupId: "00000000-0000-4000-8000-000000000001",
    at: new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString(),
    sender: { kind: "member", id: "00000000-0000-4000-8000-0000000000aa", name: "小满" },
    kind: "text",
    text: "三个月的小柯基一天喂几顿合适？",
    picture: null,
    replyTo: null,
    mentions: [],
    reactions: [],
    state: "shown",
    onlyForMe: false,
    key: null,
    ...part,
  };
  // Brands exist for the compiler alone.
  return message as Message;
}
