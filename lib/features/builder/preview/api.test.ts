import { describe, expect, it } from "vitest";
import { parseIdea } from "@/lib/features/builder";
import { IDEAS } from "@/tests/builder/ideas";
import { buildModel } from "../compiler/model";
import { describePreview } from "./describe";
import { answerOf, endpointsOf } from "./runtime/api";
import { Store } from "./runtime/store";

const LANDLORD = IDEAS.find((idea) => idea.id === "P2")?.text ?? "";
const preview = (text: string) =>
  new Store(describePreview(buildModel(parseIdea(text, { stack: "hono-postgres" }).blueprint), "2026-11-21"));

/** What each route of the leases answers to somebody of this role. */
function statuses(role: string | null): string[] {
  const store = preview(LANDLORD);
  const who = store.data.people.find((person) => person.role === role) ?? null;
  const resource = store.resource("lease");
  if (!resource) throw new Error("no leases");
  return endpointsOf(resource).map((endpoint) => {
    const { status } = answerOf({ store, who, go: () => undefined }, resource, endpoint);
    return `${endpoint.method} ${endpoint.path} ${status}`;
  });
}

describe("the preview of an API", () => {
  it("says what it is; an app with pages does too", () => {
    expect(preview(LANDLORD).data.app.kind).toBe("api");
    expect(describePreview(buildModel(parseIdea(LANDLORD).blueprint), "2026-11-21").app.kind).toBe("pages");
  });

  it("answers to each role as the plan says", () => {
    const path = "/api/v1/leases";
    const answers = (codes: number[]) =>
      [`GET ${path}`, `GET ${path}/{id}`, `POST ${path}`, `PATCH ${path}/{id}`, `DELETE ${path}/{id}`].map(
        (line, n) => `${line} ${codes[n]}`,
      );
    expect(statuses("landlord")).toEqual(answers([200, 200, 201, 200, 204]));
    expect(statuses("tenant")).toEqual(answers([200, 200, 403, 403, 403]));
    expect(statuses(null)).toEqual(answers([401, 401, 401, 401, 401]));
  });

  it("shows a tenant their own leases and nobody else's", () => {
    const store = preview(LANDLORD);
    const resource = store.resource("lease");
    const [list] = resource ? endpointsOf(resource) : [];
    if (!resource || !list) throw new Error("no leases");
    const totals = ["landlord", "tenant"].map((role) => {
      const who = store.data.people.find((person) => person.role === role) ?? null;
      const { body } = answerOf({ store, who, go: () => undefined }, resource, list);
      return (body as { page: { total: number } }).page.total;
    });
    expect(totals[0]).toBe(store.all("lease").length);
    expect(totals[1]).toBeLessThan(totals[0] ?? 0);
  });

  it("does not tell people who fill in a public form who else did", () => {
    const store = preview("Just a coming soon page with an email waitlist, nothing else, no login.");
    const [resource] = store.data.resources;
    const post = resource ? endpointsOf(resource).find(({ method }) => method === "POST") : undefined;
    if (!resource || !post) throw new Error("no form");
    const answer = answerOf({ store, who: null, go: () => undefined }, resource, post);
    expect(answer).toEqual({ status: 202, body: { data: null } });
  });
});
