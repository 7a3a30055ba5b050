import type { z } from "zod";
import type { RuleId } from "../../../contract/ids.ts";
import type {
  Hit as HitShape,
  RuleAction,
  RuleConditions,
  RuleMode as Mode,
  RuleTrigger as Trigger,
} from "../../../contract/rules.ts";

export type RuleTrigger = z.infer<typeof Trigger>;
export type RuleMode = z.infer<typeof Mode>;
export type Hit = z.infer<typeof HitShape>;

/** What staff decide about a rule; each change of it is a new version. */
export interface RuleDefinition {
  readonly name: string;
  readonly mode: RuleMode;
  readonly trigger: RuleTrigger;
  /** Lower comes first. */
  readonly priority: number;
  /** When this rule matched, later ones are not asked. */
  readonly stopsHere: boolean;
  readonly conditions: RuleConditions;
  readonly actions: readonly RuleAction[];
  readonly coolDown: { readonly memberMinutes: number; readonly groupMinutes: number };
}

export interface Rule extends RuleDefinition {
  readonly id: RuleId;
  readonly version: number;
  readonly updatedAt: Date;
}

/** The actions that are carried out against the author of a message; each of them also holds the message. */
const punishments = ["hold", "warn", "mute", "remove", "ladder"] as const;

export type Punishment = Extract<RuleAction, { kind: (typeof punishments)[number] }>;

export const isPunishment = (action: RuleAction): action is Punishment =>
  punishments.some((kind) => kind === action.kind);

/** The order in which rules are asked. Ids decide between equals, so the order never depends on the database. */
export const inOrder = (a: Rule, b: Rule): number => a.priority - b.priority || (a.id < b.id ? -1 : 1);
