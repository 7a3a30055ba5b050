// `npm run dev`: the program restarts when its code changes; the web apps reload in the browser at once.
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const vite = join(root, "node_modules/vite/bin/vite.js");

const programs = [
  {
    name: "program",
    args: ["--watch-path=server", "--watch-path=contract", "--watch-preserve-output", "server/main.ts"],
  },
  { name: "console", args: [vite, "--config", "console/vite.config.ts", "--port", "7301", "--clearScreen", "false"] },
  { name: "h5", args: [vite, "--config", "h5/vite.config.ts", "--port", "7302", "--clearScreen", "false"] },
];

const children = programs.map(({ name, args }): ChildProcess => {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) =>
      process.stdout.write(chunk.toString().replaceAll(/^(?=.)/gm, `${name.padEnd(8)}| `)),
    );
  return child;
});

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
console.log("console http://localhost:7301 · h5 http://localhost:7302/m/ · program http://localhost:7300");
