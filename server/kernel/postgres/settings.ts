/**
 * Server settings for a machine that is shared with the program: commits stay durable (fsync and synchronous_commit
 * on), memory at rest stays small. No lz4: the npm build does not have it, and pglz costs more time than it saves.
 */
const defaults: Record<string, string> = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "60",
  shared_buffers: "128MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  wal_buffers: "16MB",
  min_wal_size: "256MB",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  max_wal_senders: "2",
  max_locks_per_transaction: "128",
  random_page_cost: "1.1",
  jit: "off",
  io_workers: "2",
  // A query whose program is gone ends instead of holding locks.
  client_connection_check_interval: "5s",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  cluster_name: "qundao",
};

/** Settings that keep the server on its private socket and its log on our pipe; a caller cannot change them. */
const fixed: Record<string, string> = {
  listen_addresses: "",
  logging_collector: "off",
  log_destination: "stderr",
};

/** The `-c name=value` arguments of a postmaster; a caller's settings win over the defaults. */
export function buildSettingArguments(settings: Readonly<Record<string, string>>, socketDir: string): string[] {
  const all = {
    ...defaults,
    ...settings,
    ...fixed,
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
