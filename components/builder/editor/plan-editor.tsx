"use client";

import { Alert, Button, Group, NativeSelect, SegmentedControl } from "@mantine/core";
import { useHotkeys, useMediaQuery } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowForwardUp, IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import type { Build } from "@/lib/features/build/build.schema";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { plural } from "@/lib/shared/format";
import { asBlueprint } from "../blueprint-words";
import { EntityDiagram } from "../entity-diagram";
import { ProposalCard } from "../proposal-card";
import { useRefreshBuilds } from "../use-builds";
import { useApplyChange, useProposal } from "../use-changes";
import { AccessEditor } from "./access-editor";
import { AppEditor } from "./app-editor";
import { AddLine } from "./choices-editor";
import classes from "./editor.module.css";
import { EntityEditor } from "./entity-editor";
import { PagesEditor } from "./pages-editor";
import { RolesEditor } from "./roles-editor";
import { forgetDraft, type PlanDraft, useDraft } from "./use-draft";

type Props = { build: Build; onChanged: (next: Build) => void; onClose: () => void };

/** Changes a plan by forms. Nothing leaves the browser before it is reviewed, and nothing is applied before it is confirmed. */
export function PlanEditor(props: Props) {
  const blueprint = asBlueprint(props.build.blueprint);
  if (blueprint === null)
    return (
      <Alert color="sun" title="This plan has a newer shape than this page knows">
        Reload the page to edit it.
      </Alert>
    );
  return <Editor {...props} blueprint={blueprint} />;
}

const parts = [
  { value: "lists", label: "Lists" },
  { value: "access", label: "Access" },
  { value: "roles", label: "Roles" },
  { value: "pages", label: "Pages" },
  { value: "app", label: "App" },
] as const;
type Part = (typeof parts)[number]["value"];

function Editor({ build, blueprint, onChanged, onClose }: Props & { blueprint: Blueprint }) {
  const draft = useDraft(build, blueprint);
  const [part, setPart] = useState<Part>("lists");
  const proposal = useProposal(build.id);
  const refreshBuilds = useRefreshBuilds(build.projectId);
  const applied = (next: Build) => {
    forgetDraft(build.projectId);
    onChanged(next);
  };
  // With the newer version in view the changes are offered to be carried over to it.
  const change = useApplyChange(build, applied, refreshBuilds);
  // What is being reviewed is what will be applied: it does not change under the reader.
  const isReviewing = proposal.isPending || proposal.data !== undefined;
  const step = (go: (() => void) | undefined) => () => {
    if (!isReviewing) go?.();
  };
  useHotkeys([
    ["mod+Z", step(draft.undo)],
    ["mod+shift+Z", step(draft.redo)],
    ["mod+Y", step(draft.redo)],
  ]);
  const back = () => {
    proposal.reset();
    change.reset();
  };
  if (draft.isOutdated) return <Outdated draft={draft} version={build.version} onClose={onClose} />;
  return (
    <section aria-labelledby="plan-editor">
      <Bar
        draft={draft}
        busy={proposal.isPending}
        isReviewing={isReviewing}
        onReview={() => proposal.ask({ operations: draft.operations })}
        onClose={onClose}
      />
      <FormError error={proposal.error ?? change.error} />
      {proposal.data ? (
        <div className={classes.review}>
          <ProposalCard
            proposal={proposal.data}
            pending={change.isPending}
            onApply={() => change.apply(proposal.data?.operations ?? [])}
            onDiscard={back}
            discardLabel="Back to editing"
          />
        </div>
      ) : (
        <>
          <SegmentedControl
            value={part}
            onChange={(value) => setPart(parts.find((item) => item.value === value)?.value ?? "lists")}
            data={parts.map((item) => ({ ...item }))}
            aria-label="Part of the plan"
            className={classes.parts ?? ""}
          />
          {part === "lists" && <Lists draft={draft} />}
          {part === "access" && <AccessEditor blueprint={draft.blueprint} push={draft.push} />}
          {part === "roles" && <RolesEditor blueprint={draft.blueprint} push={draft.push} />}
          {part === "app" && <AppEditor blueprint={draft.blueprint} push={draft.push} />}
          {part === "pages" && <PagesEditor blueprint={draft.blueprint} push={draft.push} />}
        </>
      )}
    </section>
  );
}

type BarProps = { draft: PlanDraft; busy: boolean; isReviewing: boolean; onReview: () => void; onClose: () => void };

function Bar({ draft, busy, isReviewing, onReview, onClose }: BarProps) {
  const count = draft.operations.length;
  return (
    <div className={classes.bar}>
      <h2 id="plan-editor" className={classes.barTitle}>
        Edit the plan
      </h2>
      <span role="status" className={classes.dim}>
        {count === 0 ? "No changes yet" : plural(count, "change")}
      </span>
      <Group gap="xs" className={classes.barButtons ?? ""}>
        <Button
          size="sm"
          variant="default"
          disabled={!draft.undo || isReviewing}
          onClick={() => draft.undo?.()}
          leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
        >
          Undo
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={!draft.redo || isReviewing}
          onClick={() => draft.redo?.()}
          leftSection={<IconArrowForwardUp size={16} aria-hidden="true" />}
        >
          Redo
        </Button>
        <Button size="sm" variant="default" disabled={count === 0 || isReviewing} onClick={draft.discard}>
          Discard
        </Button>
        <Button size="sm" variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          size="sm"
          disabled={count === 0 || (isReviewing && !busy)}
          loading={busy}
          onClick={onReview}
          leftSection={<IconEye size={16} aria-hidden="true" />}
        >
          Review changes
        </Button>
      </Group>
    </div>
  );
}

/** Somebody made another version meanwhile. */
function Outdated({ draft, version, onClose }: { draft: PlanDraft; version: number; onClose: () => void }) {
  return (
    <Alert color="sun" title={`Version ${version} is newer than your changes`} role="alert">
      <p>
        You have {plural(draft.operations.length + draft.lost.length, "change")} that you made on an earlier version.{" "}
        {draft.lost.length === 0
          ? "All of them fit the new one."
          : "These do not fit the new one and would be left out:"}
      </p>
      {draft.lost.length > 0 && (
        <ul>
          {draft.lost.map((problem) => (
            <li key={problem.message}>{problem.message}</li>
          ))}
        </ul>
      )}
      <Group gap="xs" mt="sm">
        <Button size="sm" onClick={draft.carryOver}>
          Carry them over
        </Button>
        <Button size="sm" variant="default" onClick={draft.discard}>
          Discard them
        </Button>
        <Button size="sm" variant="default" onClick={onClose}>
          Look at v{version} first
        </Button>
      </Group>
    </Alert>
  );
}

function Lists({ draft }: { draft: PlanDraft }) {
  const { blueprint, push } = draft;
  const [wanted, setWanted] = useState("");
  const narrow = useMediaQuery("(max-width: 760px)");
  const chosen = blueprint.entities.find((entity) => entity.id === wanted) ?? blueprint.entities[0];
  const add = (label: string) => {
    const known = new Set(blueprint.entities.map((entity) => entity.id));
    const problem = push({ kind: "addEntity", label, fields: [] });
    if (problem === null) setAdded(known);
    return problem;
  };
  // The new list is the one that was not there before; it is opened once it is.
  const [added, setAdded] = useState<ReadonlySet<string> | null>(null);
  const fresh = added && blueprint.entities.find((entity) => !added.has(entity.id));
  if (added && fresh) {
    setAdded(null);
    setWanted(fresh.id);
  }
  return (
    <>
      {blueprint.entities.length > 1 && (
        <details className={classes.diagram} open={!narrow}>
          <summary>Picture of lists and links</summary>
          <EntityDiagram blueprint={blueprint} />
        </details>
      )}
      <div className={classes.split}>
        <div className={classes.side}>
          <NativeSelect
            label="List"
            value={chosen?.id ?? ""}
            data={blueprint.entities.map((entity) => ({ value: entity.id, label: entity.label.many }))}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          <fieldset className={classes.group}>
            <legend>New list</legend>
            <AddLine label="Name of one, such as Supplier" add="Add list" onAdd={add} />
          </fieldset>
        </div>
        {chosen && <EntityEditor key={chosen.id} entity={chosen} blueprint={blueprint} push={push} />}
      </div>
    </>
  );
}
