import { join } from "node:path";
import { z } from "zod";
import { readKeys } from "../kernel/secrets.ts";
import type { Env } from "./env.ts";

export const roleNames = ["web", "ingest", "worker"] as const;
export type RoleName = (typeof roleNames)[number];

export const plantedFaults = ["early-ack", "resend-unknown", "no-dedupe"] as const;
export type PlantedFault = (typeof plantedFaults)[number];

export interface Config {
  /** `external`: a PostgreSQL that somebody else runs. `embedded`: ours, in the data folder. */
  readonly database:
    | { readonly kind: "external"; readonly url: string }
    | { readonly kind: "embedded"; readonly dataDir: string };
  readonly poolSize: number;
  readonly host: string;
  readonly port: number;
  /** Printed in links and QR codes; null takes the address a caller used. */
  readonly publicUrl: string | null;
  readonly trustedProxies: number;
  /** Keys that secrets in the database are sealed with, the first one from now on; null takes those of the file. */
  readonly secretKeys: string | null;
  /** Beside the data folder and not in it: who copies the data alone has no secret. */
  readonly secretKeyFile: string;
  readonly logLevel: "silent" | "info" | "warn" | "error";
  readonly roles: ReadonlySet<RoleName>;
  /** Address of a running fake carrier (development and tests); null when there is none. */
  readonly fakeCarrierUrl: string | null;
  /** For the kill bench only: makes one mistake on purpose, so that the bench proves it would be noticed. */
  readonly plantedFault: PlantedFault | null;
}

export class ConfigError extends Error {
  override name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

const projectDir = join(import.meta.dirname, "..", "..");

function areKeys(text: string): boolean {
  try {
    return readKeys(text).length > 0;
  } catch {
    // The reason would be one more sentence about a value that must not be quoted.
    return false;
  }
}

const shape = z.object({
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "DATABASE_URL must begin with postgres://")
    .optional(),
  dataDir: z.string().default(join(projectDir, ".data")),
  host: z.string().default("0.0.0.0"),
  port: z.coerce
    .number("PORT must be a number")
    .int()
    .min(1, "PORT must be 1 to 65535")
    .max(65_535, "PORT must be 1 to 65535")
    .default(7300),
  publicUrl: z.url({ protocol: /^https?$/, error: "QUNDAO_PUBLIC_URL must be an http(s) address" }).optional(),
  secretKeys: z
    .string()
    .refine(areKeys, "QUNDAO_SECRET_KEY must be 32 bytes in base64, or several of them separated by commas")
    .optional(),
  trustedProxies: z.coerce.number("QUNDAO_TRUSTED_PROXIES must be a number").int().min(0).max(10).default(0),
  logLevel: z
    .enum(["silent", "info", "warn", "error"], "QUNDAO_LOG must be silent, info, warn or error")
    .default("warn"),
  roles: z
    .string()
    .default("web,ingest,worker")
    .transform((text) => text.split(",").map((role) => role.trim()))
    .pipe(z.array(z.enum(roleNames, `QUNDAO_ROLES may name ${roleNames.join(", ")}`)).min(1)),
  fakeCarrierUrl: z.url("QUNDAO_FAKE_CARRIER must be an address").optional(),
  plantedFault: z.enum(plantedFaults, `QUNDAO_PLANTED_FAULT may be ${plantedFaults.join(", ")}`).optional(),
});

/** Turns the environment's strings into settings. Throws a ConfigError that names every problem at once. */
export function readConfig(env: Env): Config {
  const parsed = shape.safeParse(env);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  if (env.databaseUrl && env.dataDir)
    problems.push("DATABASE_URL and QUNDAO_DATA exclude each other: the data is in one place or the other");
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const { databaseUrl, dataDir, publicUrl, secretKeys, roles, fakeCarrierUrl, plantedFault, ...rest } = parsed.data;
  return {
    ...rest,
    database: databaseUrl ? { kind: "external", url: databaseUrl } : { kind: "embedded", dataDir },
    // Two writers, sixteen lanes of sends, requests: measured enough; PostgreSQL itself is set to 60.
    poolSize: 24,
    publicUrl: publicUrl?.replace(/\/$/, "") ?? null,
    secretKeys: secretKeys ?? null,
    secretKeyFile: `${dataDir}.secret.key`,
    roles: new Set(roles),
    fakeCarrierUrl: fakeCarrierUrl ?? null,
    plantedFault: plantedFault ?? null,
  };
}
