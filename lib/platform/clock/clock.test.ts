import { expect, it } from "vitest";
import { toIso } from "./clock";

it.each([
  "2026-11-21 01:40:40.467+00",
  "2026-11-21 01:40:40+00",
  "2026-11-21 01:40:40.4679+00",
  "2026-11-21 01:40:40.9+00",
  "2026-11-21 01:40:40.467+02",
  "2026-11-21 01:40:40.467-05:30",
  "2026-11-21",
])("%s becomes what Date makes of it", (text) => {
  expect(toIso(text)).toBe(new Date(text).toISOString());
});

it("takes a Date", () => {
  expect(toIso(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
});
