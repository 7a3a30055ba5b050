/**
 * The chance to say a first word to a new customer in the member's name: once, within 20 seconds, and only while the
 * two have not begun to talk. Each app that is told receives a code of its own for the same chance.
 */
export interface Welcome {
  readonly code: string;
  readonly agentid: number;
  readonly chance: WelcomeChance;
}

export interface WelcomeChance {
  readonly userid: string;
  readonly external_userid: string;
  readonly expiresAtMs: number;
  /** An app's agentid while its welcome is on its way. */
  sendingBy: number | undefined;
  sentBy: number | undefined;
}
