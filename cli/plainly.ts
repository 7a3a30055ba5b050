import { ConfigError } from "../server/config/config.ts";
import { PostgresStartError } from "../server/kernel/postgres/index.ts";
import { Problem } from "../server/kernel/problem.ts";
import { SecretError } from "../server/kernel/secrets.ts";
import { CannotStart } from "../sim/wecom/index.ts";

const mendable = [ConfigError, PostgresStartError, Problem, SecretError, CannotStart];

/** Runs a command. What a person can mend is said in a sentence, with exit code 1; a bug keeps its stack. */
export async function plainly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || !mendable.some((kind) => error instanceof kind)) throw error;
    process.exitCode = 1;
    process.stderr.write(`${error.message}\n`);
  }
}
