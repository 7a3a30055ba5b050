import { ConfigError } from "../server/config/config.ts";
import { PostgresStartError } from "../server/kernel/postgres/index.ts";
import { Problem } from "../server/kernel/problem.ts";

/** Runs a command. What a person can mend is said in a sentence, with exit code 1; a bug keeps its stack. */
export async function plainly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isPlain = error instanceof ConfigError || error instanceof PostgresStartError || error instanceof Problem;
    if (!isPlain) throw error;
    process.exitCode = 1;
    process.stderr.write(`${error.message}\n`);
  }
}
