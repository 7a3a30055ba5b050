/** The only place that reads the environment: strings in, nothing decided. */
export interface Env {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly publicUrl: string | undefined;
  readonly secretKeys: string | undefined;
  readonly trustedProxies: string | undefined;
  readonly logLevel: string | undefined;
  readonly roles: string | undefined;
  readonly fakeCarrierUrl: string | undefined;
  readonly plantedFault: string | undefined;
}

/** Reads QUNDAO_* variables, and the three that hosting platforms set by their common names. */
export function readEnv(env: Readonly<Record<string, string | undefined>> = process.env): Env {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  return {
    databaseUrl: text("DATABASE_URL"),
    dataDir: text("QUNDAO_DATA"),
    host: text("HOST"),
    port: text("PORT"),
    publicUrl: text("QUNDAO_PUBLIC_URL"),
    secretKeys: text("QUNDAO_SECRET_KEY"),
    trustedProxies: text("QUNDAO_TRUSTED_PROXIES"),
    logLevel: text("QUNDAO_LOG"),
    roles: text("QUNDAO_ROLES"),
    fakeCarrierUrl: text("QUNDAO_FAKE_CARRIER"),
    plantedFault: text("QUNDAO_PLANTED_FAULT"),
  };
}
