import type { GitHubError } from "@/lib/platform/github/github-error";
import type { ExportStep } from "./export.schema";

/** Tries after the first one, for what may pass. */
export const exportRetries = 3;

/** An export that cannot go on, in a sentence for whoever started it. */
export class ExportFailure extends Error {
  override readonly name = "ExportFailure";
  constructor(
    readonly code: string,
    message: string,
    /** It may work in a moment; the job tries again by itself. */
    readonly passes: boolean = false,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

export function connectionUnreadable(account: string): ExportFailure {
  return new ExportFailure(
    "CONNECTION_UNREADABLE",
    `The token of ${account} cannot be read any more: the installation's keys have changed. Connect the account again.`,
  );
}

/** What the sentences speak of. */
export type Circumstances = { step: ExportStep; account: string; owner: string; repository: string };

const clock = (date: Date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
const replaceIt = "An owner or admin can replace it under Settings, Connections.";

/** GitHub's refusal in words, by what was being done. */
export function explainGitHub(cause: GitHubError, at: Circumstances): ExportFailure {
  const { account, owner, repository } = at;
  const full = `${owner}/${repository}`;
  const fail = (code: string, message: string, passes = false) => new ExportFailure(code, message, passes, { cause });
  switch (cause.failure) {
    case "unauthorized":
      return fail("TOKEN_REVOKED", `GitHub no longer accepts the token of ${account}. ${replaceIt}`);
    case "sso_required":
      return fail(
        "SSO_REQUIRED",
        `${owner} wants single sign-on: authorise the token of ${account} for it at GitHub, then try again.`,
      );
    case "rate_limited":
      return fail(
        "RATE_LIMITED",
        cause.retryAt === null
          ? `GitHub takes no more calls with the token of ${account} right now. Try again in an hour.`
          : `GitHub takes no more calls with the token of ${account} until ${clock(cause.retryAt)}. Try again then.`,
      );
    case "forbidden":
      return fail("PERMISSION_MISSING", `The token of ${account} may not ${needs(at)}. ${replaceIt}`);
    case "not_found":
      return at.step === "creating"
        ? fail("OWNER_NOT_FOUND", `There is no organization ${owner} in which ${account} may create repositories.`)
        : fail("REPOSITORY_NOT_FOUND", `${full} does not exist, or the token of ${account} cannot see it.`);
    case "rejected":
      return explainRejection(cause, at);
    case "unreachable":
      return fail("GITHUB_UNREACHABLE", "GitHub could not be reached.", true);
    default:
      return fail("GITHUB_UNEXPECTED", "GitHub answered in a way Atrium does not understand.", true);
  }
}

function needs({ step, repository }: Circumstances): string {
  if (step === "creating") return "create repositories there (a fine-grained token has to write Administration)";
  if (step === "opening")
    return `open pull requests in ${repository} (a fine-grained token has to write Pull requests)`;
  if (step === "pushing") return `push to ${repository} (a fine-grained token has to write Contents and Workflows)`;
  return `read ${repository}`;
}

/** GitHub's own words, which stand in a failed push or a 422; matched loosely, for they change. */
function explainRejection(cause: GitHubError, at: Circumstances): ExportFailure {
  const { account, owner, repository } = at;
  const fail = (code: string, message: string) => new ExportFailure(code, message, false, { cause });
  if (at.step === "creating" && /already exists/i.test(cause.said))
    return fail(
      "NAME_TAKEN",
      `${owner} already has a repository called ${repository}. Choose another name, or open a pull request in that one.`,
    );
  if (/workflow/i.test(cause.said)) return workflowScopeMissing(account, cause);
  if (/protected|hook declined|rule violation|GH0\d\d/i.test(cause.said))
    return fail(
      "BRANCH_PROTECTED",
      `The rules of ${owner}/${repository} do not let ${account} push a new branch. Allow branches that begin with atrium/, or another account.`,
    );
  return fail(
    "GITHUB_REFUSED",
    `GitHub refused to ${verbs[at.step] ?? "do this"}. Check the names and the rules there.`,
  );
}

const verbs: Partial<Record<ExportStep, string>> = {
  creating: "create the repository",
  pushing: "take the files",
  opening: "open the pull request",
};

export function workflowScopeMissing(account: string, cause?: unknown): ExportFailure {
  return new ExportFailure(
    "WORKFLOW_SCOPE_MISSING",
    `The token of ${account} may not write workflows, and the project brings one for GitHub Actions. Give the token the scope "workflow", or choose GitLab CI.`,
    false,
    { cause },
  );
}
