"use client";

import { Alert, Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { FormError } from "@/components/patterns/form-error";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { TestQuestions } from "./test-questions";
import { TestRunView } from "./test-run-view";
import classes from "./tests.module.css";
import { ThresholdPanel } from "./threshold-panel";
import { useAssistant } from "./use-assistants";
import { useTestQuestionList, useTestRuns } from "./use-test-set";

/** How well the assistant finds what it should, measured by questions its owner chose. */
export function TestsPage({ assistantId }: { assistantId: string }) {
  const { can } = useWorkspace();
  const assistant = useAssistant(assistantId);
  const questions = useTestQuestionList(assistantId);
  const { query, run } = useTestRuns(assistantId);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const mayWrite = can("assistants.write");
  const start = async () => {
    setPending(true);
    setError(null);
    try {
      await run();
    } catch (cause) {
      noticeExpiry(cause);
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  const latest = query.data?.latest ?? null;
  return (
    <>
      <div className={classes.head}>
        <p className={classes.lead}>
          Questions with what should come of them. A run searches for each and compares: after every change you see what
          got better and what got worse.
        </p>
        {mayWrite && (
          <Button
            loading={pending}
            disabled={questions.items.length === 0}
            leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
            onClick={() => void start()}
          >
            Run the tests
          </Button>
        )}
      </div>
      <FormError error={error} />
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} />}>
        {({ latest: newest, before, history }) =>
          newest === null ? (
            questions.items.length > 0 ? (
              <Alert color="gray" title="Not run yet" mb="lg">
                Run the tests to see how many of these questions find their document.
              </Alert>
            ) : null
          ) : (
            <TestRunView assistantId={assistantId} run={newest} before={before} history={history} />
          )
        }
      </QueryView>
      {latest !== null && latest.results.length > 0 && assistant.data !== undefined && (
        <ThresholdPanel
          key={`${latest.id} ${JSON.stringify(assistant.data.thresholds)}`}
          assistant={assistant.data}
          run={latest}
        />
      )}
      <TestQuestions assistantId={assistantId} list={questions} />
    </>
  );
}
