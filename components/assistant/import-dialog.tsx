"use client";

import { Alert, Button, Code, FileInput, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { curatedImportBytes, curatedMost } from "@/lib/features/assistant/curated.schema";
import { ApiError, isRecord } from "@/lib/shared/api-client";
import { formatBytes, plural } from "@/lib/shared/format";
import classes from "./answers.module.css";
import { useCuratedChanges } from "./use-curated";

type Props = { assistantId: string; opened: boolean; onClose: () => void };

export function ImportDialog({ opened, onClose, assistantId }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>Import answers</Text>}>
      <ImportForm assistantId={assistantId} onClose={onClose} />
    </Modal>
  );
}

function ImportForm({ assistantId, onClose }: Omit<Props, "opened">) {
  const { importFile } = useCuratedChanges(assistantId);
  const [file, setFile] = useState<File | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isTooLarge = file !== null && file.size > curatedImportBytes;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null || isTooLarge || pending) return;
    setPending(true);
    setError(null);
    try {
      const { created, updated } = await importFile(file);
      toastDone(`${plural(created, "answer")} added, ${updated} replaced.`);
      onClose();
    } catch (cause) {
      noticeExpiry(cause);
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Text size="sm">
          A CSV file in UTF-8 whose first row reads <Code>question,wordings,answer,url</Code>. Wordings stand between
          bars: <Code>When are you open?|Opening hours</Code>. The same question replaces its answer. At most{" "}
          {curatedMost} answers, all rows or none.
        </Text>
        <FileInput
          label="File"
          placeholder="Choose a CSV file"
          accept=".csv,text/csv"
          clearable
          value={file}
          error={isTooLarge ? `At most ${formatBytes(curatedImportBytes)}.` : null}
          onChange={(next) => {
            setFile(next);
            setError(null);
          }}
        />
        <Problems error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={file === null || isTooLarge}>
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Problem = { row: number; column: string; message: string };

function problemsOf(error: unknown): { said: Problem[]; total: number } {
  if (!(error instanceof ApiError) || !Array.isArray(error.details.problems)) return { said: [], total: 0 };
  const said = error.details.problems.flatMap((value: unknown) =>
    isRecord(value) &&
    typeof value.row === "number" &&
    typeof value.column === "string" &&
    typeof value.message === "string"
      ? [{ row: value.row, column: value.column, message: value.message }]
      : [],
  );
  return { said, total: Number(error.details.total) || said.length };
}

function Problems({ error }: { error: unknown }) {
  const { said, total } = problemsOf(error);
  if (said.length === 0) return <FormError error={error} />;
  return (
    <Alert color="red" role="alert" title={`Nothing was imported: ${plural(total, "problem")}`}>
      <ul className={classes.problems}>
        {said.map((problem) => (
          <li key={`${problem.row} ${problem.column} ${problem.message}`}>
            Row {problem.row}, {problem.column}: {problem.message}
          </li>
        ))}
      </ul>
      {total > said.length && <p className={classes.more}>The first {said.length} are shown.</p>}
    </Alert>
  );
}
