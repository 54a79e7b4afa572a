"use client";

import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { ApiError } from "@/lib/shared/api-client";

type Options<V extends Record<string, unknown>> = {
  initialValues: V;
  /** Only what the browser can know at once. The server decides, and its field errors land in the same place. */
  validate?: (values: V) => FormErrors;
  submit: (values: V) => Promise<void>;
};

export type ApiForm<V extends Record<string, unknown>> = {
  form: UseFormReturnType<V>;
  /** Spread on the <form>. */
  formProps: {
    ref: React.RefObject<HTMLFormElement | null>;
    onSubmit: (event: FormEvent<HTMLFormElement>) => void;
    noValidate: true;
    method: "dialog";
  };
  pending: boolean;
  /** An error that belongs to no field. */
  error: unknown;
  clearError: () => void;
};

export function useApiForm<V extends Record<string, unknown>>(options: Options<V>): ApiForm<V> {
  const { initialValues, validate, submit } = options;
  const form = useForm<V>({
    mode: "controlled",
    initialValues,
    validateInputOnChange: false,
    ...(validate === undefined ? {} : { validate }),
  });
  const ref = useRef<HTMLFormElement>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  // What somebody typed, or a password manager filled in, before the page came to life stands in the fields and nowhere else.
  const adopt = useRef(() => form.setValues((values) => ({ ...values, ...typedInto(ref.current, values) })));
  useEffect(() => adopt.current(), []);

  const focusFirstInvalid = useCallback(() => {
    requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }, []);

  const run = async (values: V) => {
    setPending(true);
    setError(null);
    try {
      await submit(values);
    } catch (cause) {
      noticeExpiry(cause);
      const fields = cause instanceof ApiError ? known(cause.fields, values) : {};
      if (Object.keys(fields).length > 0) {
        form.setErrors(fields);
        focusFirstInvalid();
      } else {
        setError(cause);
      }
    } finally {
      setPending(false);
    }
  };

  const onSubmit = form.onSubmit(run, focusFirstInvalid);
  // `dialog` outside of one does nothing (HTML standard, "form submission"): sent before the page came to life, any other
  // method would load the page again and lose what was typed.
  return {
    form,
    formProps: { ref, onSubmit, noValidate: true, method: "dialog" },
    pending,
    error,
    clearError: () => setError(null),
  };
}

/** Texts that stand in the fields of a form and not in its values. Fields that open a list show a label, not their value. */
function typedInto<V extends Record<string, unknown>>(node: HTMLFormElement | null, values: V): Partial<V> {
  const texts = Object.entries(values).flatMap(([name, value]) => {
    const field = node?.querySelector(`[data-path="${CSS.escape(name)}"]`);
    const isText =
      field instanceof HTMLTextAreaElement ||
      (field instanceof HTMLInputElement && ["text", "email", "password", "url"].includes(field.type));
    if (typeof value !== "string" || !isText || field.readOnly || field.ariaHasPopup !== null) return [];
    return field.value === value ? [] : [[name, field.value] as const];
  });
  return Object.fromEntries(texts) as Partial<V>;
}

/** `scopes.0` belongs to the field `scopes`; paths the form does not show stay a general error. */
function known(fields: Record<string, string>, values: Record<string, unknown>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [path, message] of Object.entries(fields)) {
    const name = path.split(".")[0] ?? path;
    if (name in values) found[name] ??= message;
  }
  return found;
}
