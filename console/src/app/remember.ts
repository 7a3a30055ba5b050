/** What this browser remembers for its user. Where storage is forbidden (private windows), nothing is kept. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`console.${name}`) ?? undefined;
  } catch {
    // Reading storage throws where it is forbidden; the default then stands.
    return undefined;
  }
}

/** Keeps a setting of this browser until it is changed; forbidden storage keeps it for this page only. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`console.${name}`, value);
  } catch {
    // The choice still holds until the page is closed.
    return;
  }
}
