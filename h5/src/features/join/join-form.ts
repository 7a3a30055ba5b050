import type { JoinPage } from "../../../../contract/joining.ts";
import type { ProblemCode } from "../../../../contract/problems.ts";
import type { Trouble } from "../../app/problem.ts";
import type { Messages } from "../../messages/zh.ts";

export const nicknameLimit = 20;

export interface JoinForm {
  readonly nickname: string;
  readonly privacy: boolean;
  readonly messages: boolean;
  readonly contact: boolean;
}

export const emptyForm: JoinForm = { nickname: "", privacy: false, messages: false, contact: false };

export type JoinField = "nickname" | "privacy" | "messages";
export type JoinErrors = Partial<Readonly<Record<JoinField, string>>>;

/** The nickname as the server will keep it: one line, without marks that hide or reorder letters. */
export function cleanNickname(raw: string): string {
  return raw
    .replaceAll(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** What is wrong with a nickname; undefined when nothing is. */
export function checkNickname(raw: string, texts: Messages): string | undefined {
  const nickname = cleanNickname(raw);
  if (nickname === "") return texts.join.nicknameEmpty;
  return nickname.length > nicknameLimit ? texts.join.nicknameTooLong(nicknameLimit, nickname.length) : undefined;
}

/** Every field at fault with its sentence; empty when the form may leave. */
export function checkForm(form: JoinForm, texts: Messages): JoinErrors {
  const nickname = checkNickname(form.nickname, texts);
  return {
    ...(nickname ? { nickname } : {}),
    ...(form.privacy ? {} : { privacy: texts.join.privacyMissing }),
    ...(form.messages ? {} : { messages: texts.join.messagesMissing }),
  };
}

export type JoinView = "returning" | "form" | Exclude<JoinPage["state"], "open">;

/** What the join page shows. Who is in goes on, whatever has become of the link. */
export function chooseView(page: Pick<JoinPage, "state" | "me">): JoinView {
  if (page.me?.groupId) return "returning";
  return page.state === "open" ? "form" : page.state;
}

const closedBy: Partial<Readonly<Record<ProblemCode, keyof Messages["join"]["states"]>>> = {
  "live_code.not_found": "unknown",
  "live_code.full": "full",
  "live_code.expired": "expired",
  "live_code.stopped": "stopped",
  "live_code.not_yet": "not_yet",
};

/** The closed state that a refusal means, when it means one. */
export function readClosed(trouble: Trouble): keyof Messages["join"]["states"] | undefined {
  return trouble === "offline" ? "offline" : closedBy[trouble.code];
}
