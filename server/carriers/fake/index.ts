/**
 * A carrier behind a network that can fail in every way, for development and tests.
 *
 * Owns      nothing
 * Listens   callbacks of the fake carrier's process
 * Emits     nothing: what it delivers goes to messaging's ingest
 * Promises  a callback is answered after its commit; a call that may have arrived is never called "never arrived"
 */
export { createFakeCarrier } from "./fake-carrier.ts";
export { mountFakeCallbacks } from "./mount-callbacks.ts";
