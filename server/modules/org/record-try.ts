import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { decideRetryAt, keysOfTry, windowStart, type TryKind } from "./login-throttle.ts";
import { addTry, deleteTries, lockTries, removeTry } from "./store/tries.ts";

export interface Try {
  readonly keys: Readonly<Record<TryKind, string>>;
  readonly at: Date;
}

/**
 * Counts a try of a password before it is looked at; refuses with login.throttled after 10 in 15 minutes for one
 * account and address, or 50 for one address. A refused try does not count.
 */
export function recordTry(ctx: Ctx, of: { account: string; address: string }): Promise<Try> {
  const keys = keysOfTry(of.account, of.address);
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    const tries = await lockTries(tx, [keys.account, keys.address], now);
    const retryAt = (["account", "address"] as const)
      .map((kind) => decideRetryAt(kind, tries.get(keys[kind]) ?? [], now)?.getTime() ?? 0)
      .reduce((a, b) => Math.max(a, b));
    if (retryAt > 0) refuse("login.throttled", { retryAfterSeconds: Math.ceil((retryAt - now.getTime()) / 1000) });
    await addTry(tx, [keys.account, keys.address], { now, windowStart: windowStart(now) });
    return { keys, at: now };
  });
}

/**
 * A right password clears the account's tries, but takes back only its own from the address: with one account an
 * attacker would else win 50 more tries at the others whenever he likes.
 */
export async function clearTries(tx: Ctx, fitting: Try): Promise<void> {
  await deleteTries(tx, fitting.keys.account);
  await removeTry(tx, fitting.keys.address, fitting.at);
}
