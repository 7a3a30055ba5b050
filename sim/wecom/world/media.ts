/** What was uploaded: shared by all apps of the corp, for three days. */
export interface Media {
  readonly media_id: string;
  readonly type: MediaType;
  /** Media for a group send cannot be used for a moment, and the other way round. */
  readonly purpose: "message" | "moment" | "album" | "welcome_template";
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly createdAt: number;
}

export const mediaTypes = ["image", "voice", "video", "file"] as const;
export type MediaType = (typeof mediaTypes)[number];

/** Fetching a large file from an address. */
export interface UploadJob {
  readonly jobid: string;
  readonly createdAt: number;
  /** 1 running, 2 done, 3 failed. */
  status: 1 | 2 | 3;
  media: Media | undefined;
  errcode: number;
  errmsg: string;
}
