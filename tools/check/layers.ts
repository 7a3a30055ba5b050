/**
 * Who may import whom. A module may import the modules on its right, and only through their index.ts: modules look
 * down, news goes up as events. A folder that is not listed here is a breach, so that its place is decided once.
 */
export const modules: Readonly<Record<string, string>> = {
  org: "",
  text: "",
  calendar: "org",
  tasks: "org",
  content: "org text calendar",
  members: "org",
  groups: "org members",
  messaging: "org members groups tasks",
  ledger: "org",
  segments: "org",
  commerce: "org members content ledger",
  rules: "org members groups messaging tasks text",
  moderation: "org members groups messaging rules tasks text",
  robot: "org members groups content messaging rules tasks",
  desk: "org members groups content messaging rules tasks",
  scripts: "org members groups calendar content messaging segments rules tasks",
  broadcasts: "org members groups content messaging segments",
  imports: "org members groups messaging",
  duty: "org tasks",
  webhooks: "org",
  admission: "org members groups messaging segments rules tasks",
  campaigns: "org members groups calendar content messaging segments ledger commerce rules tasks",
  exchange: "org members groups messaging segments",
  analytics: "org members groups messaging",
  reports: "org groups messaging analytics",
  templates: "org members groups messaging rules scripts calendar content segments",
  demo: "org tasks members groups messaging rules moderation analytics",
};

/** Files of the contract without zod, which the member's phone may load (zod adds 26–92 kB to 60). */
const zodFree = /^contract\/(problems|realtime)\.ts$|^contract\/locales\//;

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

/** The part of the project that a file belongs to, such as `server/modules/rules`, `server/app` or `cli`. */
export function zoneOf(path: string): string {
  if (/^server\/(app|main)\.ts$|^server\/compose\//.test(path)) return "server/compose";
  const unit = /^(?:server\/(?:modules|carriers)|sim)\/[^/]+(?=\/)|^server\/[^/]+(?=\/)/.exec(path)?.[0];
  return unit ?? /^[^/]+(?=\/)/.exec(path)?.[0] ?? ".";
}

/** Why a file may not import another; undefined when it may. Test files are not asked. */
export function forbidImport(edge: Edge): string | undefined {
  const from = zoneOf(edge.from);
  const to = zoneOf(edge.to);
  if (from === to) return forbidNeighbour(edge);
  if (from === ".") return undefined;
  if (from === "contract" || from === "ui") return `${from} imports nothing of ours`;
  if (from === "tools") return "tools stand alone";
  if (from.startsWith("sim")) return "a simulated platform knows nothing of ours";
  if (from === "console" || from === "h5") return forbidClient(edge, from, to);
  if (from === "cli" || from === "bench") return forbidProgram(edge, from, to);
  return forbidServer(edge, from, to);
}

/** Inside one zone nearly everything goes; campaigns and screens have strangers under one roof. */
function forbidNeighbour({ from, to }: Edge): string | undefined {
  const campaign = (path: string) => /^server\/modules\/campaigns\/([^/]+)\//.exec(path)?.[1];
  const [mine, other] = [campaign(from), campaign(to)];
  if (mine && other && mine !== other && other !== "kit") {
    return "one campaign does not know another; share through campaigns/kit";
  }
  const feature = (path: string) => /^(?:console|h5)\/src\/features\/([^/]+)\//.exec(path)?.[1];
  const [here, there] = [feature(from), feature(to)];
  return here && there && here !== there ? "a feature sees no other feature; share through app/" : undefined;
}

function forbidClient({ to, isType }: Edge, from: string, zone: string): string | undefined {
  if (zone === "ui") return undefined;
  if (zone !== "contract") return "a client sees the contract and ui, nothing else";
  if (from === "console" || isType || zodFree.test(to)) return undefined;
  return "the H5 loads no zod: `import type`, or a zod-free file of the contract";
}

function forbidProgram({ to }: Edge, from: string, zone: string): string | undefined {
  if (["contract", "server/compose", "server/config", "server/kernel"].includes(zone)) return undefined;
  if (zone.startsWith("sim") && from === "bench") return undefined;
  if (zone.startsWith("sim"))
    return to.endsWith("/index.ts") ? undefined : "enter a simulated platform by its index.ts";
  if (!/^server\/(modules|carriers)\//.test(to))
    return `${from} may import the server, the contract and the simulated platforms`;
  return to.endsWith("/index.ts") ? undefined : "enter a module by its index.ts";
}

function forbidServer({ to }: Edge, from: string, zone: string): string | undefined {
  if (zone === "contract") return undefined;
  if (!zone.startsWith("server/")) return "the server imports nothing but itself and the contract";
  if (from === "server/compose") return undefined;
  if (from === "server/kernel") return "the kernel knows no product words";
  if (zone === "server/kernel") return undefined;
  if (from === "server/config") return "the configuration imports the kernel and the contract only";
  if (zone === "server/config") return "parts receive their piece of the configuration from the composition root";
  if (zone === "server/compose") return "nothing looks up at the composition root";
  return forbidModule({ from, zone, to });
}

function forbidModule({ from, zone, to }: { from: string; zone: string; to: string }): string | undefined {
  const name = from.split("/").at(-1) ?? from;
  const isCarrier = from.startsWith("server/carriers");
  const allowed = isCarrier ? "messaging" : modules[name];
  if (allowed === undefined) return `${from} has no row in tools/check/layers.ts`;
  const isAllowed = zone.startsWith("server/modules/") && allowed.split(" ").includes(zone.split("/").at(-1) ?? zone);
  if (!isAllowed) return `${name} may import: ${allowed || "nothing but the kernel"}`;
  return to.endsWith("/index.ts") ? undefined : "enter a module by its index.ts";
}
