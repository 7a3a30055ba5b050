import { createHash } from "node:crypto";
import { textOf } from "../refusal.ts";
import type { MediaType, UploadJob } from "../world/media.ts";
import type { Call } from "./api.ts";

const mostBytes = 200 * 1024 * 1024;
const partBytes = 8 * 1024 * 1024;

interface Wanted {
  readonly type: MediaType;
  readonly filename: string;
  readonly url: string;
  readonly md5: string;
}

/** Begins to fetch, answers the job at once, and tells the app by an event when it is over. */
export function fetchMedia(call: Call, wanted: Wanted): string {
  const { corp, chance, now } = call;
  const jobid = chance.id("jobid_Qd", 50);
  const job: UploadJob = { jobid, createdAt: now, status: 1, media: undefined, errcode: 0, errmsg: "ok" };
  corp.uploadJobs.set(jobid, job);
  void download(wanted).then((result) => finish(call, { job, wanted, result }));
  return jobid;
}

function finish(
  call: Call,
  at: { readonly job: UploadJob; readonly wanted: Wanted; readonly result: Buffer | number },
): void {
  const { corp, app, world, chance } = call;
  const { job, wanted, result } = at;
  if (typeof result === "number") {
    Object.assign(job, { status: 3, errcode: result, errmsg: textOf(result) });
  } else {
    const { type, filename } = wanted;
    const media = {
      media_id: chance.id("3*1*Qd", 66),
      type,
      purpose: "welcome_template",
      filename,
      contentType: "application/octet-stream",
      bytes: result,
      createdAt: world.clock.seconds(),
    } as const;
    corp.media.set(media.media_id, media);
    Object.assign(job, { status: 2, media });
  }
  const audience = { kind: "app", agentid: app.agentid } as const;
  world.tell(corp, { event: "upload_media_job_finish", audience, fields: { JobId: job.jobid } });
}

/** The file, or the code of why not. In parts, as the platform asks for it: an address without ranges is refused. */
async function download({ url, md5 }: Wanted): Promise<Buffer | number> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for (let total = Number.POSITIVE_INFINITY; size < total;) {
      const response = await fetch(url, { headers: { range: `bytes=${size}-${size + partBytes - 1}` } });
      if (response.status === 200) return 830001;
      if (response.status !== 206) return 830003;
      const part = Buffer.from(await response.arrayBuffer());
      parts.push(part);
      size += part.length;
      total = Number(/\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1] ?? size);
      if (total > mostBytes) return 45001;
      if (part.length === 0) return 830003;
    }
  } catch (error) {
    if (error instanceof TypeError) return 830003;
    throw error;
  }
  const bytes = Buffer.concat(parts);
  return createHash("md5").update(bytes).digest("hex") === md5.toLowerCase() ? bytes : 830003;
}
