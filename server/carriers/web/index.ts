/**
 * The built-in carrier: the group chat on H5.
 *
 * Owns      the sockets of members and of staff who look in; presence
 * Listens   frames of messaging
 * Emits     nothing: what members say goes to messaging's ingest
 * Promises  a frame is a hint; who was away reads what was missed
 */
export { webCarrier } from "./web-carrier.ts";
export { Presence } from "./presence.ts";
export { mountSockets, type Visitor } from "./mount-sockets.ts";
