import { useCallback, useEffect, useRef, useState } from "react";
import type { Message } from "../../../../../contract/messaging.ts";
import { call } from "../../../app/api-client.ts";
import { watchGroup } from "../../../app/staff-socket.ts";
import { applyFrame, isBehind, mergeMessages } from "./chat-log.ts";

/** At most so many pages are read at once after a long absence; the rest is reached by scrolling up. */
const catchUpPages = 5;

export interface LiveChat {
  readonly messages: readonly Message[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly isConnected: boolean;
  readonly onlineCount: number | undefined;
  readonly hasOlder: boolean;
  readonly loadOlder: () => Promise<void>;
  readonly reload: () => void;
  /** The server's clock in ms, for message keys. */
  readonly serverNow: () => number;
}

/**
 * A group's chat as it happens. Frames are hints: after every connection, and when a tick names a message that
 * never came, what is missing is read over HTTP. Mount it with the group's id as key.
 */
export function useLiveChat(groupId: string): LiveChat {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [status, setStatus] = useState<{ isLoading: boolean; error: unknown }>({ isLoading: true, error: null });
  const [isConnected, setConnected] = useState(false);
  const [hasOlder, setHasOlder] = useState(false);
  const [onlineCount, setOnlineCount] = useState<number>();
  const known = useRef<readonly Message[]>([]);
  const clockOffset = useRef(0);

  const change = useCallback((next: readonly Message[]) => {
    known.current = next;
    setMessages(next);
  }, []);

  const catchUp = useCallback(async () => {
    try {
      const fresh = await readNewer(groupId, known.current.at(-1)?.id);
      if (known.current.length === 0) setHasOlder(fresh.more);
      change(mergeMessages(known.current, fresh.items));
      setStatus({ isLoading: false, error: null });
    } catch (error) {
      setStatus({ isLoading: false, error });
    }
  }, [groupId, change]);

  useEffect(() => {
    const socket = watchGroup(groupId, {
      onState: (state) => setConnected(state === "open"),
      onFrame: (frame) => {
        if (frame.type === "hello") {
          clockOffset.current = frame.serverTime - Date.now();
          void catchUp();
        }
        if (frame.type === "presence" && frame.groupId === groupId) setOnlineCount(frame.onlineCount);
        if (isBehind(known.current, frame)) void catchUp();
        else change(applyFrame(known.current, groupId, frame));
      },
    });
    // Not only after hello: the history is there to read even where sockets are blocked.
    void catchUp();
    return socket.close;
  }, [groupId, catchUp, change]);

  const loadOlder = useCallback(async () => {
    const before = known.current[0]?.id;
    if (!before) return;
    const older = await call("GET /groups/:groupId/messages", { groupId, before });
    setHasOlder(older.more);
    change(mergeMessages(known.current, older.items));
  }, [groupId, change]);

  return {
    messages,
    ...status,
    isConnected,
    onlineCount,
    hasOlder,
    loadOlder,
    reload: () => void catchUp(),
    serverNow: () => Date.now() + clockOffset.current,
  };
}

/** The newest page, or everything after a message. */
async function readNewer(groupId: string, after: string | undefined): Promise<{ items: Message[]; more: boolean }> {
  if (!after) return call("GET /groups/:groupId/messages", { groupId });
  const items: Message[] = [];
  let last = after;
  for (let page = 0; page < catchUpPages; page++) {
    const part = await call("GET /groups/:groupId/messages", { groupId, after: last, limit: 100 });
    items.push(...part.items);
    last = part.items.at(-1)?.id ?? last;
    if (!part.more) break;
  }
  return { items, more: false };
}
