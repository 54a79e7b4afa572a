/** The one table of failures: every code's class decides its status here and nowhere else. */
const statusOf = {
  BadRequestError: 400,
  ValidationError: 422,
  UnauthorizedError: 401,
  PlanLimitError: 402,
  ForbiddenError: 403,
  NotFoundError: 404,
  MethodNotAllowedError: 405,
  ConflictError: 409,
  GoneError: 410,
  PayloadTooLargeError: 413,
  UnsupportedMediaTypeError: 415,
  RateLimitError: 429,
  DatabaseError: 500,
  EncryptionError: 500,
  OAuthError: 400,
  ExternalApiError: 502,
  ServiceUnavailableError: 503,
  TimeoutError: 504,
} as const;
type ErrorName = keyof typeof statusOf;

export type ErrorDetails = Record<string, unknown>;
export type ErrorOptions = { details?: ErrorDetails; headers?: Record<string, string>; cause?: unknown };

/** Base of every failure we mean. `message` is a sentence for people; `code` is for machines and never changes. */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ErrorDetails | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(name: ErrorName, code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = name;
    this.status = statusOf[name];
    this.code = code;
    this.details = options.details;
    this.headers = options.headers;
  }
}

function define(name: ErrorName, defaultCode: string, defaultMessage: string) {
  return class extends AppError {
    constructor(code: string = defaultCode, message: string = defaultMessage, options: ErrorOptions = {}) {
      super(name, code, message, options);
    }
  };
}

export const BadRequestError = define("BadRequestError", "BAD_REQUEST", "The request cannot be read.");
export const ValidationError = define("ValidationError", "VALIDATION_FAILED", "Some fields need another look.");
export const UnauthorizedError = define("UnauthorizedError", "UNAUTHORIZED", "Sign in to continue.");
export const PlanLimitError = define(
  "PlanLimitError",
  "PLAN_LIMIT",
  "The plan of this workspace does not include this.",
);
export const ForbiddenError = define("ForbiddenError", "FORBIDDEN", "Your role does not allow this.");
export const NotFoundError = define("NotFoundError", "NOT_FOUND", "This does not exist, or you may not see it.");
export const MethodNotAllowedError = define(
  "MethodNotAllowedError",
  "METHOD_NOT_ALLOWED",
  "This address does not take requests of this kind.",
);
export const ConflictError = define("ConflictError", "CONFLICT", "Somebody changed this at the same time.");
export const GoneError = define("GoneError", "GONE", "This is no longer available.");
export const PayloadTooLargeError = define("PayloadTooLargeError", "PAYLOAD_TOO_LARGE", "The request is too large.");
export const UnsupportedMediaTypeError = define(
  "UnsupportedMediaTypeError",
  "UNSUPPORTED_MEDIA_TYPE",
  "This content type is not accepted here.",
);
export const RateLimitError = define(
  "RateLimitError",
  "RATE_LIMITED",
  "Too many requests. Wait a moment and try again.",
);
export const DatabaseError = define("DatabaseError", "INTERNAL", "Something went wrong on our side.");
export const EncryptionError = define(
  "EncryptionError",
  "SECRET_UNREADABLE",
  "A stored secret cannot be read with the keys of this installation.",
);
export const OAuthError = define("OAuthError", "OAUTH_FAILED", "Signing in with this provider did not work.");
export const ExternalApiError = define(
  "ExternalApiError",
  "EXTERNAL_API_FAILED",
  "A service we depend on did not answer as expected.",
);
export const ServiceUnavailableError = define(
  "ServiceUnavailableError",
  "SERVICE_UNAVAILABLE",
  "This is not available right now. Try again in a moment.",
);
export const TimeoutError = define("TimeoutError", "TIMEOUT", "This took too long. Try again.");
