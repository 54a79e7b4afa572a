"use client";

import type { FormErrors } from "@mantine/form";
import { toastDone } from "@/components/patterns/toast";
import { type ApiForm, useApiForm } from "@/components/patterns/use-api-form";
import type { Assistant, AssistantChanges } from "@/lib/features/assistant/assistant.schema";
import { useSaveAssistant } from "./use-assistants";

type Options<V extends Record<string, unknown>> = {
  assistant: Assistant;
  initialValues: V;
  validate?: (values: V) => FormErrors;
  /** The change that these values are. */
  toChanges: (values: V) => AssistantChanges;
};

/** A form over some fields of an assistant: what was saved is what it starts from the next time. */
export function useAssistantForm<V extends Record<string, unknown>>(options: Options<V>): ApiForm<V> {
  const { assistant, initialValues, validate, toChanges } = options;
  const save = useSaveAssistant(assistant.id);
  const api = useApiForm<V>({
    initialValues,
    ...(validate === undefined ? {} : { validate }),
    submit: async (values) => {
      await save(toChanges(values));
      api.form.resetDirty(values);
      toastDone("Saved.");
    },
  });
  return api;
}
