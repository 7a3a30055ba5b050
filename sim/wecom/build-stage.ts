import { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { WecomClient } from "./client.ts";
import type { App, Corp } from "./world/corp.ts";
import { addDescribedWorld } from "./worlds/load-world.ts";

/** A simulator with one corp, one app that may do everything, its client and its receiver. */
export interface Stage {
  readonly simulator: Simulator;
  readonly corp: Corp;
  readonly app: App;
  readonly client: WecomClient;
  readonly receiver: Receiver;
  readonly perform: (act: string, input?: object) => Record<string, unknown>;
  readonly close: () => Promise<void>;
}

export const callbackSecrets = { token: "stageToken", aesKey: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ" };
const corpid = "ww0000000000000001";

/** The corp of the tests: 张三, 李四 and 王五 serve customers, 赵六 does not. */
const corpFile = {
  corpid,
  name: "测试企业",
  departments: [{ id: 2, name: "运营部" }],
  staff: [
    { userid: "zhangsan", name: "张三", departments: [2] },
    { userid: "lisi", name: "李四", departments: [2] },
    { userid: "wangwu", name: "王五", departments: [1] },
    { userid: "zhaoliu", name: "赵六", departments: [2], has_customer_contact: false },
  ],
  apps: [{ agentid: 1_000_002, name: "运营助手", secret: "stage-secret", ips: ["127.0.0.1"] }],
  tags: [{ group_name: "等级", tags: ["新客", "常客"] }],
};

/** Time stands still, so that a test says when it passes. */
export async function openStage(options: SimulatorOptions = {}, file: object = {}): Promise<Stage> {
  const simulator = await startSimulator({ startMs: Date.UTC(2026, 10, 28, 4), isClockRunning: false, ...options });
  const [corp] = addDescribedWorld(simulator.world, { corps: [{ ...corpFile, ...file }] });
  const app = corp?.apps.get(1_000_002);
  if (!corp || !app) throw new Error("the stage has no app 1000002");
  const receiver = await startReceiver({ corpid: corp.corpid, ...callbackSecrets });
  app.callback = { url: receiver.url, ...callbackSecrets, hearsCustomers: true };
  return {
    simulator,
    corp,
    app,
    receiver,
    client: new WecomClient(simulator.apiUrl, { corpid: corp.corpid, secret: app.secret }),
    perform: (act, input) => ({ ...simulator.perform(corp, act, input) }),
    close: async () => {
      await Promise.all([simulator.close(), receiver.close()]);
    },
  };
}
