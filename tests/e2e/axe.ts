import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Axe on a page. Only of what is wrong the places are worked out: of what is right they would take half of the time. */
export function axeOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
}
