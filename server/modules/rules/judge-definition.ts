import { isPunishment, type RuleDefinition } from "./rule.ts";

/** Why a definition makes no rule; the console has a sentence for each. */
export type Fault =
  | "no_words"
  | "empty_window"
  | "join_has_no_message"
  | "join_is_no_offence"
  | "one_greeting"
  | "punishes_everybody"
  | "action_twice";

/** The field at fault, and what is wrong with it. */
export interface Invalid {
  readonly field: "conditions" | "actions";
  readonly reason: Fault;
}

/**
 * Tidies what staff typed: each word once, tags and ids once. Words of which nothing can be seen are dropped.
 */
export function tidyDefinition(raw: RuleDefinition): RuleDefinition {
  const { conditions } = raw;
  const keywords = conditions.keywords && {
    ...conditions.keywords,
    words: once(conditions.keywords.words.filter(isVisible)),
  };
  return {
    ...raw,
    conditions: {
      ...conditions,
      keywords,
      contact: once(conditions.contact),
      communityIds: once(conditions.communityIds),
      groupIds: once(conditions.groupIds),
      groupTags: once(conditions.groupTags),
      memberTags: once(conditions.memberTags),
    },
  };
}

const once = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** Letters, digits, signs and emoji can be seen; spaces, joiners and marks alone cannot, and would match nothing or all. */
const isVisible = (word: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(word);

/** The first thing that keeps a tidied definition from being a rule; undefined when it is one. */
export function findFault(definition: RuleDefinition): Invalid | undefined {
  return findConditionFault(definition) ?? findActionFault(definition);
}

function findConditionFault({ trigger, conditions }: RuleDefinition): Invalid | undefined {
  const at = (reason: Fault): Invalid => ({ field: "conditions", reason });
  const { keywords, contact, between } = conditions;
  if (keywords?.words.length === 0) return at("no_words");
  if (between && between.from === between.until) return at("empty_window");
  if (trigger === "member.joined" && (keywords || contact.length > 0)) return at("join_has_no_message");
  return undefined;
}

/** Of these one is enough: a second would say the same, or contradict the first. */
const onlyOnce = new Set(["hold", "warn", "mute", "remove", "ladder"]);

function findActionFault({ trigger, conditions, actions }: RuleDefinition): Invalid | undefined {
  const at = (reason: Fault): Invalid => ({ field: "actions", reason });
  const kinds = actions.map((action) => action.kind).filter((kind) => onlyOnce.has(kind));
  if (new Set(kinds).size < kinds.length) return at("action_twice");
  const replies = actions.filter((action) => action.kind === "reply");
  if (trigger === "member.joined" && replies.length > 1) return at("one_greeting");
  if (!actions.some(isPunishment)) return undefined;
  if (trigger === "member.joined") return at("join_is_no_offence");
  return asksNothing(conditions) ? at("punishes_everybody") : undefined;
}

/** Whether every message of everybody everywhere would match. */
const asksNothing = (conditions: RuleDefinition["conditions"]): boolean =>
  conditions.keywords === null &&
  conditions.contact.length +
    conditions.communityIds.length +
    conditions.groupIds.length +
    conditions.groupTags.length +
    conditions.memberTags.length ===
    0 &&
  conditions.newcomer === null &&
  conditions.between === null;
