"use client";

import { Tabs } from "@mantine/core";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { CuratedPanel } from "./curated-panel";
import { GapsPanel } from "./gaps-panel";

const views = ["written", "unanswered"] as const;

/** What people answer in the assistant's place, and what nobody has answered yet. */
export function AnswersPage({ assistantId }: { assistantId: string }) {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(views).withDefault("written"));
  return (
    <Tabs
      value={view}
      variant="pills"
      __vars={{ "--tabs-text-color": "var(--mantine-primary-color-contrast)" }}
      onChange={(value) => void setView(views.find((item) => item === value) ?? null)}
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="written">Written answers</Tabs.Tab>
        <Tabs.Tab value="unanswered">Unanswered questions</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="written">
        <CuratedPanel assistantId={assistantId} />
      </Tabs.Panel>
      <Tabs.Panel value="unanswered">
        <GapsPanel assistantId={assistantId} />
      </Tabs.Panel>
    </Tabs>
  );
}
