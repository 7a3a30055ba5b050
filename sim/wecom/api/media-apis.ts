import { choice, optional, shape, text, whole } from "../fields.ts";
import { refuse } from "../refusal.ts";
import { type Media, type MediaType, mediaTypes } from "../world/media.ts";
import { type Api, api, type Call, RawAnswer } from "./api.ts";
import { fetchMedia } from "./fetch-media.ts";
import { getMedia } from "./media-rules.ts";
import type { Upload } from "./multipart.ts";

const mb = 1024 * 1024;
const largest: Readonly<Record<MediaType, number>> = { image: 10 * mb, voice: 2 * mb, video: 10 * mb, file: 20 * mb };
const largestImage = 2 * mb;
/** More must be fetched in parts. */
const largestWhole = 20 * mb;

/** The file of the form: there, larger than five bytes, not too large, and what it says it is. */
function readFile({ file }: Call, type: MediaType, limit = largest[type]): Upload {
  if (!file || file.bytes.length === 0) return refuse(44001);
  if (file.bytes.length <= 5) refuse(40006);
  if (file.bytes.length > limit) refuse(45001);
  if (type === "image" && !isPicture(file.bytes)) refuse(40123);
  if (type === "video" && file.bytes.toString("latin1", 4, 8) !== "ftyp") refuse(40004, "not an MP4");
  if (type === "voice" && !file.bytes.subarray(0, 5).equals(Buffer.from("#!AMR"))) refuse(40004, "not an AMR");
  return file;
}

function isPicture(bytes: Buffer): boolean {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  return isJpeg || bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
}

function keep(call: Call, file: Upload, as: { readonly type: MediaType; readonly purpose: Media["purpose"] }): Media {
  const { corp, chance, now } = call;
  const { filename, contentType, bytes } = file;
  const media = { media_id: chance.id("3Qd", 66), filename, contentType, bytes, createdAt: now, ...as };
  corp.media.set(media.media_id, media);
  return media;
}

function spendImage({ corp, windows, nowMs }: Call): void {
  const { uploadedImagesPerDay, uploadedImagesPerMonth } = corp.limits;
  const key = `uploadimg/${corp.corpid}`;
  const isFree =
    windows.spend(key, { limit: uploadedImagesPerDay, window: "day" }, nowMs) &&
    windows.spend(key, { limit: uploadedImagesPerMonth, window: "month" }, nowMs);
  if (!isFree) refuse(45009);
}

const typeField = text({ isOneOf: mediaTypes, bad: 40004, missing: 40004 });

function typeOf(name: string): MediaType {
  return mediaTypes.find((type) => type === name) ?? refuse(40004, name);
}

const get = api({
  method: "GET",
  path: "media/get",
  summary: "What was uploaded, whole or a range of it",
  need: "any",
  input: shape({ media_id: text({ missing: 41006 }) }),
  answer: (call, { media_id }) => {
    const purposes = ["message", "moment", "album", "welcome_template"] as const;
    const { bytes, contentType, filename } = getMedia(call, media_id, { purposes });
    const headers = {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${encodeURIComponent(filename)}"`,
      "accept-ranges": "bytes",
    };
    const range = /^bytes=(\d+)-(\d*)$/.exec(call.range ?? "");
    if (!range) return bytes.length > largestWhole ? refuse(830002) : new RawAnswer(200, headers, bytes);
    const from = Number(range[1]);
    const to = Math.min(bytes.length - 1, range[2] ? Number(range[2]) : bytes.length - 1);
    if (from > to) return new RawAnswer(416, headers, Buffer.alloc(0));
    if (to - from + 1 > largestWhole) refuse(830002);
    const contentRange = { "content-range": `bytes ${from}-${to}/${bytes.length}` };
    return new RawAnswer(206, { ...headers, ...contentRange }, bytes.subarray(from, to + 1));
  },
});

export const mediaApis: readonly Api[] = [
  api({
    method: "POST",
    path: "media/upload",
    summary: "A medium for messages, kept for three days",
    need: "any",
    isUpload: true,
    input: shape({ type: typeField }),
    answer: (call, input) => {
      const type = typeOf(input.type);
      const { media_id, createdAt } = keep(call, readFile(call, type), { type, purpose: "message" });
      return { errmsg: "", type, media_id, created_at: String(createdAt) };
    },
  }),
  api({
    method: "POST",
    path: "media/uploadimg",
    summary: "A picture with an address that lasts",
    need: "any",
    isUpload: true,
    answer: (call) => {
      readFile(call, "image", largestImage);
      spendImage(call);
      const url = `https://wework.qpic.cn/wwpic/${call.chance.hex(40)}/0`;
      call.corp.imageUrls.add(url);
      return { errmsg: "", url };
    },
  }),
  api({
    method: "POST",
    path: "media/upload_attachment",
    summary: "A medium for moments or the product album",
    isUpload: true,
    input: shape({
      media_type: text({ isOneOf: ["image", "video", "file"], bad: 40004, missing: 40004 }),
      attachment_type: text({ isOneOf: ["1", "2"], bad: 40058 }),
    }),
    answer: (call, { media_type, attachment_type }) => {
      const type = typeOf(media_type);
      const purpose = attachment_type === "1" ? "moment" : "album";
      const { media_id, createdAt } = keep(call, readFile(call, type, 10 * mb), { type, purpose });
      return { errmsg: "", type, media_id, created_at: createdAt };
    },
  }),
  get,
  api({
    method: "POST",
    path: "media/upload_by_url",
    summary: "Fetches a large file for 入群欢迎语 from an address",
    need: "any",
    input: shape({
      scene: choice([1]),
      type: text({ isOneOf: ["video", "file"], bad: 40004 }),
      filename: text({ maxBytes: 128 }),
      url: text({ maxBytes: 1_024 }),
      md5: text(),
    }),
    answer: (call, { type, filename, url, md5 }) => ({
      jobid: fetchMedia(call, { type: typeOf(type), filename, url, md5 }),
    }),
  }),
  api({
    method: "POST",
    path: "media/get_upload_by_url_result",
    summary: "What became of it: 1 under way, 2 done, 3 failed",
    need: "any",
    input: shape({ jobid: text(), agentid: optional(whole()) }),
    answer: (call, { jobid }) => {
      const job = call.corp.uploadJobs.get(jobid) ?? refuse(40058, "jobid");
      if (job.createdAt + 3_600 <= call.now) refuse(40058, "jobid is older than an hour");
      const { status, media, errcode, errmsg } = job;
      const made = media && { media_id: media.media_id, created_at: String(media.createdAt) };
      return { status, detail: { errcode, errmsg, ...made } };
    },
  }),
];
