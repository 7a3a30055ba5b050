import { updateSending as api } from "../../../contract/messaging.ts";
import { requireUnchanged, type Undos } from "../../kernel/undo.ts";
import { getSendingRules } from "./store/settings.ts";
import { updateSending } from "./update-sending.ts";

/** How changes of the sending rules are taken back. */
export const undos: Undos = {
  "sending.update": async (tx, { before, after }) => {
    requireUnchanged(after, { ...(await getSendingRules(tx)) });
    await updateSending(tx, api.in.parse(before));
  },
};
