"use client";

import { Alert, Button, Chip, Group, Kbd, Text, Textarea } from "@mantine/core";
import { getHotkeyHandler, useLocalStorage } from "@mantine/hooks";
import { IconHammer } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { GenerationMeter } from "@/components/generations/generation-meter";
import { FormError } from "@/components/patterns/form-error";
import { useActionKey } from "@/components/patterns/use-action-key";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Build } from "@/lib/features/build/build.schema";
import { ApiError, api } from "@/lib/shared/api-client";
import { formatNumber } from "@/lib/shared/format";
import { BuildProgress } from "./build-progress";
import classes from "./builder.module.css";
import { ideaExamples } from "./idea-examples";

const maxLength = 20_000;
type Props = { projectId: string; startFrom: string; onBuilt: (build: Build) => void; onCancel?: () => void };

export function IdeaForm({ projectId, startFrom, onBuilt, onCancel }: Props) {
  const { scope, key, base } = useWorkspace();
  const queryClient = useQueryClient();
  // Survives a reload: an idea of some paragraphs is worth more than the click that loses it.
  const [idea, setIdea, forget] = useLocalStorage({ key: `atrium-idea-${projectId}`, defaultValue: startFrom });
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
      const body = { idea };
      const { data } = await api.post<Build>(`projects/${projectId}/builds`, {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      queryClient.setQueryData([...key, "builds", "one", data.id], data);
      void queryClient.invalidateQueries({ queryKey: [...key, "builds", "of", projectId] });
      void queryClient.invalidateQueries({ queryKey: [...key, "projects"] });
      void queryClient.invalidateQueries({ queryKey: [...key, "generations"] });
      forget();
      onBuilt(data);
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
  if (pending) return <BuildProgress idea={idea} />;
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
      {onCancel === undefined && (
        <Text size="sm">
          Or{" "}
          <TextLink href={`${base}/templates?project=${projectId}`} size="sm">
            start from a template
          </TextLink>
          : a plan that is worked out, with entities, roles and rules.
        </Text>
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
          <Button type="submit" leftSection={<IconHammer size={17} aria-hidden="true" />}>
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
