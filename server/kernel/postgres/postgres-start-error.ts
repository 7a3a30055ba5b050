/** Why the database does not start, as a program can tell it apart. */
export type PostgresStartCode =
  | "binary_missing"
  | "binary_unfit"
  | "data_newer_version"
  | "data_older_version"
  | "disk_full"
  | "failed"
  | "folder_unusable"
  | "in_use"
  | "no_account"
  | "no_memory"
  | "no_permission"
  | "socket_unavailable"
  | "start_timeout"
  | "unsupported_platform";

/** What the sentence names: a folder or file, and what the system answered. */
export interface PostgresStartDetail {
  readonly path?: string;
  readonly reason?: string;
}

/** The database did not start. `zh` and `en` are one sentence each for the person at the terminal; `message` holds both. */
export class PostgresStartError extends Error {
  override name = "PostgresStartError";
  readonly code: PostgresStartCode;
  readonly zh: string;
  readonly en: string;
  readonly detail: PostgresStartDetail;

  constructor(code: PostgresStartCode, detail: PostgresStartDetail = {}) {
    const [zh, en] = sentences[code](detail.path ?? "", detail.reason ?? "");
    super(`${zh}\n${en}`);
    this.code = code;
    this.zh = zh;
    this.en = en;
    this.detail = detail;
  }
}

const sentences: Record<PostgresStartCode, (path: string, reason: string) => [zh: string, en: string]> = {
  binary_missing: (path) => [
    `找不到 PostgreSQL 程序（${path}），请运行 npm ci 重新安装依赖。`,
    `The PostgreSQL program is missing (${path}); run npm ci to install the packages again.`,
  ],
  binary_unfit: (path, reason) => [
    `PostgreSQL 程序无法在本机运行（${path}：${reason}），请换用基于 glibc 的系统，或设置 DATABASE_URL 使用已有的数据库。`,
    `The PostgreSQL program cannot run on this machine (${path}: ${reason}); use a system with glibc, or set DATABASE_URL to a database you already have.`,
  ],
  data_newer_version: (path, reason) => [
    `数据目录 ${path} 由更新的 PostgreSQL ${reason} 创建，请升级本程序后再启动。`,
    `The data folder ${path} was made by a newer PostgreSQL, ${reason}; upgrade this program and start again.`,
  ],
  data_older_version: (path, reason) => [
    `数据目录 ${path} 由较旧的 PostgreSQL ${reason} 创建，请用当时的版本导出备份，再导入新的数据目录。`,
    `The data folder ${path} was made by an older PostgreSQL, ${reason}; export a backup with the version that made it and import it into a new folder.`,
  ],
  disk_full: (path) => [
    `${path} 所在的磁盘已满，请腾出空间后再启动。`,
    `The disk that holds ${path} is full; free some space and start again.`,
  ],
  failed: (path, reason) => [
    `数据库 ${path} 没有启动成功：${reason}`,
    `The database in ${path} did not start: ${reason}`,
  ],
  folder_unusable: (path) => [
    `${path} 里有别的文件，或者路径上有一个不是目录，也可能它本身是一个挂载点，请换一个空目录或它的子目录存放数据库。`,
    `${path} holds other files, leads through a file, or is itself a mount point; choose an empty folder, or a folder inside it, for the database.`,
  ],
  in_use: (path, reason) => [
    `数据目录 ${path} 正被另一个进程占用（${reason}），请先停止它。`,
    `Another process is using the data folder ${path} (${reason}); stop it first.`,
  ],
  no_account: (path, reason) => [
    `当前系统没有可以运行 PostgreSQL 的账户（${reason}），请用普通用户启动，或设置 DATABASE_URL。`,
    `This machine has no account that can run PostgreSQL (${reason}); start as an ordinary user, or set DATABASE_URL.`,
  ],
  no_memory: (path) => [
    `内存不足，数据库 ${path} 无法启动，请关闭其他程序或增加内存。`,
    `There is not enough memory to start the database in ${path}; close other programs or add memory.`,
  ],
  no_permission: (path, reason) => [
    `没有权限使用 ${path}（${reason}），请检查这个目录的所有者和权限。`,
    `There is no permission to use ${path} (${reason}); check who owns this folder and its mode.`,
  ],
  socket_unavailable: (path, reason) => [
    `无法在 ${path} 建立数据库连接入口（${reason}），请检查这个目录能否写入。`,
    `The database cannot open its socket in ${path} (${reason}); check that this folder can be written.`,
  ],
  start_timeout: (path, reason) => [
    `数据库 ${path} 在 ${reason} 秒内没有就绪，请查看上面的日志后重试。`,
    `The database in ${path} was not ready within ${reason} seconds; read the log above and try again.`,
  ],
  unsupported_platform: (_path, reason) => [
    `自带的 PostgreSQL 不支持 ${reason}，请设置 DATABASE_URL 使用已有的数据库。`,
    `The bundled PostgreSQL does not support ${reason}; set DATABASE_URL to a database you already have.`,
  ],
};

const byErrno: Record<string, PostgresStartCode> = {
  EACCES: "no_permission",
  EBUSY: "folder_unusable",
  EDQUOT: "disk_full",
  EEXIST: "folder_unusable",
  ENOSPC: "disk_full",
  ENOTDIR: "folder_unusable",
  ENOTEMPTY: "folder_unusable",
  EPERM: "no_permission",
  EROFS: "no_permission",
  EXDEV: "folder_unusable",
};

/** Turns what the file system threw into the sentence for it; errors it does not know stay as they are. */
export function translateFileError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  const code = errno === undefined ? undefined : byErrno[errno];
  return code ? new PostgresStartError(code, { path, reason: errno ?? "" }) : error;
}

/** The system's own code of a failed call, such as `ENOENT`. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The first pattern that a log line matches names the cause; order matters, the specific ones stand first. */
const causes: [RegExp, PostgresStartCode][] = [
  [/No space left on device|Disk quota exceeded/, "disk_full"],
  [/lock file ".*" already exists|pre-existing shared memory block|bogus data in lock file/, "in_use"],
  [
    /could not (bind|create) Unix|Unix-domain socket path|could not create any Unix-domain sockets/,
    "socket_unavailable",
  ],
  [/error while loading shared libraries|Exec format error|version `GLIBC/, "binary_unfit"],
  [/Cannot allocate memory|out of memory/i, "no_memory"],
  [/effective user ID|user does not exist/, "no_account"],
  [
    /Permission denied|Read-only file system|wrong ownership|invalid permissions|Operation not permitted/,
    "no_permission",
  ],
];

/** Decides from what a PostgreSQL program wrote before it ended which sentence the person should read. */
export function diagnoseExit(lines: readonly string[], path: string): PostgresStartError {
  for (const [pattern, code] of causes) {
    const line = lines.find((candidate) => pattern.test(candidate));
    if (line !== undefined) return new PostgresStartError(code, { path, reason: plainReason(line) });
  }
  const telling = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? "no output";
  return new PostgresStartError("failed", { path, reason: plainReason(telling) });
}

function plainReason(line: string): string {
  return line.replace(/^.*?(FATAL|PANIC|ERROR|LOG|error):\s+/, "").trim();
}
