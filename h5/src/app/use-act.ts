import { useRef, useState } from "preact/hooks";
import { readTrouble, type Trouble } from "./problem.ts";
import { makeUuid } from "./uuid.ts";

interface Act {
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  /** The person changed what the act would carry: it is another act from now on. */
  readonly clear: () => void;
  /** Runs the act unless it is running; true when it succeeded. */
  readonly run: (act: (key: string) => Promise<unknown>) => Promise<boolean>;
}

/**
 * One act of a person at a time. Its Idempotency-Key stays the same while the answer is unknown, so that pressing
 * the button again after a lost answer cannot do it twice.
 */
export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const key = useRef<string | null>(null);
  const running = useRef(false);

  const run: Act["run"] = async (act) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setTrouble(null);
    key.current ??= makeUuid();
    try {
      await act(key.current);
      key.current = null;
      return true;
    } catch (error) {
      const found = readTrouble(error);
      const isSettled = found !== "offline" && found.code !== "request.in_progress";
      if (isSettled) key.current = null;
      setTrouble(found);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const clear = () => {
    key.current = null;
    setTrouble(null);
  };
  return { isBusy, trouble, clear, run };
}
