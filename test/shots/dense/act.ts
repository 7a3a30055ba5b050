import { randomUUID } from "node:crypto";
import { callProgram, messageKey, sessionOf, type Session } from "../../../bench/console-session.ts";

export type { Session };

/** Somebody with a phone, as a test that acts for him needs him. */
export interface Person {
  readonly session: Session;
  readonly memberId: string;
  readonly nickname: string;
}

/** Signs in with a name and password; throws with the refusal. */
export async function signIn(origin: string, login: { account: string; password: string }): Promise<Session> {
  const { status, body, cookie } = await callProgram(origin, { method: "POST", path: "/sessions", body: login });
  if (status !== 200) throw new Error(`signing in was refused: ${JSON.stringify(body)}`);
  return sessionOf(origin, cookie);
}

const consents = { privacy: true, messages: true, contact: false };
let comers = 0;

/** A newcomer behind a live code, or somebody known entering one more group. */
export async function enter(
  origin: string,
  by: { code: string; nickname: string; invitedBy?: string; as?: Person },
): Promise<Person & { groupId: string }> {
  comers += 1;
  const { code, nickname, invitedBy, as } = by;
  const { status, body, cookie } = await callProgram(origin, {
    method: "POST",
    path: `/h5/live-codes/${code}/join`,
    body: { nickname, consents, privacyVersion: "2026-11", ...(invitedBy ? { invitedBy } : {}) },
    address: `10.${(comers >> 14) & 127}.${(comers >> 7) & 127}.${comers & 127}`,
    ...(as ? { cookie: as.session.cookie } : {}),
  });
  if (status !== 200) throw new Error(`${nickname} was not let in: ${status} ${JSON.stringify(body)}`);
  const { groupId, memberId } = body as { groupId: string; memberId: string };
  return { session: as?.session ?? sessionOf(origin, cookie), memberId, nickname, groupId };
}

export interface Said {
  readonly id: string;
  readonly state: string;
}

/** Says something at an instant of the program's last day; undefined when the group does not let him, which a brake or a mute may do. */
export async function say(
  who: Person,
  line: { groupId: string; at: number; text?: string; pictureId?: string; replyTo?: string; mentions?: string[] },
): Promise<Said | undefined> {
  const { groupId, at, ...rest } = line;
  try {
    return await who.session.call<Said>("POST", `/h5/groups/${groupId}/messages`, { key: messageKey(at), ...rest });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    if (/message\.(too_fast|muted|read_only)|member\.not_in_group/.test(reason)) return undefined;
    throw error;
  }
}

/** Uploads a picture as its sender would. */
export async function upload(
  origin: string,
  who: { session: Session },
  jpeg: Buffer,
  path = "/h5/pictures",
): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" }), "photo.jpg");
  const response = await fetch(`${origin}/api${path}`, {
    method: "POST",
    headers: { cookie: who.session.cookie, "idempotency-key": randomUUID() },
    body: form,
  });
  if (response.status !== 200) throw new Error(`the picture was refused: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}
