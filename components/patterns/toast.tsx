"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { errorSentence } from "./error-words";
import classes from "./toast.module.css";

export function toastDone(message: string): void {
  notifications.show({ message, icon: <IconCheck size={16} aria-hidden="true" />, autoClose: 4000, role: "status" });
}

/** Only for actions without a place of their own to show the error in. */
export function toastError(error: unknown): void {
  notifications.show({
    message: errorSentence(error),
    color: "red",
    icon: <IconAlertTriangle size={16} aria-hidden="true" />,
    autoClose: 9000,
    role: "status",
  });
}

/** The change has already happened; for eight seconds it can be taken back. */
export function toastUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: 8000,
    role: "status",
    icon: <IconCheck size={16} aria-hidden="true" />,
    message: (
      <span className={classes.undo}>
        {message}
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}
