import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { apis } from "../api/catalogue.ts";
import { documentedAnswers, readPaths } from "./documented.ts";
import { hearEverything } from "./hear-everything.ts";
import { readXml } from "./read-xml.ts";
import { runSamples, type SampleParser } from "./index.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function run(files: Readonly<Record<string, unknown>>, parsers: readonly SampleParser[] = []) {
  const folder = mkdtempSync(join(tmpdir(), "wecom-samples-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  const report = await runSamples(folder, parsers);
  const { parsed, matched, notConcerned, failed } = report;
  return {
    counts: [parsed, matched, notConcerned, failed],
    reasons: report.results.flatMap((one) => one.reasons),
    report,
  };
}

const event = (more: string) =>
  `<xml><ToUserName><![CDATA[ww]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[event]]></MsgType>${more}</xml>`;
const ok = { errcode: 0, errmsg: "ok" };
const listed = { ...ok, group_chat_list: [{ chat_id: "wrA", status: 0 }], next_cursor: "n" };

test("answers, requests, events and refusals that are as the platform's match", async () => {
  const { counts, reasons } = await run({
    "externalcontact.groupchat.list.response.json": listed,
    "externalcontact.mark_tag.request.json": {
      userid: "a",
      external_userid: "wmA",
      add_tag: ["etA"],
      remove_tag: ["etB"],
    },
    "event.change_external_chat.dismiss.xml": event(
      "<Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wrA]]></ChatId><ChangeType>dismiss</ChangeType>",
    ),
    "media.get.response.error_40007.json": { errcode: 40007, errmsg: "invalid media_id" },
    "callback.envelope.request.xml": "<xml><ToUserName>a</ToUserName><AgentID>1</AgentID><Encrypt>b</Encrypt></xml>",
  });
  expect([counts, reasons]).toEqual([[5, 5, 0, 0], []]);
});

test("what is not built is not concerned", async () => {
  const { counts } = await run({
    "kf.sync_msg.response.json": { ...ok, msg_list: [] },
    "message.send.text.request.json": { touser: "a" },
    "event.click.xml": event("<Event>click</Event><EventKey>k</EventKey>"),
    "callback.envelope.reply.xml": "<xml><Encrypt>a</Encrypt></xml>",
  });
  expect(counts).toEqual([4, 0, 4, 0]);
});

test.each<[string, Record<string, unknown>, string]>([
  [
    "a field that the simulator does not answer",
    { "externalcontact.groupchat.list.response.json": { ...listed, group_chat_list: [{ chat_id: "a", members: 3 }] } },
    "group_chat_list[].members is not there",
  ],
  [
    "a field of another type",
    { "externalcontact.groupchat.list.response.json": { ...listed, group_chat_list: [{ chat_id: 7 }] } },
    "group_chat_list[].chat_id is string, not number",
  ],
  [
    "another nesting",
    { "externalcontact.groupchat.list.response.json": { ...listed, group_chat_list: [[{ chat_id: "a" }]] } },
    "group_chat_list[] is object, not array",
  ],
  [
    "a field of an event",
    {
      "event.change_external_chat.dismiss.xml": event(
        "<Event>change_external_chat</Event><ChangeType>dismiss</ChangeType><Reason>boredom</Reason>",
      ),
    },
    "Reason is not there",
  ],
  [
    "a field of a request that the simulator does not read",
    { "externalcontact.remark.request.json": { userid: "a", colour: "red" } },
    "colour is not known",
  ],
  [
    "a request that is refused",
    { "externalcontact.remark.request.json": { userid: "a", external_userid: "wmA", remark: "字".repeat(21) } },
    "was refused: 40058 invalid Request Parameter, remark is longer than 20 characters",
  ],
  ["JSON that is none", { "gettoken.response.json": "{" }, "cannot be read: Expected property name"],
  [
    "XML that is none",
    { "event.click.xml": "<xml><A></xml>" },
    "cannot be read: an element should begin or end, at character 8",
  ],
])("%s fails and is named", async (_, files, reason) => {
  const { counts, reasons } = await run(files);
  expect(counts[3]).toBe(1);
  expect(reasons.join("\n")).toContain(reason);
});

test("a parser is held against the same samples, and what it cannot read fails", async () => {
  const parser: SampleParser = {
    name: "reader",
    parse: ({ about, value }) => {
      if (about.kind !== "response") return false;
      if (JSON.stringify(value).includes("wrB")) throw new Error("a group I do not know");
      return true;
    },
  };
  const files = {
    "externalcontact.groupchat.list.response.json": listed,
    "externalcontact.groupchat.list.response.2.json": { ...listed, group_chat_list: [{ chat_id: "wrB" }] },
    "kf.sync_msg.request.json": {},
  };
  const { counts, reasons, report } = await run(files, [parser]);
  expect(counts).toEqual([3, 1, 1, 1]);
  expect(reasons).toEqual(["reader: a group I do not know"]);
  expect(report.results.map((result) => result.readBy)).toEqual([["text"], ["text", "reader"], ["text"]]);
});

test("a folder without samples is a mistake", async () => {
  await expect(run({ "notes.md": "nothing" })).rejects.toThrow("has no samples");
});

test("every API was heard, and nothing was said that no documentation names", async () => {
  const knowledge = await hearEverything();
  const silent = [...apis.keys()].filter((api) => !knowledge.answers.has(api) && api !== "media/get");
  expect(silent).toEqual([]);
  const { report } = await run({ "gettoken.response.json": { ...ok, access_token: "a", expires_in: 1 } });
  expect(report.undocumented).toEqual([]);
});

test("every field that is documented was said: the story leaves nothing out", async () => {
  const { answers } = await hearEverything();
  const unsaid = Object.entries(documentedAnswers).flatMap(([api, writing]) => {
    const said = answers.get(api) ?? new Map<string, unknown>();
    return [...readPaths(writing)]
      .filter((path) => !path.includes("[]") && !said.has(path))
      .map((path) => `${api} ${path}`);
  });
  expect(unsaid).toEqual([]);
});

test("XML is read by elements, with those of one name in a list, and refused where it is more than that", () => {
  expect(readXml("<xml><A>1</A><B><C>x</C><C>&lt;</C></B><D></D></xml>")).toEqual({
    A: "1",
    B: { C: ["x", "<"] },
    D: "",
  });
  for (const wrong of [
    "",
    "<a></a>",
    "<xml>",
    "<xml></xml><xml></xml>",
    '<xml a="1"></xml>',
    "<xml><A>1</A>text</xml>",
  ]) {
    expect(() => readXml(wrong)).toThrow(SyntaxError);
  }
  const bomb = '<!DOCTYPE xml [<!ENTITY a "aa">]><xml><A>&a;</A></xml>';
  expect(() => readXml(bomb)).toThrow("an element should begin");
});
