import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { getMember, type WholeMember } from "./get-member.ts";
import type { MembersPorts } from "./ports.ts";

/** What is held about a member, with counts of what other modules hold. */
export async function getMyData(
  ctx: Ctx,
  ports: MembersPorts,
  memberId: MemberId,
): Promise<WholeMember & { messageCount: number; pictureCount: number }> {
  const member = await getMember(ctx, ports, memberId);
  const counts = await Promise.all(ports.myData.map((source) => source.count(ctx, memberId)));
  const sum = (pick: (count: { messages?: number; pictures?: number }) => number | undefined) =>
    counts.reduce((total, count) => total + (pick(count) ?? 0), 0);
  return { ...member, messageCount: sum((count) => count.messages), pictureCount: sum((count) => count.pictures) };
}

/** Everything that is held about a member, each module's part under its name. Staff's note about him is part of it. */
export async function exportMyData(
  ctx: Ctx,
  ports: MembersPorts,
  memberId: MemberId,
): Promise<Record<string, unknown>> {
  const { nickname, note, tags, firstJoinedAt, identities, consents, stays } = await getMember(ctx, ports, memberId);
  const parts: Record<string, unknown> = {
    member: { id: memberId, nickname, note, tags, firstJoinedAt, identities, consents },
    groups: stays,
  };
  for (const source of ports.myData) parts[source.name] = await source.export(ctx, memberId);
  return parts;
}
