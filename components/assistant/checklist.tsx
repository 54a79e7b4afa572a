"use client";

import { useLocalStorage } from "@mantine/hooks";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import classes from "./overview.module.css";
import { triedKey } from "./playground";

type Step = { title: string; body: string; done: boolean; href: string };

/** The way of a new assistant to its website. Gone once every step is done. */
export function Checklist({ assistant }: { assistant: Assistant }) {
  const { base } = useWorkspace();
  const home = `${base}/assistants/${assistant.id}`;
  const [tried] = useLocalStorage({ key: triedKey(assistant.id), defaultValue: false });
  const steps: Step[] = [
    {
      title: "Give it something to read",
      body: "A page, a whole site, a file or a text.",
      done: assistant.counts.sources > 0,
      href: `${home}/sources`,
    },
    {
      title: "Try it",
      body: "Ask what visitors ask, and see where the answer comes from.",
      done: tried && assistant.counts.sources > 0,
      href: "#assistant-try",
    },
    {
      title: "Make it yours",
      body: "A greeting, a colour, and questions to begin with.",
      done: assistant.greeting !== "" || assistant.suggestedQuestions.length > 0,
      href: `${home}/appearance`,
    },
    {
      title: "Put it on the website",
      body: "Name the website and add one line to its pages.",
      done: assistant.allowedOrigins.length > 0,
      href: `${home}/install`,
    },
  ];
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <section className={classes.checklist} aria-labelledby="assistant-steps">
      <h2 id="assistant-steps" className={classes.title}>
        Before visitors meet it: {done} of {steps.length} done
      </h2>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.title} className={classes.step} data-done={step.done}>
            {step.done ? (
              <IconCircleCheck size={22} stroke={1.8} className={classes.tick} aria-label="Done:" />
            ) : (
              <IconCircle size={22} stroke={1.6} aria-label="To do:" />
            )}
            <span>
              <TextLink href={step.href}>{step.title}</TextLink>
              <span className={classes.stepBody}>{step.body}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
