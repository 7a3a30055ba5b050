import { apis } from "../api/catalogue.ts";
import { readConclusions } from "../api/conclusions.ts";
import { decryptMessage, readAesKey, signCallback } from "../callbacks/callback-crypto.ts";
import { WecomClient } from "../client.ts";
import { isRecord } from "../fields.ts";
import { knownCodes, textOf } from "../refusal.ts";
import { startSimulator } from "../simulator.ts";
import { addDescribedWorld } from "../worlds/load-world.ts";
import { amendRequest } from "./amend-request.ts";
import { addFields, compareFields } from "./fields-of.ts";
import { keyOfEvent, type Knowledge } from "./knowledge.ts";
import type { Sample } from "./sample.ts";
import { stageRequest } from "./stage-request.ts";
import { stageCorp, stageCorpid } from "./stage-world.ts";

export type Verdict =
  | { readonly verdict: "matched"; readonly notes: readonly string[] }
  | { readonly verdict: "not_concerned" }
  | { readonly verdict: "failed"; readonly reasons: readonly string[] };

const notConcerned: Verdict = { verdict: "not_concerned" };
const agentid = 1_000_014;

/** Does the simulator say, and take, what the sample shows? */
export async function judgeSample(sample: Sample, knowledge: Knowledge): Promise<Verdict> {
  const { about, value } = sample;
  switch (about.kind) {
    case "request":
      return apis.has(about.api) && isRecord(value) ? judgeRequest(about.api, value) : notConcerned;
    case "response":
      return about.errcode === undefined
        ? judgeAnswer(about.api, value, knowledge)
        : judgeRefusal(about, value, knowledge);
    case "event":
      return judgeEvent(keyOfEvent(about.event, about.changeType), value, knowledge);
    case "envelope":
      return about.side === "request"
        ? settle(compareFields(addFields(new Map(), value), knowledge.envelope))
        : notConcerned;
    case "crypto_vectors":
      return settle(Array.isArray(value) ? value.flatMap(findFaultOfVector) : ["is no list"]);
    case "error_codes":
      return settle(findUnlistedCodes(value));
    case "other":
      return judgeFragment(about.name, value);
  }
}

function settle(reasons: readonly string[], notes: readonly string[] = []): Verdict {
  return reasons.length === 0 ? { verdict: "matched", notes } : { verdict: "failed", reasons };
}

function judgeAnswer(api: string, value: unknown, { answers }: Knowledge): Verdict {
  const isBuilt = apis.has(api) || api === "gettoken";
  if (!isBuilt) return notConcerned;
  return settle(compareFields(addFields(new Map(), value), answers.get(api) ?? new Map()));
}

function judgeRefusal(
  about: { readonly api: string; readonly errcode: number | undefined },
  value: unknown,
  { refusals }: Knowledge,
): Verdict {
  if (!apis.has(about.api) && about.api !== "gettoken") return notConcerned;
  const isAnswered = textOf(about.errcode ?? 0) !== textOf(Number.NaN);
  const reasons = isAnswered ? [] : [`${about.errcode} is never answered`];
  const known = refusals.get(about.api) ?? new Map<string, Set<string>>();
  return settle([...reasons, ...compareFields(addFields(new Map(), value), known)]);
}

function judgeEvent(key: string, value: unknown, { events }: Knowledge): Verdict {
  const known = events.get(key);
  return known ? settle(compareFields(addFields(new Map(), value), known)) : notConcerned;
}

/** Sends it to a world in which everything it names exists. */
async function judgeRequest(api: string, sample: Readonly<Record<string, unknown>>): Promise<Verdict> {
  const strangers = apis.get(api)?.input.strangers(sample, "") ?? [];
  if (strangers.length > 0) return settle(strangers.map((path) => `${path} is not known`));
  const simulator = await startSimulator({ seed: api, isClockRunning: false });
  try {
    const [corp] = addDescribedWorld(simulator.world, { corps: [{ ...stageCorp, customers: [] }] });
    if (!corp) return settle(["the stage has no corp"]);
    const { body, notes } = amendRequest(api, sample);
    const stage = { corp, agentid, seconds: simulator.clock.seconds(), chance: simulator.world.chance };
    stageRequest(stage, api, body);
    const client = new WecomClient(simulator.apiUrl, { corpid: stageCorpid, secret: "app" });
    const { errcode, errmsg } = await client.post(api, body);
    return settle(errcode === 0 ? [] : [`was refused: ${errcode} ${errmsg.split(", hint", 1)[0] ?? ""}`], notes);
  } finally {
    await simulator.close();
  }
}

function findFaultOfVector(vector: unknown): string[] {
  if (!isRecord(vector)) return ["a vector is no object"];
  const read = (name: string) => (typeof vector[name] === "string" ? vector[name] : "");
  const [token, timestamp, nonce, encrypted] = ["token", "timestamp", "nonce", "encrypt"].map(read);
  const signature = signCallback({
    token: token ?? "",
    timestamp: timestamp ?? "",
    nonce: nonce ?? "",
    encrypted: encrypted ?? "",
  });
  const reasons = signature === read("msg_signature") ? [] : [`${read("name")}: signature ${signature}`];
  const key = readAesKey(read("encodingAESKey"));
  if (!key || typeof vector["plaintext"] !== "string") return reasons;
  const opened = decryptMessage(key, encrypted ?? "");
  const isSame =
    opened.isGood && opened.message === vector["plaintext"] && opened.receiveId === read("decrypted_receive_id");
  return isSame ? reasons : [...reasons, `${read("name")}: decrypted as something else`];
}

/** Codes of the official table that a curated list leaves out. */
const beyondTheList = new Set([40071, 60123]);

function findUnlistedCodes(value: unknown): string[] {
  if (!Array.isArray(value)) return ["is no list"];
  const listed = new Set(value.map((entry: unknown) => (isRecord(entry) ? entry["errcode"] : undefined)));
  return knownCodes
    .filter((code) => !listed.has(code) && !beyondTheList.has(code))
    .map((code) => `${code} is not listed`);
}

/** Parts of a request that stand alone. */
function judgeFragment(name: string, value: unknown): Verdict {
  if (name !== "externalcontact.contact_way.conclusions" || !isRecord(value)) return notConcerned;
  return settle(readConclusions.strangers(value["conclusions"], "").map((path) => `${path} is not known`));
}
