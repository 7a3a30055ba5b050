import type { CommunityId, GroupId, LiveCodeId, MemberId } from "../../../contract/ids.ts";
import type { LeaveHow, Source } from "./membership.ts";

/** A member in a group of a community: what every fact about a membership says first. */
interface At {
  readonly groupId: GroupId;
  readonly communityId: CommunityId;
  readonly memberId: MemberId;
}

declare module "../../kernel/events.ts" {
  interface Events {
    "community.created": { communityId: CommunityId };
    "community.updated": { communityId: CommunityId; changed: readonly string[] };
    "community.archived": { communityId: CommunityId };
    "community.reopened": { communityId: CommunityId };
    /** `liveCodeId` names the code that made it because the last one was full. */
    "group.created": { groupId: GroupId; communityId: CommunityId; liveCodeId: LiveCodeId | null };
    /** Something that members or staff see changed: name, announcement, capacity, owner, state, tags. */
    "group.updated": { groupId: GroupId; communityId: CommunityId; changed: readonly string[] };
    "group.archived": { groupId: GroupId; communityId: CommunityId };
    "group.reopened": { groupId: GroupId; communityId: CommunityId };
    /**
     * `at`: when he came, which for people who are brought in from elsewhere lies before the event. `isRejoin`: he
     * was here before, also when a removal was taken back. `isHistory`: brought in; it is counted, nobody greets.
     */
    "member.joined": At & {
      at: string;
      source: Source;
      invitedBy: MemberId | null;
      isRejoin: boolean;
      isHistory: boolean;
    };
    "member.left": At & { at: string; how: LeaveHow };
    "member.muted": At & { until: string };
    "member.unmuted": At;
    "member.trusted": At;
    "live_code.created": { liveCodeId: LiveCodeId; communityId: CommunityId };
    "live_code.updated": { liveCodeId: LiveCodeId; communityId: CommunityId; changed: readonly string[] };
  }
}
