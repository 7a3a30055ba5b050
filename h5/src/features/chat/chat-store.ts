import { signal, type ReadonlySignal } from "@preact/signals";
import { emptyChat, reduceChat, type ChatAction, type ChatState } from "./chat-state.ts";
import type { Outbox } from "./outbox.ts";

/** The state of one chat and the only way to change it. */
export interface ChatStore {
  readonly state: ReadonlySignal<ChatState>;
  dispatch(action: ChatAction): void;
}

/** A store whose own lines survive a reload: the outbox always holds what the state's lines say. */
export function makeChatStore(outbox: Outbox): ChatStore {
  const state = signal(emptyChat);
  const apply = (action: ChatAction) => {
    const before = state.value;
    state.value = reduceChat(before, action);
    if (before.lines !== state.value.lines) outbox.follow(before.lines, state.value.lines);
  };
  for (const line of outbox.read()) apply({ type: "line.added", line });
  return { state, dispatch: apply };
}
