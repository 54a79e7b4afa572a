import {
  AppError,
  BadRequestError,
  ConflictError,
  DatabaseError,
  ForbiddenError,
  NotFoundError,
  ServiceUnavailableError,
  TimeoutError,
  ValidationError,
} from "./errors";

type PgFailure = { code: string; message: string; detail?: string; constraint?: string };

function asPgFailure(cause: unknown): PgFailure | undefined {
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return undefined;
  if (!/^[0-9A-Z]{5}$/.test(cause.code)) return undefined;
  const text = (key: string) => {
    const value: unknown = Reflect.get(cause, key);
    return typeof value === "string" ? value : undefined;
  };
  const detail = text("detail");
  const constraint = text("constraint");
  return {
    code: cause.code,
    message: cause.message,
    ...(detail ? { detail } : {}),
    ...(constraint ? { constraint } : {}),
  };
}

/** SQLSTATE `PTnnn` is ours: the message is the machine code, the detail the sentence, nnn the status class. */
const ours: Record<string, new (code: string, message?: string, options?: { cause?: unknown }) => AppError> = {
  PT403: ForbiddenError,
  PT404: NotFoundError,
  PT409: ConflictError,
  PT422: ValidationError,
};

/** Known constraints and what to say when somebody runs into them. */
const constraints: Record<string, { code: string; message: string }> = {
  workspaces_slug_key: { code: "SLUG_TAKEN", message: "This address is taken. Choose another." },
  templates_slug_key: {
    code: "TEMPLATE_NAME_TAKEN",
    message: "This workspace has published a template under this name before. Choose another name, or update that one.",
  },
  curated_answers_once: {
    code: "CURATED_ANSWER_EXISTS",
    message: "There is a written answer to this question already. Change that one instead.",
  },
  test_questions_once: {
    code: "TEST_QUESTION_EXISTS",
    message: "This question is in the test set already.",
  },
  canned_replies_once: {
    code: "REPLY_TITLE_TAKEN",
    message: "There is a reply with this title. Choose another title, or change that reply.",
  },
  workspace_invites_open_key: {
    code: "INVITE_EXISTS",
    message: "This person is already invited. Resend the invitation instead.",
  },
};

/**
 * Translates a driver's error. Unknown ones become a 500 that tells the client nothing.
 * SQLSTATEs: PostgreSQL manual, appendix A.
 */
export function fromDatabase(cause: unknown): AppError | undefined {
  if (cause instanceof AppError) return cause;
  const failure = asPgFailure(cause);
  if (!failure) return undefined;
  const Ours = ours[failure.code];
  if (Ours) return new Ours(failure.message.toUpperCase(), failure.detail, { cause });
  const known = failure.constraint ? constraints[failure.constraint] : undefined;
  switch (failure.code) {
    case "23505":
      return new ConflictError(known?.code ?? "ALREADY_EXISTS", known?.message ?? "This already exists.", { cause });
    case "23503":
      return new NotFoundError(undefined, undefined, { cause });
    case "23514":
    case "22001":
    case "22003":
      return new ValidationError(known?.code, known?.message, { cause });
    case "22P02":
    case "22007":
    case "22008":
    case "22021":
    case "22P05":
      return new BadRequestError("BAD_VALUE", "A value has the wrong form.", { cause });
    // Denied by a policy or a missing grant.
    case "42501":
      return new ForbiddenError(undefined, undefined, { cause });
    case "40001":
    case "40P01":
    case "55P03":
      return new ConflictError("BUSY", "Somebody else is changing this right now. Try again.", {
        cause,
        headers: { "retry-after": "1" },
      });
    case "57014":
      return new TimeoutError(undefined, undefined, { cause });
    case "53300":
    case "57P01":
    case "57P03":
    case "08006":
    case "08001":
      return new ServiceUnavailableError(
        "DATABASE_UNAVAILABLE",
        "The database is not reachable right now. Try again in a moment.",
        { cause, headers: { "retry-after": "2" } },
      );
    default:
      return new DatabaseError(undefined, undefined, { cause });
  }
}
