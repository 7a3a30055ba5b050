/**
 * What is said in groups, and everything that leaves: messages, actions, sends, receipts.
 *
 * Owns      messages, message_reactions, pictures, inbound_rejected, actions, sends, action_sends,
 *           send_counts, carrier_quotas, sending_settings
 * Listens   member.data_deleted, org.wiping, task.closed
 * Emits     message.recalled, message.withdrawn, action.unknown
 * Promises  an accepted inbound is stored once; an action has one effect per key and ends in one final state;
 *           nothing is called "sent" before the carrier said so
 */
import "./events.ts";
export type { Action, ActionBody, CauseKind, GroupFacts, PlannedAction } from "./action.ts";
export type { Arrival, BatchHook, Inbound, Outcome, SenderFacts, Verdict } from "./arrival.ts";
export type { Carrier, Parcel, Receipt, Send, Sending, UnknownPolicy } from "./carrier.ts";
export type { StoredMessage } from "./message.ts";
export { CarrierUnreachable } from "./carrier.ts";
export { registerCarrier } from "./carriers.ts";
export { planActions, amendAction } from "./plan-actions.ts";
export { Ingest } from "./ingest.ts";
export { Dispatcher } from "./dispatcher.ts";
export { frames } from "./frames.ts";
export { messages } from "./messages.ts";
export { findActionStates } from "./store/actions.ts";
export { createRoutes } from "./routes.ts";
export { listeners } from "./reactions.ts";
export { undos } from "./undos.ts";
