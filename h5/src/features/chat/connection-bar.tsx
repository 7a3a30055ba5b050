import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { texts } from "../../app/language.ts";
import type { Connection } from "./live.ts";

/** A reconnect that succeeds within this time is nobody's concern. */
const graceMs = 2500;

/** Says that the line is lost and what becomes of what one writes meanwhile. */
export function ConnectionBar({ connection }: { readonly connection: Connection }): JSX.Element | null {
  const isLost = connection !== "open";
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!isLost) return undefined;
    const timer = setTimeout(() => setLong(true), graceMs);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (!isLost || !isLong) return null;
  const { chat } = texts.value;
  return (
    <div class="connection-bar" role="status">
      {navigator.onLine ? chat.connecting : chat.offline}
    </div>
  );
}
