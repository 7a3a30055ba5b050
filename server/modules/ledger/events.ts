declare module "../../kernel/jobs.ts" {
  interface Jobs {
    "ledger.expire": Record<string, never>;
  }
}

export type LedgerJob = "ledger.expire";
