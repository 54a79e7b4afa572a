"use client";

import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import { useSteps } from "./use-compare";

type Props = {
  latest: BuildSummary;
  restoring: string | null;
  onStep: (target: { id: string; projectId: string }) => void;
};

/** Undo and redo of versions. Each brings a plan back as a new version, so nothing is lost either way. */
export function StepButtons({ latest, restoring, onStep }: Props) {
  const steps = useSteps(latest.projectId, latest.id);
  const buttons = [
    { step: steps.undo, label: "Undo", way: "back", Icon: IconArrowBackUp },
    { step: steps.redo, label: "Redo", way: "forward", Icon: IconArrowForwardUp },
  ];
  return (
    <ActionIcon.Group>
      {buttons.map(({ step, label, way, Icon }) => {
        const words = step
          ? `${label} version: ${way} to v${step.version}`
          : `${label} version: nothing to ${label.toLowerCase()}`;
        return (
          <Tooltip key={label} label={words}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={words}
              disabled={step === null || restoring !== null}
              loading={step !== null && restoring === step.id}
              onClick={() => step && onStep({ id: step.id, projectId: latest.projectId })}
            >
              <Icon size={18} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </ActionIcon.Group>
  );
}
