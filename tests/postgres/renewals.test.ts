import { beforeAll, describe, expect, it } from "vitest";
import { openConnection } from "@/lib/features/connection/services/open-connection";
import { comeBack, connectByClick, connectionsOf, endTokenIn, startAs, visit } from "../factories/github-connect";
import { createWorkspace, type TestWorkspace } from "../factories/people";
import { type GitHubPeer, githubPeer } from "../harness/github-peer";

// PGlite runs everything one after another and can show no race, so a pass there would prove nothing.
if (!process.env.DATABASE_URL) throw new Error("tests/postgres needs a real server; see races.test.ts");

const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, () => work()));
let peer: GitHubPeer;
let ws: TestWorkspace;
beforeAll(async () => {
  peer = await githubPeer();
  ws = await createWorkspace();
  peer.oauth.person = { id: 81_000, login: "racer", scopes: null };
});

describe("a token that ends", () => {
  it("is renewed once for twenty that need it at the same moment, round after round", async () => {
    peer.oauth.lifeSeconds = 28_800;
    expect(await connectByClick(ws.owner, ws)).toContain("github=connected");
    const [{ id } = { id: "" }] = await connectionsOf(ws);
    for (let round = 1; round <= 5; round++) {
      await endTokenIn(id, 0);
      const before = peer.oauth.renewals;
      const opened = await times(20, () => openConnection(ws.id, id));
      const tokens = new Set(opened.map((one) => one?.token));
      expect([tokens.size, peer.oauth.renewals - before, peer.tokens.has([...tokens][0] ?? "")]).toEqual([1, 1, true]);
    }
    peer.oauth.lifeSeconds = null;
  });
});

describe("a way back from GitHub", () => {
  it("counts once when it comes ten times at once", async () => {
    const back = await visit((await startAs(ws.owner, ws)).json.data.url);
    const ends = await times(10, () => comeBack(ws.owner, back));
    expect(ends.filter((end) => end.endsWith("github=connected"))).toHaveLength(1);
    expect(ends.filter((end) => end.endsWith("github=used"))).toHaveLength(9);
  });
});
