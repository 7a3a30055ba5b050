import type { TimelineEntry } from "../../../../contract/members.ts";
import type { Format } from "../../app/format.ts";
import type { Messages } from "../../messages/messages.ts";

export interface EventTools {
  readonly t: Messages;
  readonly format: Format;
  /** Facts hold ids; the member's own groups give them names. */
  readonly groupName: (id: string) => string | undefined;
}

export interface SaidEvent {
  /** False: this version has no sentence for it, so its name stands in the place of one. */
  readonly isKnown: boolean;
  readonly sentence: string;
  /** What the sentence does not say: only for events that this version does not know. */
  readonly facts: string;
}

type Fact = Readonly<Record<string, unknown>>;
type Saying = (fact: Fact, tools: EventTools) => string;

const text = (fact: Fact, name: string): string => {
  const value = fact[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

const list = (fact: Fact, name: string): string[] => {
  const value = fact[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
};

/** The group of a fact: by name where it is known, else just "a group". */
function groupOf(fact: Fact, { t, groupName }: EventTools): string {
  const name = groupName(text(fact, "groupId"));
  return name ? t.members.events.inGroup(name) : t.members.events.oneGroup;
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}

const inGroup =
  (pick: (t: Messages) => (group: string) => string): Saying =>
  (fact, tools) =>
    pick(tools.t)(groupOf(fact, tools));

const plain =
  (pick: (t: Messages) => string): Saying =>
  (_, { t }) =>
    pick(t);

const sayings: Readonly<Record<string, Saying>> = {
  "member.created": plain((t) => t.members.events.created),
  "member.joined": sayJoin,
  "member.left": (fact, tools) =>
    tools.t.members.events.left(groupOf(fact, tools), wordOf(tools.t.words.leftHow, text(fact, "how"))),
  "member.muted": (fact, tools) => tools.t.members.events.muted(groupOf(fact, tools), untilOf(fact, tools.format)),
  "member.unmuted": inGroup((t) => t.members.events.unmuted),
  "member.trusted": inGroup((t) => t.members.events.trusted),
  "member.renamed": plain((t) => t.members.events.renamed),
  "member.tagged": sayTags,
  "member.blocked": plain((t) => t.members.events.blocked),
  "member.unblocked": plain((t) => t.members.events.unblocked),
  "member.data_deleted": plain((t) => t.members.events.dataDeleted),
  "message.recalled": inGroup((t) => t.members.events.recalled),
  "message.reported": inGroup((t) => t.members.events.reported),
  "report.settled": (fact, tools) =>
    tools.t.members.events.reportSettled(
      groupOf(fact, tools),
      wordOf(tools.t.words.reportOutcome, text(fact, "outcome")),
    ),
  "case.opened": sayCase,
  "case.undone": inGroup((t) => t.members.events.undone),
};

/** An event as a sentence. One that is not known here is shown by its name and facts, rather than hidden. */
export function sayEvent(entry: TimelineEntry, tools: EventTools): SaidEvent {
  const saying = sayings[entry.name];
  if (saying) return { isKnown: true, sentence: saying(entry.fact, tools), facts: "" };
  const facts = Object.entries(entry.fact)
    .filter(([name]) => !name.endsWith("Id"))
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return { isKnown: false, sentence: entry.name, facts: facts.join(" · ") };
}

function sayJoin(fact: Fact, tools: EventTools): string {
  const events = tools.t.members.events;
  const say = fact["isRejoin"] === true ? events.rejoined : events.joined;
  return say(groupOf(fact, tools), sourceOf(fact, tools.t));
}

function sayTags(fact: Fact, { t }: EventTools): string {
  const events = t.members.events;
  const [added, removed] = [list(fact, "added"), list(fact, "removed")];
  const join = (tags: readonly string[]) => tags.join(t.app.listJoin);
  return [added.length > 0 && events.tagged(join(added)), removed.length > 0 && events.untagged(join(removed))]
    .filter((phrase) => typeof phrase === "string")
    .join(t.app.listJoin);
}

function sayCase(fact: Fact, tools: EventTools): string {
  const step = wordOf(tools.t.words.step, text(fact, "step"));
  return tools.t.members.events.caught(groupOf(fact, tools), step, text(fact, "offence"));
}

function sourceOf(fact: Fact, t: Messages): string {
  const source = fact["source"];
  if (typeof source !== "object" || source === null) return "";
  const { kind, name } = source as { kind?: unknown; name?: unknown };
  const word = typeof kind === "string" ? wordOf(t.words.source, kind) : "";
  return typeof name === "string" && name !== "" ? `${word}「${name}」` : word;
}

function untilOf(fact: Fact, format: Format): string {
  const until = text(fact, "until");
  return until ? format.dateTime(until) : "";
}
