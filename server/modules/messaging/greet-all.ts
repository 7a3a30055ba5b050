import type { MemberId } from "../../../contract/ids.ts";
import type { ActionBody } from "./action.ts";

/** The text of a post with the names of all whom it greets in the place of {names}; who is gone is left out. */
export function greetAll(
  { text = "", memberIds = [] }: Pick<ActionBody, "text" | "memberIds">,
  members: ReadonlyMap<MemberId, { readonly nickname: string }>,
): string {
  if (memberIds.length === 0) return text;
  return text.replaceAll("{names}", memberIds.flatMap((id) => members.get(id)?.nickname ?? []).join("、"));
}
