import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { buildSpawnOptions } from "./run-program.ts";

/** Stops the postmaster when this program dies, however it dies. */
export interface Guard {
  /** The postmaster to stop from now on, or undefined when there is none. */
  watch(pid: number | undefined): void;
  end(): void;
}

/**
 * A shell that reads pids from a pipe only we hold. The pipe closes with us, even on `kill -9`, and the shell then asks
 * the last postmaster it heard of for a fast, clean shutdown. The postmaster itself stays our direct child: a shell
 * between us would not reap it while it waits, and the zombie would keep the next one from starting.
 */
const script =
  'trap "" INT TERM HUP; pid=; while read -r line; do pid=$line; done; if [ -n "$pid" ]; then kill -INT "$pid"; fi';

export function startGuard(log: (line: string) => void): Guard {
  let watched: number | undefined;
  let isEnded = false;
  let input = startShell();

  function startShell(): Socket | undefined {
    const child = spawn("/bin/sh", ["-c", script], {
      ...buildSpawnOptions(undefined),
      stdio: ["pipe", "ignore", "ignore"],
    });
    child.unref();
    child.on("error", (error) => log(`postgres guard: ${error.message}`));
    child.on("exit", () => {
      if (isEnded) return;
      log("postgres guard ended; starting another");
      // A pause, so that a machine out of processes is not asked for one more all the time.
      setTimeout(restart, 1_000).unref();
    });
    const pipe = child.stdin;
    pipe?.on("error", (error) => log(`postgres guard: ${error.message}`));
    if (!(pipe instanceof Socket)) return undefined;
    pipe.unref();
    return pipe;
  }

  function restart(): void {
    if (isEnded) return;
    input = startShell();
    tell();
  }

  function tell(): void {
    input?.write(`${watched ?? ""}\n`);
  }

  return {
    watch(pid) {
      watched = pid;
      tell();
    },
    end() {
      isEnded = true;
      watched = undefined;
      tell();
      input?.end();
    },
  };
}
