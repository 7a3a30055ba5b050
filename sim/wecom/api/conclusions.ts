import { optional, type Read, shape, text } from "../fields.ts";
import type { Call } from "./api.ts";
import { getMedia } from "./media-rules.ts";

/** What is said at the end of a temporary chat. */
export const readConclusions = shape({
  text: optional(shape({ content: optional(text({ maxBytes: 4_000 })) })),
  image: optional(shape({ media_id: optional(text()), pic_url: optional(text()) })),
  link: optional(
    shape({
      title: text({ maxBytes: 128 }),
      picurl: optional(text()),
      desc: optional(text({ maxBytes: 512 })),
      url: text(),
    }),
  ),
  miniprogram: optional(shape({ title: text({ maxBytes: 64 }), pic_media_id: text(), appid: text(), page: text() })),
});

/** As get_contact_way reads it back: a picture is shown by its address. */
export function presentConclusions(call: Call, given: Read<typeof readConclusions>): object {
  const { image, link, miniprogram } = given;
  if (image?.media_id !== undefined) getMedia(call, image.media_id, { types: ["image"] });
  if (miniprogram) getMedia(call, miniprogram.pic_media_id, { types: ["image"] });
  const pic_url = image?.pic_url ?? `https://wework.qpic.cn/pic_wework/${image?.media_id ?? ""}/0`;
  return {
    ...(given.text && { text: given.text }),
    ...(image && { image: { pic_url } }),
    ...(link && { link }),
    ...(miniprogram && { miniprogram }),
  };
}
