/** A real database with real events and a clock that tests move; for use-case tests beside the code. */
import { afterAll } from "vitest";
import type { OrgId } from "../../contract/ids.ts";
import type { Clock } from "../../server/kernel/clock.ts";
import { systemActor, type Ctx } from "../../server/kernel/context.ts";
import { createContext, type Parts, type Who } from "../../server/kernel/create-context.ts";
import { openDatabase } from "../../server/kernel/database.ts";
import { EventBus, type Listener } from "../../server/kernel/events.ts";
import { createIds } from "../../server/kernel/ids.ts";
import { JobQueue, type JobHandler } from "../../server/kernel/jobs.ts";
import { createLog } from "../../server/kernel/log.ts";
import { createTestDatabase } from "./database.ts";

export interface TestClock extends Clock {
  advance(ms: number): void;
}

/** Starts at a fixed instant, a Tuesday morning in Shanghai; moves only when told to. */
export function testClock(start = "2026-11-24T02:00:00.000Z"): TestClock {
  let ms = Date.parse(start);
  return {
    now: () => new Date(ms),
    monotonicMs: () => ms,
    advance: (by) => {
      ms += by;
    },
  };
}

export interface TestContext {
  readonly ctx: Ctx;
  readonly parts: Parts;
  readonly clock: TestClock;
  readonly url: string;
  /** The same database as somebody else, or in another org. */
  readonly ctxAs: (who: Partial<Who>) => Ctx;
}

/**
 * Opens a fresh database for the tests of one file and closes it after them. `ctx` is the system acting in a
 * new org id; make the org's own rows with the builders of module org where they are needed.
 */
export async function openTestContext(
  options: { listeners?: readonly Listener[]; jobHandlers?: readonly JobHandler[] } = {},
): Promise<TestContext> {
  const database = await createTestDatabase();
  const log = createLog("silent");
  const clock = testClock();
  const ids = createIds(clock);
  const opened = openDatabase({ url: database.url, max: 12, log });
  const jobs = new JobQueue({ url: database.url, log });
  await jobs.open(["kernel.hear", ...(options.jobHandlers ?? []).map((handler) => handler.job)]);
  const parts: Parts = { db: opened.db, clock, ids, log, events: new EventBus(options.listeners ?? []), jobs };
  const org = ids.next<OrgId>();
  const who: Who = { org, actor: systemActor };
  afterAll(async () => {
    await jobs.close(100);
    await opened.close();
    await database.drop();
  });
  return {
    ctx: createContext(parts, who),
    parts,
    clock,
    url: database.url,
    ctxAs: (change) => createContext(parts, { ...who, ...change }),
  };
}
