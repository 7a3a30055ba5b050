import type { GroupId, MemberId, MessageId, OrgId } from "../../../contract/ids.ts";
import type { Inbound } from "../messaging/index.ts";
import type { PlannedLine } from "./plan/talk.ts";
import type { DemoPorts } from "./ports.ts";

export interface Telling {
  readonly org: OrgId;
  readonly groupIds: readonly GroupId[];
  readonly memberIds: readonly (MemberId | undefined)[];
  /** The instant of the midnight of day 0. */
  readonly start: number;
}

/** A line as it was stored. */
export interface Told {
  readonly line: PlannedLine;
  readonly groupId: GroupId;
  readonly messageId: MessageId;
}

/** Brings a day's talk in by the way that every message takes. Throws when a line is not stored: then the plan is wrong. */
export async function tellHistory(
  ports: Pick<DemoPorts, "ingest">,
  telling: Telling,
  lines: readonly PlannedLine[],
): Promise<Told[]> {
  const told = new Map<PlannedLine, Told>();
  // What is answered must have its id before the answer can name it.
  for (const part of [lines.filter((line) => !line.replyTo), lines.filter((line) => line.replyTo)]) {
    const inbounds = part.map((line, index) => toInbound(telling, told, { line, index }));
    const outcomes = await ports.ingest.receiveMany(inbounds);
    for (const [index, line] of part.entries()) {
      const outcome = outcomes[index];
      const groupId = inbounds[index]?.groupId;
      if (outcome?.kind !== "stored" || !groupId) throw new Error(`a line of the demo was not stored: ${line.text}`);
      told.set(line, { line, groupId, messageId: outcome.id });
    }
  }
  return [...told.values()];
}

function toInbound(
  telling: Telling,
  told: ReadonlyMap<PlannedLine, Told>,
  { line, index }: { line: PlannedLine; index: number },
): Inbound {
  const groupId = telling.groupIds[line.group];
  const memberId = telling.memberIds[line.person];
  if (!groupId || !memberId) throw new Error("a line of the demo has no group or no speaker");
  const answered = line.replyTo && told.get(line.replyTo);
  return {
    org: telling.org,
    carrier: "web",
    externalId: `demo/${line.at}/${line.group}/${line.replyTo ? "reply" : "line"}/${index}`,
    at: new Date(telling.start + line.at),
    groupId,
    memberId,
    kind: "text",
    text: line.text,
    mentions: (line.mentions ?? []).flatMap((person) => telling.memberIds[person] ?? []),
    isHistory: true,
    ...(answered ? { replyTo: answered.messageId } : {}),
  };
}
