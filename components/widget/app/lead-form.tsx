import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { ChatConfig } from "@/lib/features/conversation/chat.schema";
import { type ChatClient, codeOf } from "./chat-client";
import type { Form } from "./chat-state";
import type { Words } from "./words";

type Props = { form: Form; lead: NonNullable<ChatConfig["lead"]>; client: ChatClient; words: Words };
type Problems = { email?: string; consent?: string; form?: string };

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Asks for an address, with the consent of the assistant's owner word for word. */
export function LeadForm({ form, lead, client, words }: Props) {
  const [problems, setProblems] = useState<Problems>({});
  const [isBusy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => first.current?.focus(), []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const field = (name: string) => String(data.get(name) ?? "").trim();
    const found: Problems = {
      ...(emailForm.test(field("email")) ? {} : { email: words.emailWrong }),
      ...(data.get("consent") === null ? { consent: words.consentMissing } : {}),
    };
    setProblems(found);
    if (found.email) return first.current?.focus();
    if (found.consent) return;
    setBusy(true);
    try {
      await client.leaveLead({
        email: field("email"),
        name: field("name"),
        phone: field("phone"),
        message: field("message"),
        website: field("website"),
      });
    } catch (error) {
      const code = codeOf(error);
      if (code === "CONSENT_CHANGED") setProblems({ consent: words.consentChanged });
      else if (code === "VALIDATION_FAILED") setProblems({ email: words.emailWrong });
      else setProblems({ form: code === "RATE_LIMITED" ? words.tooFast : words.leadFailed });
    } finally {
      setBusy(false);
    }
  };

  if (form.sent)
    return (
      <div className="card" role="status">
        <p>{words.leadThanks}</p>
        <button type="button" className="link" onClick={() => client.closeForm()}>
          OK
        </button>
      </div>
    );
  const reason = { asked: null, quota: words.quota, noPerson: words.noPerson }[form.reason];
  return (
    <form className="card" noValidate aria-label={words.leadTitle} onSubmit={(event) => void submit(event)}>
      {reason === null ? null : <p>{reason}</p>}
      <p>
        <strong>{words.leadTitle}</strong>
      </p>
      <label htmlFor={`${id}e`}>{words.email}</label>
      <input
        ref={first}
        id={`${id}e`}
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        aria-invalid={problems.email !== undefined}
        aria-describedby={`${id}ep`}
      />
      <Problem id={`${id}ep`} text={problems.email} />
      <label htmlFor={`${id}n`}>{words.name}</label>
      <input id={`${id}n`} name="name" autoComplete="name" maxLength={120} />
      {lead.phone ? (
        <>
          <label htmlFor={`${id}t`}>{words.phone}</label>
          <input id={`${id}t`} name="phone" type="tel" autoComplete="tel" maxLength={40} />
        </>
      ) : null}
      <label htmlFor={`${id}m`}>{words.about}</label>
      <textarea id={`${id}m`} name="message" rows={2} maxLength={2000} defaultValue={form.message} />
      <div className="trap" aria-hidden="true">
        <input name="website" tabIndex={-1} autoComplete="off" aria-label="Website" />
      </div>
      <label className="check">
        <input
          type="checkbox"
          name="consent"
          required
          aria-invalid={problems.consent !== undefined}
          aria-describedby={`${id}cp`}
        />
        <span dir="auto">{lead.consent}</span>
      </label>
      <Problem id={`${id}cp`} text={problems.consent} />
      <Problem id={`${id}fp`} text={problems.form} />
      <div className="row">
        <button type="submit" className="primary" disabled={isBusy}>
          {words.send}
        </button>
        <button type="button" className="link" onClick={() => client.closeForm()}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

function Problem({ id, text }: { id: string; text: string | undefined }) {
  return (
    <p id={id} className="wrong" role={text === undefined ? undefined : "alert"} hidden={text === undefined}>
      {text}
    </p>
  );
}
