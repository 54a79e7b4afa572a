import { ApiError } from "@/lib/shared/api-client";
import { formatNumber, plural, relativeTime } from "@/lib/shared/format";

export type ErrorWords = { title: string; next: string; requestId: string | null; canRetry: boolean };

/** What went wrong and what to do about it, in words. The server's own sentence wins where it says more. */
export function explainError(error: unknown): ErrorWords {
  if (!(error instanceof ApiError)) {
    return {
      title: "Something broke in this page",
      next: "Try again. If it happens twice, reload the page.",
      requestId: null,
      canRetry: true,
    };
  }
  const { requestId } = error;
  switch (error.status) {
    case 0:
      return { title: "You seem to be offline", next: error.message, requestId, canRetry: true };
    case 401:
      return {
        title: "You are signed out",
        next: "Sign in again; what you typed stays here.",
        requestId,
        canRetry: true,
      };
    case 402:
      return { title: error.message, next: limitSentence(error), requestId, canRetry: false };
    case 403:
      return {
        title: error.message,
        next: "Ask an owner or admin of the workspace to do it, or to change your role.",
        requestId,
        canRetry: false,
      };
    case 404:
      return {
        title: "We could not find this",
        next: "It may have been deleted, or you may no longer have access.",
        requestId,
        canRetry: false,
      };
    case 409:
      return {
        title: error.message,
        next: "Reload to see how things stand now, then decide again.",
        requestId,
        canRetry: true,
      };
    case 429:
      if (error.code === "GENERATION_LIMIT") {
        const { resetsAt } = error.details;
        const next =
          typeof resetsAt === "string" ? `The count begins anew ${relativeTime(resetsAt)}.` : "Try again tomorrow.";
        return { title: error.message, next, requestId, canRetry: false };
      }
      return {
        title: "That was a bit too fast",
        next:
          error.retryAfter === null ? "Wait a moment, then try again." : `Try again in ${waitWords(error.retryAfter)}.`,
        requestId,
        canRetry: true,
      };
    case 502:
    case 503:
    case 504:
      // Somebody else's server, or a part of ours that is not there: the sentence names it, and this is not a fault in the page.
      return {
        title: error.message,
        next: "Nothing was lost. Try again in a moment.",
        requestId,
        canRetry: true,
      };
    default:
      return error.status >= 500
        ? {
            title: "Something went wrong on our side",
            next: "Nothing was lost. Try again in a moment; if it stays, send us the reference below.",
            requestId,
            canRetry: true,
          }
        : { title: error.message, next: "Check what you entered and try again.", requestId, canRetry: false };
  }
}

/** One sentence for toasts and inline alerts. */
export function errorSentence(error: unknown): string {
  const words = explainError(error);
  return error instanceof ApiError && error.status === 422
    ? words.title
    : `${words.title.replace(/\.$/, "")}. ${words.next}`;
}

export function waitWords(seconds: number): string {
  if (seconds < 90) return plural(seconds, "second");
  if (seconds < 5400) return plural(Math.ceil(seconds / 60), "minute");
  return plural(Math.ceil(seconds / 3600), "hour");
}

function limitSentence(error: ApiError): string {
  const { used, limit } = error.details;
  const counted =
    typeof used === "number" && typeof limit === "number"
      ? `${formatNumber(used)} of ${formatNumber(limit)} are used. `
      : "";
  return `${counted}An owner can raise the limit, or you can free something you no longer need.`;
}
