import { refuse } from "../refusal.ts";
import type { Media, MediaType } from "../world/media.ts";
import type { Call } from "./api.ts";

/** A media_id as a call may use it: 40007 unknown or of another kind, 40145 older than three days. */
export function getMedia(
  { corp, now }: Call,
  mediaId: string,
  wanted: { readonly types?: readonly MediaType[]; readonly purposes?: readonly Media["purpose"][] } = {},
): Media {
  const { types, purposes = ["message"] } = wanted;
  const media = corp.media.get(mediaId) ?? refuse(40007, mediaId);
  if (media.createdAt + corp.limits.mediaSeconds <= now) refuse(40145, mediaId);
  if (!purposes.includes(media.purpose)) refuse(41072, mediaId);
  return !types || types.includes(media.type) ? media : refuse(40007, `${mediaId} is ${media.type}`);
}
