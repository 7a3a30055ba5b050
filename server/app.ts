/** The composition root: with server/compose/, the only place that knows every module and carrier. */
import type { FastifyInstance } from "fastify";
import type { OrgId } from "../contract/ids.ts";
import { mountFakeCallbacks } from "./carriers/fake/index.ts";
import { mountSockets, Presence } from "./carriers/web/index.ts";
import { authentication } from "./compose/authentication.ts";
import { allJobHandlers, allListeners, jobNames } from "./compose/reactions.ts";
import { createDemoPorts } from "./compose/demo-ports.ts";
import { registerAllFacts } from "./compose/facts.ts";
import { composeHooks } from "./compose/hooks.ts";
import { composeRoutes } from "./compose/routes.ts";
import { registerCarriers } from "./compose/carriers.ts";
import { mountPages } from "./compose/pages.ts";
import { mountPictures } from "./compose/pictures.ts";
import { visitors } from "./compose/visitors.ts";
import type { Config } from "./config/config.ts";
import { systemClock, type Clock } from "./kernel/clock.ts";
import { noOrg, systemActor, type Ctx } from "./kernel/context.ts";
import { createContext, type Parts } from "./kernel/create-context.ts";
import { openDatabase, type Database } from "./kernel/database.ts";
import { EventBus } from "./kernel/events.ts";
import { createServer } from "./kernel/http/create-server.ts";
import { createRegistry, mountHealth } from "./kernel/http/health.ts";
import { mountRoutes, type Mounting } from "./kernel/http/mount-routes.ts";
import { createIds } from "./kernel/ids.ts";
import { JobQueue } from "./kernel/jobs.ts";
import { createLog, type Log } from "./kernel/log.ts";
import { isMigrated, migrate } from "./kernel/migrate.ts";
import { Realtime } from "./kernel/realtime.ts";
import { openSecrets, type Secrets } from "./kernel/secrets.ts";
import { Combiner, HoldSweeper } from "./modules/ledger/index.ts";
import { Dispatcher, frames, Ingest } from "./modules/messaging/index.ts";

export interface App {
  readonly parts: Parts;
  readonly database: Database;
  readonly ingest: Ingest;
  readonly dispatcher: Dispatcher;
  /** Transfers of many at once on hot accounts. */
  readonly combiner: Combiner;
  readonly realtime: Realtime;
  readonly server: FastifyInstance;
  /** What seals and opens the secrets in the database. */
  readonly secrets: Secrets;
  /** The program itself, acting in an org. */
  ctxFor(org: OrgId): Ctx;
  /** Starts what the roles ask for and listens; resolves with the port. */
  start(): Promise<number>;
  /** Takes nothing new, finishes what is under way, lets go of everything. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** How long a graceful stop waits for jobs before it lets their heartbeat run out. */
const stopWithinMs = 10_000;

/** Builds the program on a database, migrating it first; nothing runs before `start`. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config } = options;
  const log = options.log ?? createLog(config.logLevel);
  const secrets = await openSecrets({ keys: config.secretKeys, file: config.secretKeyFile });
  await migrate(options.databaseUrl);
  const clock = options.clock ?? systemClock;
  const ids = createIds(clock);
  const database = openDatabase({ url: options.databaseUrl, max: config.poolSize, log });
  const jobs = new JobQueue({ url: options.databaseUrl, log });
  const parts: Parts = { db: database.db, clock, ids, log, events: new EventBus(allListeners), jobs };
  const ctxFor = (org: OrgId): Ctx => createContext(parts, { org, actor: systemActor });
  const realtime = new Realtime({ pool: database.pool, ids, log });
  frames.setSink(realtime);
  registerCarriers(config);
  registerAllFacts();

  const ingest = new Ingest({
    ctxFor,
    hooks: composeHooks(),
    announce: announceBatch,
    plantedFault: config.plantedFault,
  });
  const dispatcher = new Dispatcher({
    ctx: ctxFor(noOrg),
    ctxFor,
    resendBlindly: config.plantedFault === "resend-unknown",
  });
  const combiner = new Combiner({ ctxFor });
  const sweeper = new HoldSweeper({ ctx: ctxFor(noOrg), ctxFor });
  const presence = new Presence();
  const server = await createServer({ log, version: "0.1.0", trustedProxies: config.trustedProxies });
  const mounting: Mounting = {
    parts,
    authentication,
    publicUrl: config.publicUrl,
    secureCookies: config.publicUrl?.startsWith("https:") ?? false,
  };
  const sockets = mountAll({ server, mounting, ingest, presence, realtime, database, config });

  const running: Running = { parts, database, ingest, dispatcher, combiner, sweeper, realtime, server, jobs, sockets };
  return {
    parts,
    database,
    ingest,
    dispatcher,
    combiner,
    realtime,
    server,
    secrets,
    ctxFor,
    start: () => startAll(running, { config, ctxFor, databaseUrl: options.databaseUrl }),
    stop: () => stopAll(running),
  };
}

interface Running {
  readonly parts: Parts;
  readonly database: Database;
  readonly ingest: Ingest;
  readonly dispatcher: Dispatcher;
  readonly combiner: Combiner;
  readonly sweeper: HoldSweeper;
  readonly realtime: Realtime;
  readonly server: FastifyInstance;
  readonly jobs: JobQueue;
  readonly sockets: { close(): void };
}

async function startAll(
  app: Running,
  { config, ctxFor, databaseUrl }: { config: Config; ctxFor: App["ctxFor"]; databaseUrl: string },
): Promise<number> {
  await app.jobs.open(jobNames);
  await app.realtime.open(databaseUrl);
  if (config.roles.has("worker")) {
    const handlers = allJobHandlers({ events: app.parts.events, demo: createDemoPorts(app), ctxFor });
    await app.jobs.work(handlers, (org) => ctxFor(org === "" ? noOrg : (org as OrgId)));
    app.dispatcher.start();
    app.sweeper.start();
  }
  // A worker listens too: whoever watches over it asks for its health.
  await app.server.listen({ host: config.host, port: config.port });
  const address = app.server.server.address();
  return typeof address === "object" && address ? address.port : config.port;
}

/** In this order nothing new comes in while what is under way is finished. */
async function stopAll(app: Running): Promise<void> {
  app.sockets.close();
  await app.server.close();
  await app.ingest.drain();
  await app.combiner.drain();
  await app.sweeper.stop();
  await app.dispatcher.stop();
  await app.jobs.close(stopWithinMs);
  await app.realtime.close();
  await app.database.close();
}

function announceBatch(ctx: Ctx, stored: Parameters<ConstructorParameters<typeof Ingest>[0]["announce"]>[1]): void {
  // Old talk that is brought in is nobody's news.
  const news = stored.filter(({ arrival }) => !arrival.inbound.isHistory).map(({ message }) => message);
  for (const [, messages] of Map.groupBy(news, (message) => message.groupId)) void frames.announce(ctx, messages);
}

interface Mounts {
  readonly server: FastifyInstance;
  readonly mounting: Mounting;
  readonly ingest: Ingest;
  readonly presence: Presence;
  readonly realtime: Realtime;
  readonly database: Database;
  readonly config: Config;
}

function mountAll(mounts: Mounts): { close(): void } {
  const { server, mounting, ingest, presence, realtime, database, config } = mounts;
  mountHealth(server, { registry: createRegistry(), missing: () => whatIsMissing(database) });
  if (config.fakeCarrierUrl && config.roles.has("ingest"))
    mountFakeCallbacks(server, { ingest, secret: new URL(config.fakeCarrierUrl).searchParams.get("secret") ?? "" });
  if (!config.roles.has("web")) return { close: () => undefined };
  mountRoutes(server, mounting, composeRoutes({ ingest, presence, parts: mounting.parts }));
  mountPictures(server, mounting);
  mountPages(server);
  return mountSockets(server, { realtime, presence, log: mounting.parts.log, ...visitors(mounting) });
}

/** A read-only or full database refuses the write; one that is away refuses the connection. */
async function whatIsMissing(database: Database): Promise<string[]> {
  try {
    await isMigrated(database);
    return [];
  } catch {
    // Whatever the reason is, the program cannot do its work; the log has it from whoever needed the database.
    return ["database"];
  }
}
