import { type Codes, type Field, optional, type Read, shape, text } from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { Media } from "../world/media.ts";
import type { Call } from "./api.ts";
import { getMedia } from "./media-rules.ts";

/** The pictures, links and files that stand beside a text, in welcomes of both kinds. */
export const contentFields = {
  image: optional(shape({ media_id: optional(text()), pic_url: optional(text()) })),
  link: optional(
    shape({
      title: text({ maxBytes: 128 }),
      picurl: optional(text({ maxBytes: 2_048 })),
      desc: optional(text({ maxBytes: 512 })),
      url: text({ maxBytes: 2_048 }),
    }),
  ),
  miniprogram: optional(shape({ title: text({ maxBytes: 64 }), pic_media_id: text(), appid: text(), page: text() })),
  video: optional(shape({ media_id: text() })),
  file: optional(shape({ media_id: text() })),
};
const contentShape = shape(contentFields);
export type Content = Read<typeof contentShape>;

/** A text that may be left out, with its limit in bytes. */
export function textContent(
  maxBytes: number,
  codes: Codes = {},
): Field<{ readonly content: string | undefined } | undefined> {
  return optional(shape({ content: optional(text({ maxBytes, ...codes })) }));
}

/** Every medium known, alive, of the right kind; a picture's address only from media/uploadimg. */
export function assertContent(call: Call, content: Content, purposes: readonly Media["purpose"][] = ["message"]): void {
  const { image, miniprogram, video, file } = content;
  if (image) {
    if (image.media_id !== undefined) getMedia(call, image.media_id, { types: ["image"] });
    else if (image.pic_url === undefined) refuse(40058, "media_id or pic_url is required");
    else if (!call.corp.imageUrls.has(image.pic_url)) refuse(40058, "pic_url is not from media/uploadimg");
  }
  if (miniprogram) getMedia(call, miniprogram.pic_media_id, { types: ["image"] });
  if (video) getMedia(call, video.media_id, { types: ["video"], purposes });
  if (file) getMedia(call, file.media_id, { types: ["file"], purposes });
}

export function assertNoSpam({ corp }: Call, said: string | undefined): void {
  const hit = said === undefined ? undefined : [...corp.spamWords].find((word) => said.includes(word));
  if (hit !== undefined) refuse(40201, hit);
}
