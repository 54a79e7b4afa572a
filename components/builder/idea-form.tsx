"use client";

import { Alert, Button, Chip, Group, Kbd, NativeSelect, Text, Textarea } from "@mantine/core";
import { getHotkeyHandler, useLocalStorage } from "@mantine/hooks";
import { IconHammer } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { GenerationMeter } from "@/components/generations/generation-meter";
import { FormError } from "@/components/patterns/form-error";
import { useActionKey } from "@/components/patterns/use-action-key";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { buildStacks } from "@/lib/features/build/build.schema";
import type { Run } from "@/lib/features/build/run.schema";
import { ApiError, api } from "@/lib/shared/api-client";
import { formatNumber } from "@/lib/shared/format";
import classes from "./builder.module.css";
import { ideaExamples } from "./idea-examples";
import { stackKeyOf, stackWords, usualStack } from "./stack-words";

const maxLength = 20_000;
const keyOf = (projectId: string) => `atrium-idea-${projectId}`;

/** Forgets what was typed: it is a build now. */
export function forgetIdea(projectId: string): void {
  try {
    localStorage.removeItem(keyOf(projectId));
  } catch {
    // A browser that may not store anything has nothing to forget.
    return;
  }
}

type Props = {
  projectId: string;
  startFrom: string;
  /** How the last run ended, when nothing came of it. */
  failure: string | null;
  onStarted: (run: Run) => void;
  onCancel?: () => void;
};

export function IdeaForm({ projectId, startFrom, failure, onStarted, onCancel }: Props) {
  const { scope, base } = useWorkspace();
  // Survives a reload: an idea of some paragraphs is worth more than the click that loses it.
  const [idea, setIdea] = useLocalStorage({ key: keyOf(projectId), defaultValue: startFrom });
  // Outlives the build: the next version of a project is most likely built as the one before.
  const [chosen, setStack] = useLocalStorage<string>({ key: stackKeyOf(projectId), defaultValue: usualStack });
  const stack = buildStacks.find((item) => item === chosen) ?? usualStack;
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const action = useActionKey();

  const build = async () => {
    if (pending) return;
    if (idea.trim() === "") {
      setProblem("Describe the app in a sentence or two");
      return;
    }
    setPending(true);
    setProblem(null);
    setError(null);
    try {
      const body = { idea, stack };
      const { data } = await api.post<Run>(`projects/${projectId}/runs`, {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      onStarted(data);
    } catch (cause) {
      noticeExpiry(cause);
      const field = cause instanceof ApiError ? cause.fields.idea : undefined;
      if (field === undefined) setError(cause);
      else setProblem(field);
    } finally {
      setPending(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void build();
  };
  return (
    <form onSubmit={submit} className={classes.ideaForm}>
      <Textarea
        label="What should the app do?"
        description="Plain words. Say who uses it, what they keep track of, and who must not see what."
        placeholder="A small library lends books to members. Members reserve…"
        autosize
        minRows={6}
        maxRows={18}
        maxLength={maxLength}
        value={idea}
        error={problem}
        onChange={(event) => setIdea(event.currentTarget.value)}
        onKeyDown={getHotkeyHandler([["mod+Enter", () => void build()]])}
        classNames={{ input: classes.ideaInput ?? "" }}
      />
      <Examples onPick={setIdea} current={idea} />
      <NativeSelect
        label="Built as"
        description={stackWords[stack].about}
        value={stack}
        data={buildStacks.map((value) => ({ value, label: stackWords[value].label }))}
        onChange={(event) => setStack(event.currentTarget.value)}
      />
      {onCancel === undefined && (
        <Text size="sm">
          Or{" "}
          <TextLink href={`${base}/templates?project=${projectId}`} size="sm">
            start from a template
          </TextLink>
          : a plan that is worked out, with entities, roles and rules.
        </Text>
      )}
      {failure !== null && error === null && (
        <Alert color="red" title="The last attempt came to nothing" role="alert">
          {failure}
        </Alert>
      )}
      <IdeaError error={error} />
      <Group justify="space-between" gap="sm">
        <Text size="xs" c="dimmed" component="div">
          {formatNumber(idea.length)} of {formatNumber(maxLength)} characters
          <GenerationMeter />
        </Text>
        <Group gap="sm">
          <Text size="xs" c="dimmed" visibleFrom="sm">
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
          </Text>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={pending} leftSection={<IconHammer size={17} aria-hidden="true" />}>
            Build it
          </Button>
        </Group>
      </Group>
    </form>
  );
}

function IdeaError({ error }: { error: unknown }) {
  const alternative =
    error instanceof ApiError && error.code === "IDEA_REFUSED" ? error.details.alternative : undefined;
  if (!(error instanceof ApiError) || typeof alternative !== "string") return <FormError error={error} />;
  return (
    <Alert color="sun" title="This is not something Atrium builds" role="alert">
      {error.message} {alternative}
    </Alert>
  );
}

function Examples({ current, onPick }: { current: string; onPick: (idea: string) => void }) {
  const picked = ideaExamples.find((example) => example.idea === current);
  // An example must never overwrite what somebody wrote.
  if (current.trim() !== "" && picked === undefined) return null;
  return (
    <fieldset className={classes.examples}>
      <legend>Or start from an example</legend>
      <Chip.Group
        value={picked?.label ?? ""}
        onChange={(label) => onPick(ideaExamples.find((item) => item.label === label)?.idea ?? "")}
      >
        <Group gap="xs">
          {ideaExamples.map((example) => (
            <Chip key={example.label} value={example.label} size="sm" variant="light">
              {example.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </fieldset>
  );
}
