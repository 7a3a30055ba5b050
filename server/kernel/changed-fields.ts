/** The fields that a change really alters, as they were and as they become: what an audit entry shows. */
export interface Changed {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly fields: readonly string[];
}

/**
 * Compares a thing with what is asked of it, field by field, values as JSON. Fields that are undefined in the
 * change stay as they are. Undefined when nothing would differ.
 */
export function changedFields<K extends string>(
  thing: Readonly<Record<K, unknown>>,
  change: Readonly<Partial<Record<K, unknown>>>,
  fields: readonly K[],
): Changed | undefined {
  const changed = fields.filter(
    (field) => change[field] !== undefined && JSON.stringify(change[field]) !== JSON.stringify(thing[field]),
  );
  if (changed.length === 0) return undefined;
  return {
    before: Object.fromEntries(changed.map((field) => [field, thing[field]])),
    after: Object.fromEntries(changed.map((field) => [field, change[field]])),
    fields: changed,
  };
}
