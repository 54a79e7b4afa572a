import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { FormError } from "@/components/patterns/form-error";
import type { Build, Proposal } from "@/lib/features/build/build.schema";
import type { Held } from "@/lib/features/builder/blueprint/blueprint.schema";
import classes from "./blueprint-view.module.css";
import { useApplyChange } from "./use-changes";

/** `onChanged` is absent for whoever may only look. */
type Props = { build: Build; held: readonly Held[]; onChanged?: ((next: Build) => void) | undefined };

/** Rights that the plan asked for beyond the usual: none is given before somebody allows it. */
export function HeldRights({ build, held, onChanged }: Props) {
  return (
    <section className={classes.note} data-tone="sun" aria-labelledby="plan-held">
      <h2 id="plan-held" className={classes.noteTitle}>
        <IconLock size={18} aria-hidden="true" /> Held back until you allow it
      </h2>
      {onChanged ? <Choices build={build} held={held} onChanged={onChanged} /> : <Points held={held} />}
    </section>
  );
}

function Points({ held }: { held: readonly Held[] }) {
  return (
    <ul className={classes.points}>
      {held.map((item) => (
        <li key={JSON.stringify(item)}>{item.message}</li>
      ))}
    </ul>
  );
}

function Choices({ build, held, onChanged }: Props & { onChanged: (next: Build) => void }) {
  const change = useApplyChange(build, onChanged);
  return (
    <>
      <ul className={classes.points}>
        {held.map((item) => (
          <li key={JSON.stringify(item)}>
            {item.message}{" "}
            <Button
              size="compact-xs"
              variant="default"
              disabled={change.isPending}
              onClick={() => change.apply([asOperation(item)])}
              aria-label={`Allow: ${item.message}`}
            >
              Allow
            </Button>
          </li>
        ))}
      </ul>
      <FormError error={change.error} />
    </>
  );
}

/** The yes to a right that is held back. */
export function asOperation(item: Held): Proposal["operations"][number] {
  return item.kind === "access"
    ? { kind: "allowAccess", entity: item.entity, verb: item.verb, rule: item.rule }
    : { kind: "allowRole", role: item.role, power: item.power };
}
