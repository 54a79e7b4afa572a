import "server-only";
import { modelKey } from "@/lib/platform/ai/model-server";
import { env } from "@/lib/platform/env/env";
import { askOverHttp, type Check } from "@/lib/platform/health/check";

const timeoutMs = 3_000;
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

export const checkAi: Check = async () => {
  const key = modelKey();
  if (!key) return { state: "not_configured", message: "the offline engine writes every plan" };
  return await askOverHttp(`${env().OPENAI_BASE_URL}/models`, bearer(key), timeoutMs);
};

export const checkMail: Check = async () => {
  const { RESEND_API_KEY, RESEND_BASE_URL, mailbox } = env();
  if (RESEND_API_KEY) {
    const finding = await askOverHttp(
      `${RESEND_BASE_URL ?? "https://api.resend.com"}/domains`,
      bearer(RESEND_API_KEY),
      timeoutMs,
    );
    // A key that may only send is refused here, and is the right kind of key.
    return finding.message === "refuses our key" ? { state: "up" } : finding;
  }
  return mailbox ? { state: "up", message: "the mailbox page takes all mail" } : { state: "not_configured" };
};

export const checkPayments: Check = async () => {
  const { STRIPE_SECRET_KEY } = env();
  if (!STRIPE_SECRET_KEY) return { state: "not_configured" };
  return await askOverHttp("https://api.stripe.com/v1/balance", bearer(STRIPE_SECRET_KEY), timeoutMs);
};
