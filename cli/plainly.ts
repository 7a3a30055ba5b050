import { ConfigError } from "../server/config/config.ts";
import { PostgresStartError } from "../server/kernel/postgres/index.ts";
import { Problem } from "../server/kernel/problem.ts";
import { CannotStart } from "../sim/wecom/index.ts";

const plain = [ConfigError, PostgresStartError, Problem, CannotStart];

/** Runs a command. What a person can mend is said in a sentence, with exit code 1; a bug keeps its stack. */
export async function plainly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isPlain = plain.some((kind) => error instanceof kind);
    if (!isPlain || !(error instanceof Error)) throw error;
    process.exitCode = 1;
    process.stderr.write(`${error.message}\n`);
  }
}
