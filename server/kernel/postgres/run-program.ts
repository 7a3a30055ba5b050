import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Account } from "./choose-account.ts";
import { diagnoseExit, errnoOf, PostgresStartError } from "./postgres-start-error.ts";

/** A PostgreSQL program, the account it runs under, and the data folder that its errors are about. */
export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  readonly account: Account | undefined;
  readonly dataDir: string;
}

/**
 * How every PostgreSQL program is spawned. Its own session, so that Ctrl-C reaches the program first and it can drain;
 * cwd `/`, since the account may not enter ours; an own environment, so that PG* and LC_* variables of the shell do not
 * change the server and its messages stay in the language that `diagnoseExit` reads.
 */
export function buildSpawnOptions(account: Account | undefined) {
  const env = { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C", TZ: "UTC" };
  return { cwd: "/", env, detached: true, ...account };
}

/** What a program that could not even be executed means: the file is gone, closed to us, or made for another system. */
export function translateSpawnError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  if (errno === "ENOENT")
    return new PostgresStartError("binary_unfit", {
      path,
      reason: "no such file, or not for this system",
    });
  if (errno === "EACCES" || errno === "EPERM") return new PostgresStartError("no_permission", { path, reason: errno });
  if (errno === "ENOEXEC") return new PostgresStartError("binary_unfit", { path, reason: errno });
  if (errno === "ENOMEM" || errno === "EAGAIN") return new PostgresStartError("no_memory", { path });
  return error;
}

/** Runs a program to its end with this text as input; throws the sentence for it when it fails. */
export async function runProgram(program: Program, input = ""): Promise<void> {
  const child = spawn(program.path, program.args, buildSpawnOptions(program.account));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", (line) => lines.push(line));
  // The program may end before it has read its input; its exit says why, the broken pipe does not.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on("error", reject);
  child.on("close", resolve);
  try {
    const status = await promise;
    if (status !== 0) throw diagnoseExit(lines, program.dataDir);
  } catch (error) {
    throw translateSpawnError(error, program.path);
  }
}
