/**
 * Wakes the dispatcher of this process when something was planned, so that an answer leaves at once and not
 * at the next look. Only a hint: the dispatcher looks by itself several times a second.
 */
const wakes = new Set<() => void>();

export function wakeDispatcher(): void {
  for (const wake of wakes) wake();
}

export function onWake(wake: () => void): () => void {
  wakes.add(wake);
  return () => wakes.delete(wake);
}
