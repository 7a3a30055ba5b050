// Makes a clone ready to run: installs what is missing and builds the web apps when their sources changed.
// Runs before every npm script on whatever Node the shell has, before anything is installed: so it is plain JavaScript
// and uses nothing but Node itself. With nothing to do it takes a tenth of a second. `--no-web` skips the web apps.
import { holdLock } from "./setup/hold-lock.js";
import { bringsNode, install, isInstalled } from "./setup/install.js";
import { SetupError } from "./setup/setup-error.js";
import { buildApps, staleApps } from "./setup/web-apps.js";

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20) {
    throw new SetupError(
      `当前的 Node.js 是 ${process.version}，请安装 20 或更新的版本：https://nodejs.org`,
      `This is Node.js ${process.version}; install version 20 or newer: https://nodejs.org`,
    );
  }
  if (bringsNode() || major > 22 || (major === 22 && minor >= 18)) return;
  const platform = `${process.platform}-${process.arch}`;
  throw new SetupError(
    `npm 上没有适用于 ${platform} 的 Node.js 24，当前的 ${process.version} 无法运行本程序，请先安装 Node.js 24：https://nodejs.org`,
    `npm has no Node.js 24 for ${platform} and this one, ${process.version}, cannot run the program; install Node.js 24 first: https://nodejs.org`,
  );
}

async function setUp() {
  refuseOldNode();
  const withWeb = !process.argv.includes("--no-web");
  if (isInstalled() && (!withWeb || staleApps().length === 0)) return;
  const release = await holdLock();
  try {
    // Another setup may have done the work while this one waited.
    if (!isInstalled()) await install();
    if (withWeb) await buildApps(staleApps());
  } finally {
    release();
  }
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
