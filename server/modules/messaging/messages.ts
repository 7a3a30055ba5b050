import { findPicture } from "./store/pictures.ts";
import { countByMember, findLatestId, findMessage, listByMember } from "./store/messages.ts";

/** Reading of messages and pictures by other modules and carriers. */
export const messages = {
  /** A message of a group, whatever its state; undefined when there is none. */
  find: findMessage,
  /** Id of the newest message a member (or, with null, staff) sees in a group. */
  findLatestId,
  findPicture,
  countByMember,
  listByMember,
} as const;
