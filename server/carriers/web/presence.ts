/** Who is looking at which group right now, in this process. A hint for the header, not a record. */
export class Presence {
  readonly #byGroup = new Map<string, Map<string, number>>();

  enter(groupId: string, personId: string): void {
    const people = this.#byGroup.get(groupId) ?? new Map<string, number>();
    this.#byGroup.set(groupId, people);
    people.set(personId, (people.get(personId) ?? 0) + 1);
  }

  leave(groupId: string, personId: string): void {
    const people = this.#byGroup.get(groupId);
    const sockets = (people?.get(personId) ?? 0) - 1;
    if (sockets > 0) people?.set(personId, sockets);
    else people?.delete(personId);
    if (people?.size === 0) this.#byGroup.delete(groupId);
  }

  count(groupId: string): number {
    return this.#byGroup.get(groupId)?.size ?? 0;
  }

  isOnline(groupId: string, personId: string): boolean {
    return this.#byGroup.get(groupId)?.has(personId) ?? false;
  }

  groups(): string[] {
    return [...this.#byGroup.keys()];
  }
}
