import type { LinkProps } from "@tanstack/react-router";
import type { Permission } from "../../../contract/permissions.ts";
import type { Messages } from "../messages/messages.ts";
import type { Item } from "./api-routes.ts";
import { navGroups } from "./nav.ts";

/** One thing that search can open. */
export interface PaletteEntry {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly link: Pick<LinkProps, "to" | "params" | "search">;
}

export interface PaletteSection {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
  readonly isSearching: boolean;
  readonly hasFailed: boolean;
}

export const matches = (text: string, q: string): boolean => text.toLowerCase().includes(q.trim().toLowerCase());

/** Pages whose name contains the words; with nothing typed, all of them. */
export function findPages(q: string, t: Messages, can: (permission: Permission) => boolean): PaletteEntry[] {
  const pages = navGroups.flatMap((group) =>
    group.pages
      .filter((page) => can(page.permission))
      .map((page) => ({
        key: page.to,
        title: t.app.nav[page.label],
        note: group.title ? t.app.nav[group.title] : "",
        link: { to: page.to },
      })),
  );
  const account = { key: "/account", title: t.app.account.password, note: "", link: { to: "/account" } as const };
  return [...pages, account].filter((entry) => matches(entry.title, q));
}

/** What can be made from anywhere. */
export function findActs(q: string, t: Messages, can: (permission: Permission) => boolean): PaletteEntry[] {
  const words = t.app.palette;
  const acts = [
    { key: "new-community", title: words.newCommunity, link: { to: "/communities/new" }, needs: "communities.write" },
    { key: "new-group", title: words.newGroup, link: { to: "/groups", search: { make: true } }, needs: "groups.write" },
    { key: "new-code", title: words.newCode, link: { to: "/live-codes/new" }, needs: "groups.write" },
    { key: "new-segment", title: words.newSegment, link: { to: "/segments/new" }, needs: "members.write" },
    { key: "new-rule", title: words.newRule, link: { to: "/rules/new" }, needs: "rules.write" },
  ] as const;
  return acts
    .filter((act) => can(act.needs) && matches(act.title, q))
    .map(({ key, title, link }) => ({ key, title, note: "", link }));
}

/** A group found. */
export const groupEntry = (group: Item<"GET /groups">): PaletteEntry => ({
  key: group.id,
  title: group.name,
  note: group.communityName,
  link: { to: "/groups/$groupId", params: { groupId: group.id } },
});

/** A member found. */
export const memberEntry = (member: Item<"GET /members">): PaletteEntry => ({
  key: member.id,
  title: member.nickname,
  note: member.tags.slice(0, 3).join(" "),
  link: { to: "/members/$memberId", params: { memberId: member.id } },
});

/** A segment found. */
export const segmentEntry = (segment: Item<"GET /segments">): PaletteEntry => ({
  key: segment.id,
  title: segment.name,
  note: "",
  link: { to: "/segments/$segmentId", params: { segmentId: segment.id } },
});

/** A message found: it opens its group. */
export const messageEntry = (message: Item<"GET /messages">): PaletteEntry => ({
  key: message.id,
  title: message.text,
  note: `${message.sender.name} · ${message.groupName}`,
  link: { to: "/groups/$groupId", params: { groupId: message.groupId } },
});
