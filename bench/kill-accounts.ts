/**
 * Compares what a carrier knows with what the program knows after it was killed: what was acknowledged and what
 * took effect on one side, what is stored, answered, counted and called sent on the other. Every figure is a
 * comparison of sets, so that one loss and one double never cancel each other out.
 */
export interface CarrierSide {
  /** Ids of messages that the program has acknowledged. */
  readonly acknowledged: readonly string[];
  /** How often each key took effect. */
  readonly effects: Readonly<Record<string, number>>;
}

export interface ProgramSide {
  /** Stored messages of the carrier: their id there, their id here, and whether a rule answers them. */
  readonly stored: readonly { readonly carrierId: string; readonly id: string; readonly isAsking: boolean }[];
  /** What was planned: the key at the carrier, its state, and the message that it answers. */
  readonly actions: readonly { readonly key: string; readonly state: string; readonly messageId: string }[];
  /** Keys of actions that stand in the chat, once for each time. */
  readonly said: readonly string[];
  /** What the rollups have counted. */
  readonly counted: number;
}

export interface Verdict {
  readonly lost: Readonly<Record<string, number>>;
  readonly doubled: Readonly<Record<string, number>>;
}

/** Names each way to lose or to double, with how often it happened. */
export function compareSides(carrier: CarrierSide, program: ProgramSide): Verdict {
  const { stored, actions, said, counted } = program;
  const storedIds = new Set(stored.map((message) => message.carrierId));
  const answered = new Set(actions.map((action) => action.messageId));
  const sent = actions.filter((action) => action.state === "sent");
  const saidKeys = new Set(said);
  const hadEffect = (key: string): boolean => (carrier.effects[key] ?? 0) > 0;
  const mayHaveHappened = new Set(["sent", "sending", "unknown"]);
  return {
    lost: {
      acknowledgedNotStored: carrier.acknowledged.filter((id) => !storedIds.has(id)).length,
      askedNotAnswered: stored.filter((message) => message.isAsking && !answered.has(message.id)).length,
      sentWithoutEffect: sent.filter((action) => !hadEffect(action.key)).length,
      effectDenied: actions.filter((action) => hadEffect(action.key) && !mayHaveHappened.has(action.state)).length,
      sentNotInChat: sent.filter((action) => !saidKeys.has(action.key)).length,
      storedNotCounted: Math.max(0, stored.length - counted),
    },
    doubled: {
      storedTwice: stored.length - storedIds.size,
      answeredTwice: actions.length - answered.size,
      effectTwice: Object.values(carrier.effects).filter((times) => times > 1).length,
      inChatTwice: said.length - saidKeys.size,
      countedTwice: Math.max(0, counted - stored.length),
    },
  };
}

export const sumOf = (figures: Readonly<Record<string, number>>): number =>
  Object.values(figures).reduce((sum, figure) => sum + figure, 0);
