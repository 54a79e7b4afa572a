import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as moderate, GET as reported } from "@/app/api/internal/templates/route";
import { POST as report } from "@/app/api/v1/templates/[templateId]/reviews/[reviewId]/report/route";
import { DELETE as deleteReview } from "@/app/api/v1/templates/[templateId]/reviews/mine/route";
import { GET as listReviews } from "@/app/api/v1/templates/[templateId]/reviews/route";
import type { TemplateReview } from "@/lib/features/template/template.schema";
import { env } from "@/lib/platform/env/env";
import {
  addGuest,
  addMember,
  createKey,
  createProject,
  createTeam,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import { actionsOn, getFor, patchFor, published as publishedIn, reviewFor, templateRow } from "../factories/templates";
import { call } from "../harness/call";

let ws: TestWorkspace;
let other: TestWorkspace;
let editor: Person;
let viewer: Person;
let guest: Person;
beforeAll(async () => {
  ({ ws, editor, viewer } = await createTeam("editor", "viewer"));
  other = await createWorkspace();
  guest = await addGuest(ws, await createProject(ws));
});

const published = (extra: Record<string, unknown> = {}) => publishedIn(ws, editor, extra);
const operator = (body: unknown) =>
  call(moderate, {
    method: "POST",
    path: "/api/internal/templates",
    body,
    headers: { authorization: `Bearer ${env().INTERNAL_TOKEN}` },
  });

describe("reviews", () => {
  const reviewsOf = async (templateId: string) =>
    (
      await call<TemplateReview[]>(listReviews, {
        as: ws.owner,
        path: `/api/v1/templates/${templateId}/reviews?workspace=${ws.slug}`,
        params: { templateId },
      })
    ).json.data;

  it("are one per person, changed by writing again, and gone when taken back; the mean follows", async () => {
    const { template } = await published();
    const second = await addMember(other, "viewer");
    await reviewFor(other, other.owner, template.id, { rating: 5, body: "Just right" });
    await reviewFor(other, second, template.id, { rating: 2 });
    expect((await getFor(other, second, template.id)).json.data).toMatchObject({ rating: 3.5, ratingCount: 2 });
    await reviewFor(other, second, template.id, { rating: 4, body: "On a second look" });
    const seen = await reviewsOf(template.id);
    expect(seen.map(({ rating, author, isMine }) => [rating, author, isMine])).toEqual([
      [4, second.name, false],
      [5, other.owner.name, false],
    ]);
    expect((await getFor(other, second, template.id)).json.data.myReview).toMatchObject({ rating: 4, isMine: true });
    const gone = await call(deleteReview, {
      as: second,
      method: "DELETE",
      path: `/api/v1/templates/${template.id}/reviews/mine?workspace=${other.slug}`,
      params: { templateId: template.id },
    });
    expect(gone.status).toBe(200);
    expect((await getFor(other, second, template.id)).json.data).toMatchObject({ rating: 5, ratingCount: 1 });
  });

  it("are refused to the template's own workspace, to keys, to guests, and for what one cannot see", async () => {
    const { template } = await published();
    const hidden = (await published({ visibility: "team" })).template.id;
    for (const person of [editor, viewer, ws.owner]) {
      const answer = await reviewFor(ws, person, template.id, { rating: 5 });
      expect([answer.status, answer.json.code]).toEqual([409, "OWN_TEMPLATE"]);
    }
    expect((await reviewFor(ws, guest, template.id, { rating: 5 })).status).toBe(403);
    expect((await reviewFor(other, other.owner, hidden, { rating: 1 })).status).toBe(404);
    const key = await createKey(other, ["templates.read", "templates.write"], "editor");
    expect((await reviewFor(other, key, template.id, { rating: 5 })).status).toBe(403);
    for (const rating of [0, 6, 2.5, "5"])
      expect((await reviewFor(other, other.owner, template.id, { rating })).status).toBe(422);
    expect((await templateRow(template.id)).rating_count).toBe(0);
    expect(await reviewsOf(template.id)).toEqual([]);
  });

  it("that are reported wait for the operator, who hides or keeps them", async () => {
    const { template } = await published();
    await reviewFor(other, other.owner, template.id, { rating: 1, body: "Buy my course instead" });
    const [review] = await reviewsOf(template.id);
    const reviewId = review?.id ?? "";
    const complain = (as: Person) =>
      call(report, {
        as,
        method: "POST",
        path: `/api/v1/templates/${template.id}/reviews/${reviewId}/report?workspace=${ws.slug}`,
        params: { templateId: template.id, reviewId },
        body: { reason: "Advertising" },
      });
    expect([(await complain(viewer)).status, (await complain(viewer)).status, (await complain(editor)).status]).toEqual(
      [202, 202, 202],
    );
    expect((await reviewsOf(template.id)).length).toBe(1);
    const waiting = await call<{ reviewId: string; reasons: string[] }[]>(reported, {
      path: "/api/internal/templates",
      headers: { authorization: `Bearer ${env().INTERNAL_TOKEN}` },
    });
    expect(waiting.json.data.find((item) => item.reviewId === reviewId)?.reasons).toEqual([
      "Advertising",
      "Advertising",
    ]);
    expect((await operator({ action: "hide_review", reviewId })).status).toBe(200);
    expect(await reviewsOf(template.id)).toEqual([]);
    expect((await getFor(other, other.owner, template.id)).json.data).toMatchObject({ ratingCount: 0, rating: null });
    // Its author still has it, and writing again does not bring it back.
    await reviewFor(other, other.owner, template.id, { rating: 1, body: "Again" });
    expect(await reviewsOf(template.id)).toEqual([]);
    expect((await operator({ action: "keep_review", reviewId })).status).toBe(200);
    expect((await reviewsOf(template.id)).length).toBe(1);
  });
});

describe("the operator", () => {
  it("features and removes; what is removed its workspace cannot offer again", async () => {
    const { template } = await published();
    expect((await operator({ action: "feature", templateId: template.id })).status).toBe(200);
    expect((await getFor(other, other.owner, template.id)).json.data.featured).toBe(true);
    expect((await operator({ action: "remove", templateId: template.id })).status).toBe(200);
    expect((await getFor(other, other.owner, template.id)).status).toBe(404);
    const back = await patchFor(ws, ws.owner, template.id, { status: "published" });
    expect([back.status, back.json.code]).toEqual([409, "TEMPLATE_REMOVED"]);
    expect((await operator({ action: "restore", templateId: template.id })).status).toBe(200);
    expect((await getFor(other, other.owner, template.id)).status).toBe(200);
    expect(await actionsOn(ws.id, template.id)).toEqual([
      "template.published",
      "template.featured",
      "template.removed",
      "template.restored",
    ]);
  });

  it("needs the token, a decision it knows, and something to decide about", async () => {
    const { template } = await published();
    const body = { action: "remove", templateId: template.id };
    expect((await call(moderate, { as: ws.owner, method: "POST", path: "/api/internal/templates", body })).status).toBe(
      401,
    );
    expect((await operator({ action: "delete", templateId: template.id })).status).toBe(422);
    expect((await operator({ action: "remove", templateId: randomUUID() })).status).toBe(404);
    expect((await templateRow(template.id)).status).toBe("published");
  });
});
