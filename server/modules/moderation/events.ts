import type { CaseId, GroupId, MemberId, MessageId, RuleId } from "../../../contract/ids.ts";
import type { Step } from "./ladder.ts";

/** A case, named by what a sentence about it needs; never what the member wrote. */
interface CaseFact {
  readonly caseId: CaseId;
  readonly groupId: GroupId;
  readonly memberId: MemberId;
  readonly step: Step;
}

declare module "../../kernel/events.ts" {
  interface Events {
    /** Subject: the member who was caught. */
    "case.opened": CaseFact & {
      readonly offence: number;
      readonly messageId: MessageId;
      readonly ruleId: RuleId | null;
      readonly ruleName: string | null;
    };
    /** Subject: the member whose case it was. */
    "case.undone": CaseFact;
    /** Subject: the member who reported. */
    "message.reported": {
      readonly reportId: string;
      readonly groupId: GroupId;
      readonly messageId: MessageId;
      readonly reporterId: MemberId;
      readonly reason: string;
    };
    /** Subject: the member who reported. */
    "report.settled": {
      readonly reportId: string;
      readonly groupId: GroupId;
      readonly messageId: MessageId;
      readonly outcome: "withdrawn" | "fine";
    };
  }
}
