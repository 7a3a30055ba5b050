import { useEffect, useRef, useState } from "preact/hooks";
import { readTrouble, type Trouble } from "./problem.ts";

export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "failed"; readonly trouble: Trouble };

/** Loads on sight and again on `reload`; an answer that comes after a later question is dropped. */
export function useLoad<T>(load: () => Promise<T>): { readonly loaded: Loaded<T>; readonly reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    let isWanted = true;
    const settle = (next: Loaded<T>) => {
      if (isWanted) setLoaded(next);
    };
    settle({ state: "loading" });
    void latest.current().then(
      (value) => settle({ state: "ready", value }),
      (error: unknown) => settle({ state: "failed", trouble: readTrouble(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [turn]);
  return { loaded, reload: () => setTurn(turn + 1) };
}
