"use client";

import { Alert, Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { Held } from "@/lib/features/builder/blueprint/blueprint.schema";
import { asOperation } from "../held-rights";
import classes from "./editor.module.css";
import { ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

/** A right that reaches further than usual: it is not given before somebody says yes to this sentence. */
export function HeldAlert({ held, push }: { held: Held; push: Push }) {
  const { problem, run } = useAttempt(push);
  return (
    <Alert color="sun" icon={<IconLock size={18} aria-hidden="true" />} className={classes.held ?? ""}>
      <p className={classes.heldText}>Held back: {held.message}</p>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => run(asOperation(held))}
        aria-label={`Allow: ${held.message}`}
      >
        Allow
      </Button>
      <ProblemText problem={problem} />
    </Alert>
  );
}
