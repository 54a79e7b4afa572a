import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/platform/env/env";
import { RateLimitError } from "@/lib/platform/errors/errors";
import { log } from "@/lib/platform/log/log";

/**
 * Request limits per caller and class, in requests a minute. When the shared store fails, every class falls back to the
 * local limiter of this process: reads stay open, and sign-in or sending never becomes unlimited.
 */
export const rateClasses = {
  read: { perMinute: 600 },
  write: { perMinute: 120 },
  /** Work that costs CPU: compiling, exporting. */
  heavy: { perMinute: 30 },
  /** Sign-in, sign-up, recovery and the like; counted by address, on top of the throttle per account. */
  auth: { perMinute: 60 },
  public: { perMinute: 120 },
  /** Visitors of websites. What they send is counted by visitor, by address and by assistant, what they read apart from it. */
  visitor: { perMinute: 20 },
  visitor_ip: { perMinute: 120 },
  assistant: { perMinute: 600 },
  visitor_read: { perMinute: 120 },
  visitor_ip_read: { perMinute: 600 },
  assistant_read: { perMinute: 6000 },
} as const;
export type RateClass = keyof typeof rateClasses;

export type RateState = { limit: number; remaining: number; resetSeconds: number };

const storeTimeoutMs = 300;
type Holder = typeof globalThis & { __atriumLimits?: Limits };

class Limits {
  readonly #local = new Map<RateClass, RateLimiterMemory>();
  readonly #shared = new Map<RateClass, Ratelimit>();
  #silentUntil = 0;

  constructor() {
    const e = env();
    for (const [name, { perMinute }] of Object.entries(rateClasses) as [RateClass, { perMinute: number }][]) {
      const limit = Math.max(1, Math.round(perMinute * e.RATE_LIMIT_SCALE));
      this.#local.set(name, new RateLimiterMemory({ points: limit, duration: 60 }));
      if (e.UPSTASH_REDIS_REST_URL && e.UPSTASH_REDIS_REST_TOKEN) {
        const redis = new Redis({
          url: e.UPSTASH_REDIS_REST_URL,
          token: e.UPSTASH_REDIS_REST_TOKEN,
          retry: false,
          enableTelemetry: false,
        });
        // timeout: 0 turns off the library's own policy, which after 5 s lets everything through.
        this.#shared.set(
          name,
          new Ratelimit({
            redis,
            limiter: Ratelimit.fixedWindow(limit, "60 s"),
            prefix: `atrium:${name}`,
            timeout: 0,
            ephemeralCache: false,
          }),
        );
      }
    }
  }

  async hit(name: RateClass, subject: string): Promise<RateState & { ok: boolean }> {
    const shared = this.#shared.get(name);
    if (shared) {
      try {
        return await withTimeout(this.#hitShared(shared, subject), storeTimeoutMs);
      } catch (error) {
        this.#complain(error);
      }
    }
    return await this.#hitLocal(name, subject);
  }

  async #hitShared(limiter: Ratelimit, subject: string) {
    const { success, limit, remaining, reset } = await limiter.limit(subject);
    return {
      ok: success,
      limit,
      remaining: Math.max(0, remaining),
      resetSeconds: Math.max(1, Math.ceil((reset - Date.now()) / 1000)),
    };
  }

  async #hitLocal(name: RateClass, subject: string) {
    const limiter = this.#local.get(name);
    if (!limiter) throw new Error(`no limiter for ${name}`);
    const result = await limiter.consume(subject).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    const ok = result.consumedPoints <= limiter.points;
    return {
      ok,
      limit: limiter.points,
      remaining: Math.max(0, result.remainingPoints),
      resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
    };
  }

  /** One line a minute: a dead store must not drown the log. */
  #complain(error: unknown): void {
    if (Date.now() < this.#silentUntil) return;
    this.#silentUntil = Date.now() + 60_000;
    log().warn({ err: error }, "shared rate-limit store failed; limits are local to this process");
  }
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Headers of draft-ietf-httpapi-ratelimit-headers-11. */
export function rateHeaders(state: RateState): Record<string, string> {
  return {
    "ratelimit-policy": `"default";q=${state.limit};w=60`,
    ratelimit: `"default";r=${state.remaining};t=${state.resetSeconds}`,
  };
}

/** Counts one request. @throws RateLimitError with Retry-After in seconds */
export async function limitRequest(name: RateClass, subject: string): Promise<RateState> {
  const holder = globalThis as Holder;
  holder.__atriumLimits ??= new Limits();
  const state = await holder.__atriumLimits.hit(name, subject);
  if (!state.ok) {
    throw new RateLimitError(undefined, `Too many requests. Try again in ${state.resetSeconds} seconds.`, {
      headers: { ...rateHeaders(state), "retry-after": String(state.resetSeconds) },
    });
  }
  return state;
}
