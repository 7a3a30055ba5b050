import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { at, logFile, ownNode, root } from "./places.js";
import { runProgram } from "./run-program.js";
import { SetupError } from "./setup-error.js";

/** Holds the hash of what the last whole install was made from. */
const stampFile = at("node_modules", ".qundao-setup");

/** Whether package-lock.json brings a Node for this machine; where it does not, the shell's own must run TypeScript. */
export function bringsNode() {
  return platformPackages().some((name) => name.startsWith("node-"));
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function readLock() {
  return existsSync(at("package-lock.json")) ? readJson(at("package-lock.json")) : { packages: {} };
}

/** The optional packages of ours that are made for this machine, such as its Node and its PostgreSQL. */
function platformPackages() {
  const { packages } = readLock();
  return Object.keys(readJson(at("package.json")).optionalDependencies ?? {}).filter((name) => {
    const entry = packages[`node_modules/${name}`];
    return entry?.os?.includes(process.platform) && entry?.cpu?.includes(process.arch);
  });
}

export function lockHash() {
  const hash = createHash("sha256");
  for (const name of ["package.json", "package-lock.json"])
    if (existsSync(at(name))) hash.update(readFileSync(at(name)));
  return hash.digest("hex");
}

/**
 * Whether node_modules holds what the lock names. A stamp answers at once; without one, such as after an install by
 * hand, npm's own list of what it installed is compared. Content, not times: a clone gives every file the time of now.
 */
export function isInstalled() {
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === lockHash()) return true;
  const installed = at("node_modules", ".package-lock.json");
  if (!existsSync(at("package-lock.json")) || !existsSync(installed)) return false;
  const present = readJson(installed).packages;
  const locked = readLock().packages;
  if (!isSameWish(readJson(at("package.json")), locked[""])) return false;
  for (const [path, entry] of Object.entries(locked)) {
    if (path === "" || present[path]?.version === entry.version) continue;
    if (present[path] || !entry.optional) return false;
  }
  if (missingPlatformPackages().length > 0) return false;
  writeFileSync(stampFile, lockHash());
  return true;
}

/** Whether the lock was made from these dependencies. */
function isSameWish(wish, locked) {
  const kinds = ["dependencies", "devDependencies", "optionalDependencies"];
  return kinds.every((kind) => JSON.stringify(sorted(wish[kind])) === JSON.stringify(sorted(locked?.[kind])));
}

function sorted(record = {}) {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** npm leaves out an optional package that it cannot fetch, and says nothing; without these nothing runs. */
function missingPlatformPackages() {
  return platformPackages().filter((name) => !existsSync(at("node_modules", name, "package.json")));
}

export async function install() {
  const total = Object.values(readLock().packages).filter((entry) => !entry.optional).length;
  console.log(`正在安装依赖，首次约需一两分钟 · Installing ${total} packages, a minute or two the first time`);
  rmSync(stampFile, { force: true });
  const options = ["--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  let outcome = existsSync(at("package-lock.json")) ? await runNpm(["ci", ...options], total) : undefined;
  if (!outcome || isLockUnfit(outcome)) outcome = await runNpm(["install", ...options], total);
  if (outcome.status !== 0) throw explainInstall(outcome.lines);
  const missing = missingPlatformPackages();
  if (missing.length > 0) throw unreachable(missing.join(", "));
  await assertOwnNodeRuns();
  writeFileSync(stampFile, lockHash());
  console.log(`依赖已装好，用时 ${outcome.seconds} 秒 · Installed in ${outcome.seconds} s`);
}

/** `npm ci` refuses a lock that does not fit package.json; `npm install` then mends it. */
function isLockUnfit({ status, lines }) {
  return status !== 0 && lines.some((line) => /EUSAGE|can only install .* when your package\.json and/.test(line));
}

async function runNpm(args, total) {
  // Not node_modules/.bin: npm would run on the very Node that `npm ci` deletes.
  const isForeign = (folder) => !folder.includes(`node_modules${sep}.bin`);
  const path = (process.env.PATH ?? "").split(delimiter).filter(isForeign).join(delimiter);
  const logs = at(".cache", "setup", "npm");
  rmSync(logs, { recursive: true, force: true });
  let isStopped = false;
  const onTick = (seconds, child) => {
    const { packages, answers, failures } = countFetches(logs);
    console.log(`  ${seconds} s · ${Math.min(packages, total)} / ${total}`);
    isStopped = answers === 0 && seconds >= (failures > 0 ? 30 : 90);
    if (isStopped) child.kill();
  };
  const env = { ...process.env, PATH: path };
  const shell = process.platform === "win32";
  const outcome = await runProgram("npm", [...args, `--logs-dir=${logs}`], { env, shell, onTick });
  if (isStopped) throw unreachable();
  return outcome;
}

/**
 * What npm writes to its own log about the network. Without one it keeps silent and tries each of hundreds of packages
 * three times over a minute, so it is stopped when after 30 s nothing was answered (90 s when nothing failed either).
 */
function countFetches(logs) {
  if (!existsSync(logs)) return { packages: 0, answers: 0, failures: 0 };
  const text = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), "utf8"))
    .join("\n");
  const count = (pattern) => text.match(pattern)?.length ?? 0;
  const packages = count(/ http (fetch GET 200|cache) \S+\.tgz/g);
  return { packages, answers: count(/ http (fetch GET 200|cache) /g), failures: count(/attempt \d+ failed/g) };
}

function explainInstall(lines) {
  const has = (pattern) => lines.some((line) => pattern.test(line));
  if (
    has(/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/)
  )
    return unreachable();
  if (has(/ENOSPC/))
    return new SetupError("磁盘已满，无法安装依赖。", "The disk is full, so the packages cannot be installed.");
  if (has(/EACCES|EPERM|EROFS/)) {
    return new SetupError(
      `没有权限写入 ${root} 或 npm 的缓存目录。`,
      `There is no permission to write to ${root} or to npm's cache.`,
    );
  }
  if (has(/^spawn npm ENOENT/))
    return new SetupError("找不到 npm，请重新安装 Node.js。", "npm is not to be found; install Node.js again.");
  const telling = lines
    .filter((line) => line.startsWith("npm error"))
    .slice(0, 8)
    .join("\n");
  return new SetupError(
    `安装依赖失败，详情见 ${logFile}`,
    `The packages could not be installed; see ${logFile}\n${telling}`,
  );
}

function unreachable(what = "") {
  const named = what && ` (${what})`;
  return new SetupError(
    `连不上 npm 软件源，依赖没有装全${named}。请检查网络或代理，或用 npm config set registry 换一个可用的源，然后重试。`,
    `The npm registry cannot be reached, so the packages are not complete${named}. Check the network or proxy, or choose another registry with npm config set registry, and try again.`,
  );
}

async function assertOwnNodeRuns() {
  if (!existsSync(ownNode)) return;
  const { status } = await runProgram(ownNode, ["--version"], {});
  if (status === 0) return;
  throw new SetupError(
    "随 npm 安装的 Node.js 24 无法在本机运行，它需要基于 glibc 的系统（例如 Debian、Ubuntu，而不是 Alpine）。",
    "The Node.js 24 from npm cannot run on this machine; it needs a system with glibc, such as Debian or Ubuntu, not Alpine.",
  );
}
