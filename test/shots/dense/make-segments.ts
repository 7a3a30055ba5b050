import type { Session } from "./act.ts";
import type { MadeCommunity, MadeGroup } from "./make-org.ts";

const ask = (fact: string, op: string, value: unknown = null) => ({ kind: "fact", fact, op, value });
const all = (...of: object[]) => ({ kind: "all", of });
const any = (...of: object[]) => ({ kind: "any", of });

/** Segments from one condition to all that a sentence can hold; the id of the longest. */
export async function makeSegments(
  owner: Session,
  org: { readonly communities: readonly MadeCommunity[]; readonly groups: readonly MadeGroup[] },
): Promise<string> {
  const make = async (name: string, subject: "member" | "group", condition: object): Promise<string> =>
    (await owner.call<{ id: string }>("POST", "/segments", { name, subject, condition })).id;
  const inCommunity = ask(
    "group.community",
    "is_any",
    org.communities.slice(0, 1).map(({ id }) => id),
  );
  await make("快满的群", "group", all(ask("group.fill", "at_least", 90), ask("group.state", "is_any", ["open"])));
  await make(
    "20 人以上，今天还没发过",
    "group",
    all(inCommunity, ask("group.members", "at_least", 20), ask("group.sends_today", "equals", 0)),
  );
  await make(
    "沉默 7 天的成员",
    "member",
    all(
      any(ask("member.last_active", "older_than_days", 7), ask("member.last_active", "unknown")),
      ask("member.group_count", "at_least", 1),
      ask("member.blocked", "is", false),
    ),
  );
  const newcomers = await make(
    "这周从群活码或朋友邀请来的新人",
    "member",
    all(ask("member.first_joined", "within_days", 7), ask("member.sources", "has_any", ["live_code", "invitation"])),
  );
  const chosen = org.groups.slice(0, 6).map(({ id }) => id);
  return make(
    "聊得起来的新人，但还没进过前六个群里的任何一个，也没有被处置过",
    "member",
    all(
      { kind: "segment", segmentId: newcomers },
      { kind: "not", of: ask("member.groups_ever", "has_any", chosen) },
      any(
        ask("member.messages_7d", "at_least", 3),
        all(ask("member.active_days_7d", "between", [2, 7]), ask("member.nickname", "contains", "柯基")),
      ),
      ask("member.cases_30d", "equals", 0),
    ),
  );
}
