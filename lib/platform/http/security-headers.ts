import { env } from "@/lib/platform/env/env";

/**
 * Scripts run only with this response's nonce, or when such a script loads them. Inline style attributes are allowed:
 * the component library positions elements with them, and they run no code. Development needs eval for hot reload.
 */
export function contentSecurityPolicy(nonce: string): string {
  const { isProduction, SITE_URL } = env();
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isProduction ? "" : " 'unsafe-eval'"}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isProduction ? "" : " ws:"}`,
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(SITE_URL.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
