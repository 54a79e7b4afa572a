import { type APIRequestContext, type ConsoleMessage, expect, type Frame, type Page } from "@playwright/test";
import { openDemo } from "./actions";
import type { Website } from "./website";

const handbook = `Opening hours

The workshop opens at nine in the morning and closes at six. On Saturdays it closes at noon.

Refunds

Monthly plans can be refunded within 14 days. Annual plans can be refunded within 30 days.`;

export async function post<T>(request: APIRequestContext, path: string, ours: string, data: object): Promise<T> {
  const answer = await request.post(path, { data, headers: { origin: ours } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return ((await answer.json()) as { data: T }).data;
}

export type Made = { id: string; publicKey: string; query: string; home: string };
type Wish = { origins: string[]; text?: string; settings?: object };

/** An assistant of the demo's workspace that knows a text and may be shown on some websites. */
export async function makeAssistant(page: Page, ours: string, { origins, text, settings }: Wish): Promise<Made> {
  await openDemo(page);
  const workspace = new URL(page.url()).pathname.split("/")[1] ?? "";
  const query = `?workspace=${workspace}`;
  const made = await post<Omit<Made, "query">>(page.request, `/api/v1/assistants${query}`, ours, { name: "Workshop" });
  const changed = await page.request.patch(`/api/v1/assistants/${made.id}${query}`, {
    data: { allowedOrigins: origins, ...settings },
    headers: { origin: ours },
  });
  expect(changed.ok(), await changed.text()).toBe(true);
  await teach(page, ours, { id: made.id, query }, { title: "Handbook", text: text ?? handbook });
  return { id: made.id, publicKey: made.publicKey, query, home: `/${workspace}/assistants/${made.id}` };
}

/** Adds a text and waits until it has been read. @returns the id of its source */
export async function teach(
  page: Page,
  ours: string,
  { id, query }: Pick<Made, "id" | "query">,
  { title, text }: { title: string; text: string },
): Promise<string> {
  const path = `/api/v1/assistants/${id}/sources${query}`;
  const source = await post<{ id: string }>(page.request, path, ours, { kind: "text", title, text });
  await expect(async () => {
    const answer = await page.request.get(`/api/v1/sources/${source.id}${query}`);
    expect(((await answer.json()) as { data: { status: string } }).data.status).toBe("ready");
  }).toPass({ timeout: 30_000 });
  return source.id;
}

export type Watched = { problems: string[]; foreign: string[] };

/** Listens for what a page must never show: violations of its policy, errors, and requests to anybody else. */
export function watch(page: Page, own: readonly string[]): Watched {
  const watched: Watched = { problems: [], foreign: [] };
  const note = (message: ConsoleMessage) => {
    if (["error", "warning"].includes(message.type()) && !message.text().includes("favicon"))
      watched.problems.push(message.text());
  };
  page.on("console", note);
  page.on("pageerror", (error) => watched.problems.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !own.includes(origin)) watched.foreign.push(request.url());
  });
  return watched;
}

export const pageOf = (website: Website, key: string, ours: string, more = "") =>
  `${website.url}/?ours=${encodeURIComponent(ours)}&key=${key}${more}`;

/** Lets the test look into the launcher's shadow, which is closed to pages. To be called before the page is loaded. */
export async function openShadows(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function open(init) {
      return attach.call(this, { ...init, mode: "open" });
    };
  });
}

/** The launcher's shadow is closed, so it is reached as a visitor reaches it: by its place, or by the API of the page. */
export async function openWidget(page: Page, label = "Write a message"): Promise<Frame> {
  await expect.poll(() => page.evaluate(() => typeof Reflect.get(window, "Atrium"))).toBe("object");
  await page.evaluate(() => (Reflect.get(window, "Atrium") as { open: () => void }).open());
  await expect.poll(() => page.frames().length).toBe(2);
  return await frameOf(page, label);
}

export async function frameOf(page: Page, label = "Write a message"): Promise<Frame> {
  const frame = page.frames()[1];
  if (!frame) throw new Error("no frame");
  await expect(frame.getByRole("textbox", { name: label })).toBeVisible();
  return frame;
}

export async function askIn(frame: Frame, question: string): Promise<void> {
  await frame.getByRole("textbox", { name: "Write a message" }).fill(question);
  await frame.getByRole("button", { name: "Send" }).click();
}
