import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import {
  createEgress,
  EgressFailed,
  EgressRefused,
  isPublicAddress,
  type Egress,
  type EgressOptions,
} from "./egress.ts";

const open: (Server | Egress)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serveLocally(hear: RequestListener): Promise<{ port: number; hits: () => number }> {
  let hits = 0;
  const server = createServer((request, response) => {
    hits += 1;
    hear(request, response);
  });
  open.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, hits: () => hits };
}

function egress(options: EgressOptions = {}): Egress {
  const made = createEgress(options);
  open.push(made);
  return made;
}

const get = (made: Egress, url: string, maxBytes?: number) =>
  made.request({
    method: "GET",
    url,
    signal: AbortSignal.timeout(3_000),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.9",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
])("%s is no public address", (address) => expect(isPublicAddress(address)).toBe(false));
test.each([
  "::1",
  "::",
  "fe80::1",
  "fd00::1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.1",
  "64:ff9b::7f00:1",
  "ff02::1",
  "not-an-ip",
])("%s is no public address either", (address) => expect(isPublicAddress(address)).toBe(false));
test.each(["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])("%s is public", (address) =>
  expect(isPublicAddress(address)).toBe(true),
);

test("no spelling of the machine's own address is reached", async () => {
  const { port, hits } = await serveLocally((_request, response) => response.end("inside"));
  const made = egress();
  for (const host of [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",
  ])
    await expect(get(made, `http://${host}:${port}/`)).rejects.toThrow(EgressRefused);
  expect(hits()).toBe(0);
});

test("a name that resolves to a public and then to an inside address is refused at the connection", async () => {
  const { port, hits } = await serveLocally((_request, response) => response.end("inside"));
  const made = egress({ lookup: (_name, _options, answer) => answer(null, [{ address: "127.0.0.1", family: 4 }]) });
  await expect(get(made, `http://rebound.example:${port}/`)).rejects.toThrow(EgressRefused);
  expect(hits()).toBe(0);
});

test("a redirect from an allowed address to an inside one is not followed", async () => {
  const inside = await serveLocally((_request, response) => response.end("inside"));
  const outside = await serveLocally((_request, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end(),
  );
  const made = egress({ allowed: [`127.0.0.1:${outside.port}`] });
  await expect(get(made, `http://127.0.0.1:${outside.port}/`)).rejects.toThrow(EgressRefused);
  expect(inside.hits()).toBe(0);
});

test("redirects in a circle end", async () => {
  const place = await serveLocally((_request, response) => response.writeHead(302, { location: "/again" }).end());
  await expect(
    get(egress({ allowed: [`127.0.0.1:${place.port}`] }), `http://127.0.0.1:${place.port}/`),
  ).rejects.toThrow("too many redirects");
  expect(place.hits()).toBe(4);
});

test("an answer larger than asked for is cut off", async () => {
  const place = await serveLocally((_request, response) => response.end("x".repeat(100_000)));
  const made = egress({ allowed: [`127.0.0.1:${place.port}`] });
  await expect(get(made, `http://127.0.0.1:${place.port}/`, 1_000)).rejects.toThrow("too large");
});

test.each(["file:///etc/passwd", "gopher://127.0.0.1/", "data:text/plain,x"])("%s is not spoken", async (url) => {
  await expect(get(egress(), url)).rejects.toThrow(EgressRefused);
});

test("a refused connection certainly never arrived; a reset one may have", async () => {
  const place = await serveLocally((request) => request.socket.destroy());
  const closed = await serveLocally(() => undefined);
  await new Promise((resolve) => {
    (open.pop() as Server).close(resolve);
  });
  const made = egress({ allowed: [`127.0.0.1:${place.port}`, `127.0.0.1:${closed.port}`] });
  const reset = await get(made, `http://127.0.0.1:${place.port}/`).catch((error: unknown) => error);
  const refused = await get(made, `http://127.0.0.1:${closed.port}/`).catch((error: unknown) => error);
  expect(reset).toBeInstanceOf(EgressFailed);
  expect(reset).toMatchObject({ mayHaveArrived: true });
  expect(refused).toMatchObject({ mayHaveArrived: false });
});
