import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { callOutside, callWith, type OutboundCall, OutboundError } from "./outbound";
import { isPublicAddress, type PinnedAddress, resolveHost } from "./outbound-address";

let server: Server;
let port: number;
let seen: { path: string; method: string; headers: IncomingMessage["headers"]; body: string }[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => {
      body += part.toString();
    });
    request.on("end", () => {
      seen.push({ path: request.url ?? "", method: request.method ?? "", headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const local: PinnedAddress = { address: "127.0.0.1", family: 4 };
const bounds = { timeoutMs: 2_000, maxBytes: 1_000 };
/** `peer.test` and `other.test` are the local server. */
const rules = () => ({ allow: [`peer.test:${port}`, `other.test:${port}`], resolve: async () => [local] });
const ask = (path: string, call: Partial<OutboundCall> = {}, host = "peer.test") => {
  seen = [];
  return callWith(rules(), `http://${host}:${port}${path}`, { ...bounds, ...call });
};
const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return error instanceof OutboundError ? error.failure : error;
};

describe("what may be called", () => {
  it.each([
    "127.0.0.1",
    "127.255.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "not an address",
  ])("%s is no public address", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["140.82.112.3", "2606:50c0:8000::153"])("%s is one", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://[::1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::127.0.0.1]/",
    "https://localhost/",
    "https://localhost./",
    "https://①②⑦.0.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "http://github.com/",
    "https://github.com:8443/",
    "https://github.com:22/",
  ])("%s is refused before anything is sent", async (url) => {
    const found = await failureOf(callWith({ allow: [], resolve: resolveHost }, url, bounds));
    expect(["blocked", "unresolved"]).toContain(found);
  });

  it.each(["ftp://peer.test/", "file:///etc/passwd", "https://user:pass@peer.test/", "nonsense", "//x"])(
    "%s is no address",
    async (url) => {
      expect(await failureOf(callWith(rules(), url, bounds))).toBe("bad_url");
    },
  );

  it("has no exceptions unless the operator names them", async () => {
    vi.stubEnv("ATRIUM_DATA_DIR", join(tmpdir(), `atrium-outbound-${process.pid}`));
    expect(await failureOf(callOutside(`http://127.0.0.1:${port}/`, bounds))).toBe("blocked");
  });

  it("refuses a name of which a single address is private", async () => {
    const resolve = async () => [{ address: "140.82.112.3", family: 4 } as const, local];
    expect(await failureOf(callWith({ allow: [], resolve }, "https://mixed.test/", bounds))).toBe("blocked");
  });

  it("does not tell a refused connection from one that was cut", async () => {
    const closed = { allow: ["peer.test:1"], resolve: async () => [local] };
    expect(await failureOf(callWith(closed, "http://peer.test:1/", bounds))).toBe("unreachable");
    answer = (_request, response) => response.destroy();
    expect(await failureOf(ask("/cut"))).toBe("unreachable");
  });
});

describe("a call", () => {
  it("asks the name once and connects to what was checked, whatever the name says later", async () => {
    answer = (_request, response) => response.end("here");
    let asked = 0;
    // The second answer would lead elsewhere.
    const resolve = async (): Promise<PinnedAddress[]> => [asked++ === 0 ? local : { address: "192.0.2.1", family: 4 }];
    const found = await callWith({ allow: [`peer.test:${port}`], resolve }, `http://peer.test:${port}/`, bounds);
    expect([asked, found.bytes.toString(), found.status]).toEqual([1, "here", 200]);
    expect(seen.at(-1)?.headers.host).toBe(`peer.test:${port}`);
  });

  it("sends body and headers, and no cookies or compression of its own", async () => {
    answer = (_request, response) => response.writeHead(201, { "x-a": "1" }).end();
    const found = await ask("/x", { method: "POST", body: "{}", headers: { authorization: "Bearer t" } });
    expect([found.status, found.headers.get("x-a")]).toEqual([201, "1"]);
    expect(seen[0]).toMatchObject({ method: "POST", body: "{}" });
    expect(seen[0]?.headers).toMatchObject({ authorization: "Bearer t", "accept-encoding": "identity" });
    expect(seen[0]?.headers.cookie).toBeUndefined();
  });

  it("gives up on an answer that is too long, too slow or that nobody wants any more", async () => {
    answer = (_request, response) => response.end("x".repeat(5_000));
    expect(await failureOf(ask("/long"))).toBe("too_large");
    answer = (_request, response) => void response.write("x");
    expect(await failureOf(ask("/slow", { timeoutMs: 100 }))).toBe("timeout");
    const never = { allow: [], resolve: () => new Promise<PinnedAddress[]>(() => {}) };
    expect(await failureOf(callWith(never, "https://x.test/", { ...bounds, timeoutMs: 50 }))).toBe("timeout");
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    expect(await failureOf(ask("/unwanted", { signal: controller.signal }))).toBe("aborted");
  });

  it("takes half an answer for none", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    };
    expect(await failureOf(ask("/half"))).toBe("unreachable");
  });
});

describe("a redirect", () => {
  const to = (location: string, status = 302) => {
    answer = (request, response) =>
      request.url === "/from" ? response.writeHead(status, { location }).end() : response.end("arrived");
  };

  it("is not followed unless asked for", async () => {
    to("/there");
    expect((await ask("/from")).status).toBe(302);
    expect(seen).toHaveLength(1);
  });

  it("keeps credentials on the same origin and loses them on the way to another", async () => {
    const headers = { Authorization: "Bearer t" };
    to("/there");
    expect((await ask("/from", { maxRedirects: 3, headers })).bytes.toString()).toBe("arrived");
    expect(seen[1]?.headers.authorization).toBe("Bearer t");
    to(`http://other.test:${port}/there`);
    await ask("/from", { maxRedirects: 3, headers });
    expect(seen[1]).toMatchObject({ path: "/there" });
    expect(seen[1]?.headers.authorization).toBeUndefined();
  });

  it("is checked like a first address", async () => {
    for (const inside of ["http://127.0.0.1:1/", "https://169.254.169.254/", `http://third.test:${port}/`]) {
      to(inside);
      expect(await failureOf(ask("/from", { maxRedirects: 3 }))).toBe("blocked");
      expect(seen).toHaveLength(1);
    }
    to("file:///etc/passwd");
    expect(await failureOf(ask("/from", { maxRedirects: 3 }))).toBe("bad_url");
  });

  it("turns a POST into a GET where browsers do, and comes to an end", async () => {
    to("/there", 303);
    await ask("/from", { method: "POST", body: "x", maxRedirects: 1 });
    expect(seen[1]).toMatchObject({ method: "GET", body: "" });
    to("/there", 307);
    await ask("/from", { method: "POST", body: "x", maxRedirects: 1 });
    expect(seen[1]).toMatchObject({ method: "POST", body: "x" });
    to("/from");
    expect(await failureOf(ask("/from", { maxRedirects: 3 }))).toBe("too_many_redirects");
    expect(seen).toHaveLength(4);
  });
});
