import type { GroupId, MemberId } from "../../../contract/ids.ts";
import { privacyVersion } from "../../../contract/joining.ts";
import type { Ctx } from "../../kernel/context.ts";
import { joinGroup } from "../groups/index.ts";
import { createMember } from "../members/index.ts";
import type { Inbound } from "../messaging/index.ts";
import type { Village } from "./found-village.ts";
import { newcomersToday } from "./plan/cast.ts";
import type { PlannedPerson } from "./plan/people.ts";
import type { DemoPorts } from "./ports.ts";
import { advertisements } from "./text/advertisements.ts";

export interface Today {
  readonly village: Village;
  readonly people: readonly PlannedPerson[];
  readonly memberIds: readonly (MemberId | undefined)[];
}

const asked = "群规在哪里看呀";

/**
 * What happens now, not in the past, so that everything answers as it does in earnest: newcomers are greeted, strangers
 * with something to sell are caught, a question that a rule knows is answered. How many messages that were.
 */
export async function playToday(ctx: Ctx, ports: Pick<DemoPorts, "ingest">, today: Today): Promise<number> {
  const [groupId] = today.village.groupIds;
  if (!groupId) return 0;
  const [asker] = await letNewcomersIn(ctx, groupId, today.village);
  const lines = [
    ...findStrangers(today).map((stranger, index) => ({ ...stranger, text: advertisements[index] ?? "" })),
    ...(asker ? [{ groupId, memberId: asker, text: asked }] : []),
  ];
  const outcomes = await ports.ingest.receiveMany(lines.map((line) => toInbound(ctx, line)));
  return outcomes.filter((outcome) => outcome.kind === "stored").length;
}

function letNewcomersIn(ctx: Ctx, groupId: GroupId, village: Village): Promise<MemberId[]> {
  const [code] = village.codes.values();
  return ctx.transaction(async (tx) => {
    const ids: MemberId[] = [];
    for (const [index, nickname] of newcomersToday.entries()) {
      const { id } = await createMember(tx, {
        nickname,
        identity: { carrier: "web", externalId: `demo-today-${index}` },
        consents: ["privacy", "messages"].map((kind) => ({ kind, version: privacyVersion })),
      });
      await joinGroup(tx, { groupId, memberId: id, source: { kind: "live_code", id: code ?? null } });
      ids.push(id);
    }
    return ids;
  });
}

/** Who never said a word and is still there: one for each advertisement, the latest comers first. */
function findStrangers({ village, people, memberIds }: Today): { groupId: GroupId; memberId: MemberId }[] {
  const silent = [...people.entries()].toReversed().flatMap(([index, person]) => {
    const stay = person.stays.find((one) => one.until === undefined);
    const memberId = memberIds[index];
    const groupId = stay && village.groupIds[stay.group];
    return person.talk === 0 && memberId && groupId ? [{ groupId, memberId }] : [];
  });
  return silent.slice(0, advertisements.length);
}

const toInbound = (ctx: Ctx, line: { groupId: GroupId; memberId: MemberId; text: string }): Inbound => ({
  org: ctx.org,
  carrier: "web",
  externalId: `${line.memberId}/${ctx.ids.next<string>()}`,
  at: ctx.clock.now(),
  ...line,
  kind: "text",
});
