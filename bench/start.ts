/** How long a warm start takes to /readyz, and what program and database hold in memory when nobody asks anything. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { firstFailure, median, round, type Bench } from "./bench-line.ts";
import { startProgram } from "./program.ts";

const goal = { ms: 3_000, rssMb: 350 };

export const bench: Bench = async ({ quick }) => {
  const startedAt = performance.now();
  const program = await startProgram();
  const firstMs = performance.now() - startedAt;
  const warm: number[] = [];
  try {
    for (let run = 0; run < (quick ? 3 : 7); run++) {
      await program.kill();
      const at = performance.now();
      await program.restart();
      warm.push(performance.now() - at);
    }
    await pause(quick ? 5_000 : 20_000);
    const rssMb = round(memoryOfTree(program.pid) / 1024);
    const value = Math.round(median(warm));
    console.log(`first ${Math.round(firstMs)} ms, warm ${warm.map(Math.round).join(", ")} ms, memory ${rssMb} MB`);
    const failed = firstFailure(
      [value > goal.ms, `warm start takes more than ${goal.ms} ms`],
      [rssMb > goal.rssMb, `more than ${goal.rssMb} MB at rest`],
    );
    return {
      name: "start",
      value,
      unit: "ms",
      ratio: round(goal.ms / value),
      against: "3,000 ms",
      n: warm.length,
      seconds: round((performance.now() - startedAt) / 1_000),
      rssMb,
      firstMs: Math.round(firstMs),
      ...(failed === undefined ? {} : { failed }),
    };
  } finally {
    await program.remove();
  }
};

/** Proportional memory (kB) of a process and all it started: shared pages of PostgreSQL's processes count once. */
function memoryOfTree(pid: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readIfThere(`/proc/${entry}/stat`);
    parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0));
  }
  const isOurs = (id: number): boolean => id === pid || (parents.has(id) && id > 1 && isOurs(parents.get(id) ?? 0));
  return [...parents.keys()]
    .filter(isOurs)
    .reduce((sum, id) => sum + Number(/^Pss:\s+(\d+)/m.exec(readIfThere(`/proc/${id}/smaps_rollup`))?.[1] ?? 0), 0);
}

/** Empty when the process is gone by now. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
