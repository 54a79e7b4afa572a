/** Headers of every response. No imports: next.config.ts reads this file before anything else of ours is there. */
export const staticHeaders: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
};

/** What answers programs shows nothing and runs nothing. */
export const apiContentSecurityPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The pages a frame of ours may show: previews of builds, of templates and of public projects. Their answers bring their own content security
 * policy, with a nonce; a second one from here would forbid their scripts, so the rule for the API leaves these paths out.
 */
export const framedPath = "/api/v1/:kind(builds|templates|public-projects)/:id/preview";
export const apiPathsButFramed =
  "/:door(api|supabase)/:path((?!v1/(?:builds|templates|public-projects)/[^/]+/preview/?$).*)";
/** The frame of the chat names in its own policy who may show it; this older header would forbid it everywhere. */
export const pathsButEmbedded = "/:path((?!embed/).*)";
/** Their names change with their content. */
export const hashedFiles = "/embed-app/:file";
export const framedHeaders: Readonly<Record<string, string>> = { "x-frame-options": "SAMEORIGIN" };
