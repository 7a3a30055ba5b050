import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { logFile, root } from "./places.js";

/** Programs under way. */
export const running = new Set();

let whenChanged = () => {};

/** Names who is told each time a program begins. */
export function onProgramStart(listener) {
  whenChanged = listener;
}

/** Runs a program to its end; its lines go to the log file, and a tick comes every ten seconds. */
export function runProgram(command, args, { env = process.env, shell = false, onTick = () => {} }) {
  mkdirSync(dirname(logFile), { recursive: true });
  appendFileSync(logFile, `\n$ ${command} ${args.join(" ")}\n`);
  const since = performance.now();
  const seconds = () => Math.round((performance.now() - since) / 1000);
  const child = spawn(command, args, { cwd: root, env, shell, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  whenChanged();
  const lines = [];
  let rest = "";
  const take = (chunk) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts.map(stripVTControlCharacters));
    try {
      appendFileSync(logFile, chunk);
    } catch (error) {
      // A full disk, most likely; the line says so to whoever explains the failure.
      lines.push(error.message);
    }
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  const ticks = setInterval(() => onTick(seconds(), child), 10_000);
  return new Promise((resolve) => {
    const end = (status) => {
      clearInterval(ticks);
      running.delete(child);
      resolve({ status, lines: rest ? [...lines, rest] : lines, seconds: seconds() });
    };
    child.on("error", (error) => {
      lines.push(error.message);
      end(1);
    });
    child.on("close", (status) => end(status ?? 1));
  });
}
