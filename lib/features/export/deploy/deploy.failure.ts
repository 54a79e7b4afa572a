import type { HostError } from "@/lib/platform/hosting/host-error";
import { ExportFailure } from "../export.failure";
import type { ExportStep } from "../export.schema";

/** There is nothing that Railway could build. */
export const needsRepository =
  "Railway builds from a GitHub repository. Export this version to GitHub first, then deploy it.";

/** What the sentences speak of. */
export type DeployCircumstances = { host: string; account: string; site: string; step: ExportStep };

const clock = (date: Date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
const replaceIt = "An owner or admin can replace it under Settings, Connections.";
const doings: Partial<Record<ExportStep, string>> = {
  creating: "create projects there",
  configuring: "change settings of the project",
  uploading: "start deploys of the project",
};

/** A host's refusal in words, by what was being done. */
export function explainHost(cause: HostError, { host, account, site, step }: DeployCircumstances): ExportFailure {
  const fail = (code: string, message: string, passes = false) => new ExportFailure(code, message, passes, { cause });
  switch (cause.failure) {
    case "unauthorized":
      return fail("TOKEN_REVOKED", `${host} no longer accepts the token of ${account}. ${replaceIt}`);
    case "forbidden":
      return fail("PERMISSION_MISSING", `The token of ${account} may not ${doings[step] ?? "do this"}. ${replaceIt}`);
    case "payment":
      return fail(
        "PLAN_LIMIT",
        `The plan of ${account} at ${host} does not allow this deploy. Look at its billing and limits there.`,
      );
    case "rate_limited":
      return fail(
        "RATE_LIMITED",
        cause.retryAt === null
          ? `${host} takes no more calls with the token of ${account} right now. Try again in an hour.`
          : `${host} takes no more calls with the token of ${account} until ${clock(cause.retryAt)}. Try again then.`,
      );
    case "conflict":
      return fail(
        "NAME_TAKEN",
        `${host} already has something called ${site}, which was not made from this project. Choose another name.`,
      );
    case "not_found":
      return fail("SITE_GONE", `${host} no longer has ${site}, or the token of ${account} cannot see it. Try again.`);
    case "rejected":
      return fail("HOST_REFUSED", `${host} refused this while it was asked to ${doings[step] ?? "deploy"}.`);
    case "unreachable":
      return fail("HOST_UNREACHABLE", `${host} could not be reached.`, true);
    default:
      return fail("HOST_UNEXPECTED", `${host} answered in a way Atrium does not understand.`, true);
  }
}

/** The build itself went wrong. `said` is the host's one line about it. */
export function buildFailed(host: string, said: string): ExportFailure {
  const line = said.replace(/[\p{Cc}\s]+/gu, " ").trim();
  const words = line === "" ? "" : ` It says: ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
  return new ExportFailure("BUILD_FAILED", `The build at ${host} failed; its log has the reason.${words}`);
}

export function settingsForgotten(): ExportFailure {
  return new ExportFailure(
    "SETTINGS_FORGOTTEN",
    "The values of the settings are kept for a day at most and are gone by now. Start a new deploy with them.",
  );
}
