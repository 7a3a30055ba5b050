/**
 * What this device remembers. Private windows and full disks refuse storage: then it is kept for as long as
 * the page lives, so callers need no second path.
 */
const prefix = "qundao.";
const memory = new Map<string, string>();

export function readStored(key: string): string | null {
  return memory.get(key) ?? ask(() => localStorage.getItem(prefix + key)) ?? null;
}

export function writeStored(key: string, value: string): void {
  const kept = ask(() => {
    localStorage.setItem(prefix + key, value);
    return true;
  });
  if (kept) memory.delete(key);
  else memory.set(key, value);
}

export function forgetStored(key: string): void {
  memory.delete(key);
  ask(() => localStorage.removeItem(prefix + key));
}

/** The keys that start with `start`, without the prefix of the product. */
export function listStored(start: string): string[] {
  const own = ask(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix + start))
      .map((key) => key.slice(prefix.length)),
  );
  const kept = [...memory.keys()].filter((key) => key.startsWith(start));
  return [...new Set([...(own ?? []), ...kept])];
}

/** Forgets all of it: the member's data were deleted. */
export function forgetAll(): void {
  for (const key of listStored("")) forgetStored(key);
}

function ask<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    // Storage is refused (private window, full, or switched off): memory takes over.
    return undefined;
  }
}
