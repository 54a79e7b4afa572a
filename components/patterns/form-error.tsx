"use client";

import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { explainError } from "./error-words";

/** The error of a whole form or dialog, next to the button that caused it. */
export function FormError({ error, children }: { error: unknown; children?: ReactNode }) {
  if (error === null || error === undefined) return null;
  const words = explainError(error);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden="true" />} title={words.title} role="alert">
      {children ?? words.next}
      {words.requestId !== null && (
        <div style={{ marginBlockStart: 4, fontSize: "0.75rem", opacity: 0.85 }}>Reference {words.requestId}</div>
      )}
    </Alert>
  );
}
