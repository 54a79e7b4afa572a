import { expect, test } from "@playwright/test";
import { once } from "./actions";
import { makeAssistant, post, teach } from "./widget-actions";

const long = `${Array.from({ length: 120 }, (_, n) => `Rule ${n} of the yard: lamps are lit at dusk and bicycles stand in row ${n}.`).join("\n\n")}

Helmets can be borrowed for three euros a day.

${Array.from({ length: 60 }, (_, n) => `Appendix ${n} names the keys of the shed.`).join("\n\n")}`;

test("a source of a trial opens its document at the passage, marked and in view", async ({ page, baseURL }) => {
  const ours = baseURL ?? "";
  const { home } = await makeAssistant(page, ours, { origins: [], text: long });
  await page.goto(home);
  await page.getByRole("textbox", { name: "Question" }).fill("Can I borrow a helmet?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const sources = page.getByRole("list", { name: "Sources" });
  await expect(sources).toContainText("Helmets can be borrowed for three euros a day.");
  await sources.getByRole("link").first().click();
  await expect(page).toHaveURL(/documents\/[0-9a-f-]+\?at=\d+-\d+/);
  const mark = page.locator("mark").first();
  await expect(mark).toContainText("Helmets can be borrowed for three euros a day.");
  await expect(mark).toBeInViewport();
  await expect(mark).toBeFocused();
});

test("the owner reads why answers are quoted although a model is configured", once, async ({ page, baseURL }) => {
  const ours = baseURL ?? "";
  const { id, home } = await makeAssistant(page, ours, { origins: [] });
  // This installation has no model; what the server says of one that fails is tested where there is one.
  await page.route(`**/api/v1/assistants/${id}/model-status**`, (route) =>
    route.fulfill({
      json: {
        success: true,
        data: {
          model: "some-model",
          trouble: {
            code: "unauthorized",
            reason: "The AI service refused our key",
            advice: "Whoever runs this installation has to renew it.",
            at: new Date(Date.now() - 5 * 60_000).toISOString(),
            quotedAnswers: 3,
          },
        },
      },
    }),
  );
  await page.goto(home);
  const notice = page.getByRole("status").filter({ hasText: "The AI service refused our key" });
  await expect(notice).toContainText("3 answers in 24 hours");
  await expect(notice).toContainText("Meanwhile visitors are given quotations");
  await expect(notice).toContainText("has to renew it");
  await page.unroute(`**/api/v1/assistants/${id}/model-status**`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Try it" })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test(
  "without an allowed website the settings say that only the preview shows the chat",
  once,
  async ({ page, baseURL }) => {
    const { home } = await makeAssistant(page, baseURL ?? "", { origins: [] });
    await page.goto(`${home}/install`);
    await expect(page.getByText("only Atrium’s own preview can show the assistant")).toBeVisible();
    await expect(page.getByText("It is no sign-in")).toBeVisible();
  },
);

test("a test set shows what changed since the run before, and both errors before a threshold is saved", async ({
  page,
  baseURL,
}) => {
  const ours = baseURL ?? "";
  const made = await makeAssistant(page, ours, { origins: [] });
  const { id, query, home } = made;
  const tandems = await teach(page, ours, made, {
    title: "Tandems",
    text: "Tandems are rented for thirty euros a day.",
  });
  const documents = await page.request.get(`/api/v1/assistants/${id}/test-documents${query}&q=`);
  const { data } = (await documents.json()) as { data: { id: string; title: string }[] };
  const documentOf = (title: string) => data.find((document) => document.title === title)?.id;
  const add = (body: object) => post(page.request, `/api/v1/assistants/${id}/test-questions${query}`, ours, body);
  await add({ question: "When does the workshop open?", expect: "document", documentId: documentOf("Handbook") });
  await add({ question: "How much is renting tandems?", expect: "document", documentId: documentOf("Tandems") });
  await add({ question: "Who governs the moon?", expect: "unknown" });

  await page.goto(`${home}/tests`);
  const run = page.getByRole("button", { name: "Run the tests" });
  await run.click();
  const last = page.getByRole("region", { name: "Last run" });
  const figure = (label: string) => last.locator("dl > div").filter({ hasText: label });
  await expect(figure("Document found first")).toContainText("2 of 2");
  await expect(figure("Found among the first five")).toContainText("2 of 2");
  await expect(figure("Refused though answerable")).toContainText("0 of 2");

  const removed = await page.request.delete(`/api/v1/sources/${tandems}${query}`, {
    headers: { origin: ours },
    data: {},
  });
  expect(removed.ok(), await removed.text()).toBe(true);
  const again = await teach(page, ours, made, {
    title: "Tandems, new",
    text: "Nothing is said here of what it costs.",
  });
  expect(again).not.toBe(tandems);
  await run.click();
  await expect(figure("Document found first")).toContainText("worse: −50 points");
  await page.getByText("Changed (1)").click();
  await expect(last).toContainText("How much is renting tandems?");

  const panel = page.getByRole("region", { name: "Thresholds" });
  const refused = panel.locator("dl > div").filter({ hasText: "Refused though answerable" });
  const answered = panel.locator("dl > div").filter({ hasText: "Answered though unknown" });
  const before = await refused.textContent();
  await expect(answered).toContainText("0 % (0 of 1)");
  await panel.getByRole("slider", { name: "Does not know below" }).focus();
  await page.keyboard.press("End");
  await expect(refused).toContainText("100 % (2 of 2)");
  expect(await refused.textContent()).not.toBe(before);
  await page.keyboard.press("Home");
  await expect(answered).toContainText("100 % (1 of 1)");
  const saved = async () =>
    ((await (await page.request.get(`/api/v1/assistants/${id}${query}`)).json()) as { data: { thresholds: unknown } })
      .data.thresholds;
  expect(await saved()).toBeNull();
  await panel.getByRole("button", { name: "Save thresholds" }).click();
  await expect(page.getByText("Saved. The next question is judged by these.")).toBeVisible();
  expect(await saved()).toMatchObject({ low: 0 });
});
