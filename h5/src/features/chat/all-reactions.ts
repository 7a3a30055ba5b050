import type { reactionEmoji } from "../../../../contract/messaging.ts";

/** The contract's own list; its type is checked, its value would bring zod along. */
export const allReactions: typeof reactionEmoji = ["👍", "❤️", "😂", "🎉", "😮", "🙏"];
