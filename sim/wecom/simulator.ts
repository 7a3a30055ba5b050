import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Platform } from "./api/api.ts";
import { createApiServer } from "./api/api-server.ts";
import { CallLog } from "./api/call-log.ts";
import { Cursors } from "./api/cursors.ts";
import { Tokens } from "./api/tokens.ts";
import { Windows } from "./api/windows.ts";
import { DeliveryLog } from "./callbacks/delivery-log.ts";
import { Outbox } from "./callbacks/outbox.ts";
import { Receivers } from "./callbacks/post-callback.ts";
import { Chance } from "./chance.ts";
import { SimClock } from "./clock.ts";
import { createControlListener } from "./control/control-server.ts";
import { FaultBoard } from "./faults/fault-board.ts";
import { impossible } from "./people/act.ts";
import { acts } from "./people/acts.ts";
import { documentedSettings, type PlatformSettings } from "./world/limits.ts";
import type { Corp } from "./world/corp.ts";
import type { World } from "./world/world.ts";
import { refuse } from "./refusal.ts";

export interface SimulatorOptions {
  /** Same seed, same acts in the same order: same ids, same answers, same callbacks. */
  readonly seed?: string;
  /** 0: any free one. The control API takes the one above, or any free one. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly host?: string;
  /** Where the clock begins; now unless given. */
  readonly startMs?: number;
  /** False: time stands still until it is moved. */
  readonly isClockRunning?: boolean;
  readonly settings?: Partial<PlatformSettings>;
}

/** A running simulator, for programs that hold it in their own process. */
export interface Simulator {
  /** Instead of https://qyapi.weixin.qq.com. */
  readonly apiUrl: string;
  readonly controlUrl: string;
  readonly world: World;
  readonly clock: SimClock;
  readonly faults: FaultBoard;
  readonly outbox: Outbox;
  readonly receivers: Receivers;
  readonly deliveries: DeliveryLog;
  readonly calls: CallLog;
  readonly platform: Platform;
  readonly callbackChance: Chance;
  /** Lets people do something, by the act's name. */
  readonly perform: (corp: Corp | string, act: string, input?: object) => object;
  readonly close: () => Promise<void>;
}

/** Starts an empty platform; corps come from a world file, from the control API, or from `world` itself. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = "wecom", host = "127.0.0.1", port = 0 } = options;
  const chance = new Chance(seed);
  const startMs = options.startMs ?? Date.now();
  const clock = new SimClock({ startMs, isRunning: options.isClockRunning ?? true });
  const settings = { ...documentedSettings, ...options.settings };
  const world: World = { clock, chance: chance.fork("people"), settings, corps: new Map(), tell: () => undefined };
  const faults = new FaultBoard(clock, chance.fork("faults"));
  const receivers = new Receivers();
  const deliveries = new DeliveryLog();
  const callbackChance = chance.fork("callbacks");
  const outbox = new Outbox({ world, chance: callbackChance, faults, receivers, log: deliveries });
  world.tell = (corp, event) => outbox.tell(corp, event);
  const platform: Platform = {
    world,
    tokens: new Tokens(world, chance.fork("tokens")),
    windows: new Windows(),
    cursors: new Cursors(chance.fork("cursors").bytes(32)),
    chance: chance.fork("calls"),
  };
  const calls = new CallLog();
  const apiServer = createApiServer({ platform, faults, log: calls });
  const apiUrl = await listen(apiServer, port, host);
  const parts = { apiUrl, world, clock, faults, outbox, receivers, deliveries, calls, platform, callbackChance };
  const controlServer = createServer();
  const controlUrl = await listenBeside(apiServer, controlServer, {
    port: options.controlPort ?? (port && port + 1),
    host,
  });
  const perform: Simulator["perform"] = (corp, act, input = {}) => performAct(world, corp, { act, input });
  const simulator: Simulator = {
    ...parts,
    controlUrl,
    perform,
    close: async () => {
      clock.stop();
      receivers.close();
      await Promise.all([closeServer(apiServer), closeServer(controlServer)]);
    },
  };
  controlServer.on("request", createControlListener(simulator));
  return simulator;
}

function performAct(
  world: World,
  corp: Corp | string,
  { act: name, input }: { readonly act: string; readonly input: object },
): object {
  const place = typeof corp === "string" ? (world.corps.get(corp) ?? refuse(40013, corp)) : corp;
  const act = acts.get(name) ?? impossible("no_act", `没有这个动作：${name}`);
  return act.perform({ world, corp: place }, input);
}

/** Of two servers neither is left behind alone. */
async function listenBeside(first: Server, second: Server, at: { port: number; host: string }): Promise<string> {
  try {
    return await listen(second, at.port, at.host);
  } catch (error) {
    await closeServer(first);
    throw error;
  }
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject).listen(port, host, resolve);
  await promise;
  const address = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
