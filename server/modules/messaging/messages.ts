import { reactToMessage } from "./change-message.ts";
import { findPicture } from "./store/pictures.ts";
import { countByMember, findLatestId, findMessage, listByMember } from "./store/messages.ts";

/** Messages and pictures for other modules and carriers. */
export const messages = {
  /** A message of a group, whatever its state; undefined when there is none. */
  find: findMessage,
  /** Id of the newest message a member (or, with null, staff) sees in a group. */
  findLatestId,
  findPicture,
  countByMember,
  listByMember,
  /** The acting member reacts, or takes it back. Refuses with message.not_found for what he does not see. */
  react: reactToMessage,
} as const;
