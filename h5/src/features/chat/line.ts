import type { Message } from "../../../../contract/messaging.ts";
import type { Trouble } from "../../app/problem.ts";

/** What a person wrote and wants sent. */
export interface Draft {
  readonly text: string;
  readonly replyTo: Message["replyTo"];
  readonly mentions: Message["mentions"];
}

/** A picture that still has to be uploaded, drawn small for the bubble. */
export interface Preview {
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/**
 * An own line on its way. `sending`: under way or next; `waiting`: no network, or asked to slow down, tried again
 * by itself; `failed`: refused, the person decides.
 */
export interface Line extends Draft {
  /** The message's key and the Idempotency-Key of its sending; a repeat is the same message. */
  readonly key: string;
  readonly picture: Message["picture"];
  readonly preview: Preview | null;
  /** Share of the picture that has left, 0 to 1. */
  readonly progress: number | null;
  readonly state: "sending" | "waiting" | "failed";
  readonly trouble: Trouble | null;
  /** The key was made again because the server found its time wrong; that is done once. */
  readonly isRekeyed: boolean;
}
