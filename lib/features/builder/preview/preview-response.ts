import "server-only";
import { now } from "@/lib/platform/clock/clock";
import type { Blueprint } from "../blueprint/blueprint.schema";
import { previewDocument, previewPolicy } from "./preview-document";

/** A blueprint's interface as an answer: the page, and the policy that holds it to itself. */
export function previewResponse(blueprint: Blueprint, theme: "light" | "dark"): Response {
  const nonce = btoa(crypto.randomUUID());
  const html = previewDocument(blueprint, { nonce, theme, today: now().toISOString().slice(0, 10) });
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": previewPolicy(nonce),
      "cache-control": "private, no-store",
    },
  });
}
