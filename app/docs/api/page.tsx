import "@/app/api/v1/all-routes";
import type { Metadata } from "next";
import { connection } from "next/server";
import { ApiReference } from "@/components/docs/api-reference";
import { type Reference, referenceOf } from "@/components/docs/reference-model";
import { sessionCookieName } from "@/lib/platform/auth/session-cookie";
import { env } from "@/lib/platform/env/env";
import { openApiDocument } from "@/lib/platform/http/openapi";
import { listRoutes } from "@/lib/platform/http/registry";
import { rateClasses } from "@/lib/platform/rate-limit/rate-limit";
import packageJson from "@/package.json";

export const metadata: Metadata = {
  title: "API reference",
  description: "Every address of the Atrium API: who may call it, what it takes and what it answers.",
};

let reference: Reference | undefined;

export default async function ApiReferencePage() {
  // The addresses on the page are those of the installation that serves it, not of the one that built it.
  await connection();
  const { SITE_URL, RATE_LIMIT_SCALE } = env();
  reference ??= referenceOf(
    openApiDocument(listRoutes(), {
      title: "Atrium",
      version: packageJson.version,
      serverUrl: SITE_URL,
      sessionCookie: sessionCookieName(SITE_URL),
    }),
  );
  const limits = Object.entries(rateClasses).map(([name, { perMinute }]) => ({
    name,
    perMinute: Math.max(1, Math.round(perMinute * RATE_LIMIT_SCALE)),
  }));
  return <ApiReference reference={reference} limits={limits} />;
}
