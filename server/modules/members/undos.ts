import { MemberId } from "../../../contract/ids.ts";
import { updateMember as api } from "../../../contract/members.ts";
import { refuse } from "../../kernel/problem.ts";
import { requireUnchanged, type Undos } from "../../kernel/undo.ts";
import { lockMember } from "./store/members.ts";
import { updateMember } from "./update-member.ts";

/** How changes of tags, note and block are taken back; who was removed by a block joins again himself. */
export const undos: Undos = {
  "member.update": async (tx, { subject, before, after }) => {
    const memberId = MemberId.parse(subject.id);
    const member = (await lockMember(tx, memberId)) ?? refuse("member.not_found", { memberId });
    requireUnchanged(after, { ...member });
    const { memberId: id, ...change } = api.in.parse({ memberId, ...before });
    await updateMember(tx, id, change);
  },
};
