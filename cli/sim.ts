import { defineCommand } from "citty";
import { runWecomSimulator } from "../sim/wecom/index.ts";
import { plainly } from "./plainly.ts";
import { say } from "./say.ts";

const wecom = defineCommand({
  meta: { name: "wecom", description: "启动模拟的企业微信，直到 Ctrl+C · a simulated WeCom, until Ctrl+C" },
  args: {
    port: {
      type: "string",
      default: "7480",
      description: "API 的端口，控制台用下一个 · of the API; the page takes the next",
    },
    seed: {
      type: "string",
      default: "wecom",
      description: "同一个种子得到同样的编号与密钥 · same seed, same ids and secrets",
    },
    world: {
      type: "string",
      default: "small",
      description: "small、large 或一个世界文件 · small, large or a file",
    },
    latency: { type: "string", default: "20-60", description: "每次应答的毫秒数 · milliseconds an answer takes" },
  },
  run: ({ args }) =>
    plainly(async () => {
      const simulator = await runWecomSimulator(args, say);
      const { promise, resolve } = Promise.withResolvers<void>();
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      await promise;
      await simulator.close();
    }),
});

/** The outside world, played on this machine. */
export const sim = defineCommand({
  meta: { name: "sim", description: "模拟外部平台，用于开发与测试 · platforms to develop and test against" },
  subCommands: { wecom },
});
