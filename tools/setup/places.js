import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's top folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A path inside the project. */
export function at(...parts) {
  return join(root, ...parts);
}

/** The Node 24 that npm installs; absent before the first install, and where npm has none for the machine. */
export const ownNode = at("node_modules", ".bin", process.platform === "win32" ? "node.exe" : "node");

/** Everything the programs run by the last setup wrote. */
export const logFile = at(".cache", "setup", "output.log");
