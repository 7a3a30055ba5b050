import { announceCommitted, publishFrame, setFrameSink, topics } from "./announce-message.ts";

/** Frames to sockets: their topics, how to publish one, and where app.ts plugs in what carries them. */
export const frames = { topics, publish: publishFrame, setSink: setFrameSink, announce: announceCommitted } as const;
