import { createHash } from "node:crypto";

export const cookieName = "qd_staff";

/** A session that is not used for so long is over. */
export const idleDays = 14;
const idleMs = idleDays * 86_400_000;

/** That a session was used is written down at most this often. */
const touchMs = 60_000;

/** 256 bits of chance need no slow hash. */
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Sessions last used at this instant or before are over. */
export const expiryLimit = (now: Date): Date => new Date(now.getTime() - idleMs);

/** Sessions last noted at this instant or before are due to be noted again. */
export const touchLimit = (now: Date): Date => new Date(now.getTime() - touchMs);
