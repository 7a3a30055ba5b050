import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "../build-stage.ts";
import { readField, until } from "../receiver.ts";

let stage: Stage;
let source: Server | undefined;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  source?.close();
  source = undefined;
  await stage.close();
});

const png = Buffer.from("89504e470d0a1a0a0000", "hex");
const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypmp42"), Buffer.alloc(20)]);
const file = (bytes: Buffer, name = "图.png") => new File([bytes], name, { type: "image/png" });
const upload = (type: string, bytes: Buffer) => stage.client.upload("media/upload", { type }, file(bytes));
const codeOf = async (type: string, bytes: Buffer) => (await upload(type, bytes)).errcode;

test("a medium is kept, fetched whole or in a range, and gone after three days", async () => {
  const made = await upload("image", png);
  expect(made).toMatchObject({ errcode: 0, errmsg: "", type: "image", created_at: "1795838400" });
  const { media_id } = made;
  const query = { access_token: await stage.client.fetchToken(), media_id: String(media_id) };
  const whole = await stage.client.send("media/get", query);
  expect(Buffer.from(await whole.arrayBuffer()).equals(png)).toBe(true);
  expect(whole.headers.get("content-type")).toBe("image/png");
  const part = await stage.client.send("media/get", query, { headers: { range: "bytes=2-4" } });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 2-4/10"]);
  expect(Buffer.from(await part.arrayBuffer()).equals(png.subarray(2, 5))).toBe(true);
  stage.simulator.clock.advance(3 * 86_400_000);
  await stage.client.fetchToken();
  expect((await stage.client.get("media/get", { media_id: String(media_id) })).errcode).toBe(40145);
  expect((await stage.client.get("media/get", { media_id: "none" })).errcode).toBe(40007);
  expect((await stage.client.get("media/get")).errcode).toBe(41006);
});

test("a file must be there, larger than five bytes, not too large, and what it says it is", async () => {
  expect(await codeOf("poem", png)).toBe(40004);
  expect(await codeOf("image", Buffer.alloc(0))).toBe(44001);
  expect(await codeOf("image", png.subarray(0, 5))).toBe(40006);
  expect(await codeOf("image", Buffer.from("not a picture"))).toBe(40123);
  expect(await codeOf("image", Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]))).toBe(45001);
  expect(await codeOf("video", png)).toBe(40004);
  expect(await codeOf("video", mp4)).toBe(0);
  expect(await codeOf("voice", Buffer.from("#!AMR\n......"))).toBe(0);
  expect(await codeOf("voice", mp4)).toBe(40004);
});

test("pictures with a lasting address are counted by day", async () => {
  Object.assign(stage.corp, { limits: { ...stage.corp.limits, uploadedImagesPerDay: 1 } });
  const ask = () => stage.client.upload("media/uploadimg", {}, file(png));
  expect(await ask()).toMatchObject({ errcode: 0, url: expect.stringMatching(/^https:/) as string });
  expect((await ask()).errcode).toBe(45009);
});

test("a medium for moments is no medium for messages: 41072", async () => {
  const query = { media_type: "image", attachment_type: "1" };
  const made = await stage.client.upload("media/upload_attachment", query, file(png));
  expect(made).toMatchObject({ errcode: 0, type: "image", created_at: 1_795_838_400 });
  const body = { image: { media_id: made["media_id"] } };
  expect((await stage.client.post("externalcontact/group_welcome_template/add", body)).errcode).toBe(41072);
});

async function serve(bytes: Buffer, hasRanges: boolean): Promise<string> {
  source = createServer((request, response) => {
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "");
    if (!range || !hasRanges) return void response.end(bytes);
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), bytes.length - 1)];
    response
      .writeHead(206, { "content-range": `bytes ${from}-${to}/${bytes.length}` })
      .end(bytes.subarray(from, to + 1));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  source.listen(0, "127.0.0.1", resolve);
  await promise;
  return `http://127.0.0.1:${(source.address() as AddressInfo).port}/film.mp4`;
}

async function fetchByUrl(url: string, md5: string): Promise<Record<string, unknown>> {
  const ask = { scene: 1, type: "video", filename: "film.mp4", url, md5 };
  const { jobid } = await stage.client.post("media/upload_by_url", ask);
  await until(() => stage.receiver.received.some(({ xml }) => readField(xml, "JobId") === jobid));
  return stage.client.post("media/get_upload_by_url_result", { jobid });
}

test("a large file is fetched in parts from an address, told of by an event, and good for a group's welcome alone", async () => {
  const film = Buffer.concat([mp4, Buffer.alloc(9 * 1024 * 1024, 7)]);
  const md5 = createHash("md5").update(film).digest("hex");
  const done = await fetchByUrl(await serve(film, true), md5);
  expect(done).toMatchObject({ status: 2, detail: { errcode: 0, media_id: expect.any(String) as string } });
  const { media_id } = done["detail"] as { media_id: string };
  expect(stage.corp.media.get(media_id)?.bytes.length).toBe(film.length);
  const body = { video: { media_id } };
  expect((await stage.client.post("externalcontact/group_welcome_template/add", body)).errcode).toBe(0);
  expect(stage.receiver.received.at(-1)?.body).toContain("<AgentID><![CDATA[1000002]]></AgentID>");
});

test("an address without ranges, with other bytes, or without anybody is a failed job", async () => {
  const md5 = createHash("md5").update(mp4).digest("hex");
  expect(await fetchByUrl(await serve(mp4, false), md5)).toMatchObject({ status: 3, detail: { errcode: 830001 } });
  source?.close();
  expect(await fetchByUrl(await serve(mp4, true), "0".repeat(32))).toMatchObject({ detail: { errcode: 830003 } });
  expect(await fetchByUrl("http://127.0.0.1:9/none", md5)).toMatchObject({ detail: { errcode: 830003 } });
});
