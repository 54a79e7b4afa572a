"use client";

import { Alert, Anchor, Button, Code, Tabs, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck, IconCopy, IconWorldWww } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { Section } from "@/components/patterns/section";
import { FormSkeleton } from "@/components/patterns/skeletons";
import { type Assistant, originsMost } from "@/lib/features/assistant/assistant.schema";
import { isLocalAddress, normaliseOrigin } from "@/lib/shared/origins";
import classes from "./forms.module.css";
import { snippetsFor } from "./install-snippets";
import { SaveForm } from "./save-form";
import { StringList, written } from "./string-list";
import { useAssistantForm } from "./use-assistant-form";
import { useAssistant } from "./use-assistants";

type Props = {
  assistantId: string;
  siteUrl: string;
  /** A website that shows this assistant already: the demo's. */
  demoSite: string | null;
};

export function InstallPage({ assistantId, siteUrl, demoSite }: Props) {
  const assistant = useAssistant(assistantId);
  return (
    <QueryView query={assistant} skeleton={<FormSkeleton fields={4} />}>
      {(data) => <Install assistant={data} siteUrl={siteUrl} demoSite={demoSite} />}
    </QueryView>
  );
}

function Install({ assistant, siteUrl, demoSite }: Omit<Props, "assistantId"> & { assistant: Assistant }) {
  return (
    <>
      {!assistant.enabled && (
        <Alert color="sun" icon={<IconAlertTriangle aria-hidden="true" />} title="This assistant is off" mb="lg">
          Websites do not show it until you switch it on at the top of this page.
        </Alert>
      )}
      {demoSite !== null && (
        <Alert color="gray" icon={<IconWorldWww aria-hidden="true" />} title="See it on a demo website" mb="lg">
          The website of a made-up client has the snippet on its page already:{" "}
          <Anchor href={demoSite} target="_blank" rel="noopener">
            {demoSite}
          </Anchor>
        </Alert>
      )}
      {isLocalAddress(siteUrl) && (
        <Alert
          color="sun"
          icon={<IconAlertTriangle aria-hidden="true" />}
          title="Only this machine can load it"
          mb="lg"
        >
          The snippet points to <Code>{siteUrl}</Code>, the address this installation was given. Good for trying it out
          here; before a real website uses it, whoever runs this installation sets <Code>SITE_URL</Code> to an address
          that visitors can reach.
        </Alert>
      )}
      <Section title="Where it may be shown" description="The websites whose pages may open this assistant.">
        <OriginsForm assistant={assistant} />
      </Section>
      <Section title="The snippet" description="One line, on every page that should have the button.">
        <Snippets assistantKey={assistant.publicKey} siteUrl={siteUrl} />
      </Section>
      <Section title="Check your site" description="Open a page of it after a minute. No button in the corner?">
        <Hints assistant={assistant} siteUrl={siteUrl} />
      </Section>
    </>
  );
}

const badOrigin = "Write it like https://www.example.com, without a path, or https://*.example.com";

function OriginsForm({ assistant }: { assistant: Assistant }) {
  const api = useAssistantForm({
    assistant,
    initialValues: { allowedOrigins: assistant.allowedOrigins },
    validate: (values) => ({
      allowedOrigins: written(values.allowedOrigins).some((value) => normaliseOrigin(value) === undefined)
        ? "Mend the lines marked above first."
        : null,
    }),
    toChanges: (values) => ({ allowedOrigins: written(values.allowedOrigins) }),
  });
  const isEmpty = written(api.form.values.allowedOrigins).length === 0;
  return (
    <SaveForm form={api}>
      <StringList
        label="Allowed websites"
        description="Exactly as the address bar begins: https://example.com and https://www.example.com are two. https://*.example.com stands for all subdomains, not for example.com itself."
        noun="Website"
        values={api.form.values.allowedOrigins}
        onChange={(values) => api.form.setFieldValue("allowedOrigins", values)}
        most={originsMost}
        maxLength={300}
        placeholder="https://www.example.com"
        error={api.form.errors.allowedOrigins}
        check={(value) => (normaliseOrigin(value) === undefined ? badOrigin : null)}
      />
      {isEmpty && (
        <Alert color="gray" title="Nobody’s website yet">
          While this list is empty, only Atrium’s own preview can show the assistant.
        </Alert>
      )}
      <Alert color="gray" title="What this list is, and what it is not">
        Browsers obey it, so other websites cannot put your assistant on their pages. It is no sign-in: a program that
        is not a browser can pretend to come from anywhere. Limits on messages and conversations hold in any case, so
        give the assistant only what every visitor may read.
      </Alert>
    </SaveForm>
  );
}

function Snippets({ assistantKey, siteUrl }: { assistantKey: string; siteUrl: string }) {
  const snippets = snippetsFor(siteUrl, assistantKey);
  return (
    <Tabs defaultValue={snippets[0]?.id ?? ""} keepMounted={false}>
      <Tabs.List>
        {snippets.map((snippet) => (
          <Tabs.Tab key={snippet.id} value={snippet.id}>
            {snippet.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {snippets.map((snippet) => (
        <Tabs.Panel key={snippet.id} value={snippet.id} className={classes.snippet ?? ""}>
          <Snippet code={snippet.code}>{snippet.where}</Snippet>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Snippet({ code, children }: { code: string; children: ReactNode }) {
  const clipboard = useClipboard({ timeout: 2500 });
  return (
    <>
      <p>{children}</p>
      <pre className={classes.code}>
        <code>{code}</code>
      </pre>
      <Button
        variant="default"
        onClick={() => clipboard.copy(code)}
        leftSection={
          clipboard.copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />
        }
      >
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
      <VisuallyHidden role="status">
        {clipboard.copied ? "Snippet copied" : clipboard.error ? "Copying was refused; select the text instead" : ""}
      </VisuallyHidden>
    </>
  );
}

function Hints({ assistant, siteUrl }: { assistant: Assistant; siteUrl: string }) {
  const { origin } = new URL(siteUrl);
  return (
    <ul className={classes.hints}>
      <li>
        The address bar must begin with one of the allowed websites above, to the letter: <Code>https</Code> and{" "}
        <Code>http</Code>, with and without <Code>www</Code> are different.
      </li>
      <li>The switch “Answers visitors” must be on. It is {assistant.enabled ? "on" : "off"} now.</li>
      <li>
        If the website has a Content-Security-Policy, it needs <Code>script-src {origin}</Code> and{" "}
        <Code>frame-src {origin}</Code>. The browser’s console names what it blocked.
      </li>
      <li>Ad blockers and a cache of old pages hide it too: try a private window.</li>
    </ul>
  );
}
