import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "../test/harness/database.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in a process of its own, as `npm run cli -- …` does. */
async function run(args: readonly string[], databaseUrl = database.url): Promise<Ended> {
  const child = spawn(process.execPath, ["cli/main.ts", ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, QUNDAO_DATA: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

describe("the command line", () => {
  it("tells what there is", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(0);
    for (const command of ["demo", "migrate", "rebuild", "staff"]) expect(out).toContain(command);
  });

  it("finds the schema up to date, or brings it there", async () => {
    expect(await run(["migrate"])).toMatchObject({ code: 0, out: "已经是最新 · up to date\n" });
  });

  it("makes a demo, leaves it as it is when asked again, counts it anew and wipes it", async () => {
    const made = await run(["demo", "--small"]);
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(made.out).toMatch(/账号 account: owner {4}密码 password: \S+/);
    expect(made.out).toContain("100 %");
    expect(made.out).toMatch(/60 位成员 members, \d{3} 条消息 messages/);
    expect(made.out).toMatch(/演示账号 demo account: demo-\S+ {4}密码 password: \S+/);
    expect(made.out).toMatch(/\/j\/[\w-]{10} /);

    expect((await run(["demo", "--small"])).out).toContain("已经在了");

    const rebuilt = await run(["rebuild"]);
    expect(rebuilt.out.trim().split("\n")).toEqual([
      expect.stringMatching(/更正行数 rows mended 0$/),
      expect.stringMatching(/更正行数 rows mended 0$/),
    ]);

    expect((await run(["demo", "--wipe"])).out).toContain("已清除演示社群");
    expect((await run(["demo", "--wipe"])).out).toContain("没有演示社群可以清除");
  });

  it("sets a new password for an account, and says when there is no such account", async () => {
    expect((await run(["staff", "reset-password", "owner"])).out).toMatch(
      /账号 account: owner {4}新密码 new password: \S{16}\n/,
    );
    const unknown = await run(["staff", "reset-password", "nobody"]);
    expect(unknown.code).toBe(1);
    expect(unknown.out).toContain("没有这个账号");
  });

  it("says in one sentence what is wrong with the settings", async () => {
    const { code, err } = await run(["migrate"], "mysql://somewhere");
    expect(code).toBe(1);
    expect(err).toBe("DATABASE_URL must begin with postgres://\n");
  });
});
