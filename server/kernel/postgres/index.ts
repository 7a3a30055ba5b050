// Owns: the PostgreSQL that comes with the program: its binaries, data folder, socket, and process.
// Listens: to the process it started; and to the lock file and process table for one that another process started.
// Emits: onRestart(pid) when the database is back after it was lost.
// Promises: commits are durable (fsync, synchronous_commit); only a private Unix socket, no network; the database is
//   restarted until stop(); none is left behind when this program is killed; at most one runs on a data folder; what
//   is missing is said in one sentence.
export { startPostgres } from "./start-postgres.ts";
export type { PostgresOptions, RunningPostgres } from "./start-postgres.ts";
export { PostgresStartError } from "./postgres-start-error.ts";
export type { PostgresStartCode } from "./postgres-start-error.ts";
