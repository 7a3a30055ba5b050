/** Hot rows are spread over 64 shards by an immutable id, so that they can leave for several machines later. */
export const shardCount = 64;

/**
 * The shard of whatever hangs on this id (a group, a member, a campaign). The last six bits of a uuidv7 are
 * chance, so this is even and costs nothing; it must never change, since rows stand where it says.
 */
export function shardOf(id: string): number {
  return Number.parseInt(id.slice(-2), 16) & (shardCount - 1);
}
