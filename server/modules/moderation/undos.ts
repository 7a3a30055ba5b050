import { updateLadder as api } from "../../../contract/moderation.ts";
import { requireUnchanged, type Undos } from "../../kernel/undo.ts";
import { getLadder } from "./store/ladder.ts";
import { updateLadder } from "./update-ladder.ts";

/** How changes of the ladder are taken back; what was done by it stays. */
export const undos: Undos = {
  "ladder.update": async (tx, { before, after }) => {
    requireUnchanged(after, { ...(await getLadder(tx)) });
    await updateLadder(tx, api.in.parse(before));
  },
};
