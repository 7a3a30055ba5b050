import type { FactDefinition } from "../../../../contract/segments.ts";
import type { Messages } from "../../messages/messages.ts";

export type FactGroup = Exclude<keyof Messages["segments"]["factGroups"], "saved">;

/** Under which heading facts stand where one is chosen. What is not here is of the org's own making. */
const headings: Readonly<Record<Exclude<FactGroup, "own">, readonly string[]>> = {
  person: ["tags", "nickname", "first_joined", "days_since_joined", "blocked", "carriers", "consents"].map(
    of("member"),
  ),
  groups: [
    "groups",
    "groups_ever",
    "communities",
    "communities_ever",
    "group_count",
    "live_codes",
    "sources",
    "muted",
    "trusted",
  ].map(of("member")),
  activity: [
    "last_active",
    "messages_7d",
    "active_days_7d",
    "messages_30d",
    "active_days_30d",
    "cases_30d",
    "sends_today",
  ].map(of("member")),
  group: ["name", "community", "carrier", "state", "tags", "owner", "members", "capacity", "fill", "created"].map(
    of("group"),
  ),
  happening: ["messages_today", "active_today", "messages_7d", "active_7d", "last_message", "sends_today"].map(
    of("group"),
  ),
};

function of(subject: string): (name: string) => string {
  return (name) => `${subject}.${name}`;
}

/** The heading that a fact stands under. */
export function headingOf(fact: Pick<FactDefinition, "name">): FactGroup {
  const found = Object.entries(headings).find(([, names]) => names.includes(fact.name));
  return (found?.[0] as FactGroup | undefined) ?? "own";
}
