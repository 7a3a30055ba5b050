import { useEffect, useState } from "preact/hooks";
import { serverNow } from "../../app/server-clock.ts";

/** The server's time in ms, moved on every 15 s: for what changes by the clock alone. */
export function useMinute(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
