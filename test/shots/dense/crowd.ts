import type { Person, Session } from "./act.ts";
import type { MadeGroup, Org } from "./make-org.ts";

export interface Crowd {
  readonly origin: string;
  readonly owner: Session;
  readonly org: Org;
  /** Who is in a group, by its id. */
  readonly present: Map<string, Person[]>;
}

/** The community's live code fills this group first. */
export async function leadTo(owner: Session, org: Org, group: MadeGroup): Promise<void> {
  const ids = org.groups.filter(({ community }) => community.id === group.community.id).map(({ id }) => id);
  await owner.call("PATCH", `/live-codes/${group.community.codeId}`, {
    groupIds: [group.id, ...ids.filter((id) => id !== group.id)],
  });
}
