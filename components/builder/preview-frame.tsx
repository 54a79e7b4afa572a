"use client";

import { Alert, Button, Loader, NativeSelect, SegmentedControl, useComputedColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile, IconRefresh } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { apiUrl, isRecord } from "@/lib/shared/api-client";
import classes from "./preview-frame.module.css";

/** The preview says the same in lib/features/builder/preview/runtime/main.ts. */
const CHANNEL = "atrium-preview";
const VISITOR = "";
const PATIENCE_MS = 15_000;

type Role = { key: string; label: string };
type Kind = "pages" | "api";
type Report = { type: "ready" | "role"; role: string | null; roles: Role[]; kind: Kind };

/** The page in the frame is nobody's: what it says is looked at before it is believed. */
function asReport(data: unknown): Report | null {
  if (!isRecord(data) || data.channel !== CHANNEL || (data.type !== "ready" && data.type !== "role")) return null;
  if (!Array.isArray(data.roles) || (data.role !== null && typeof data.role !== "string")) return null;
  const roles = data.roles.flatMap((item: unknown) =>
    isRecord(item) && typeof item.key === "string" && typeof item.label === "string"
      ? [{ key: item.key, label: item.label }]
      : [],
  );
  return { type: data.type, role: data.role, roles, kind: data.kind === "api" ? "api" : "pages" };
}

const HINTS: Record<Kind, string> = {
  pages:
    "Made-up rows that live in this tab only. Sign-up, reports and stored files are in the ZIP, not in the preview.",
  api: "This app is an API: programs use it, so there are no pages to click through. Accounts, files and the whole OpenAPI document are in the ZIP.",
};

/** Whose interface is shown: a build's, a template's, or a public project's, whose id is the key of its page. */
type Subject = { kind: "builds" | "templates" | "public-projects"; id: string; name: string };
/** Parameters of the address beside the theme: the workspace, where there is one. */
type Scope = Record<string, string>;

export function PreviewFrame({ subject }: { subject: Subject }) {
  const { scope } = useWorkspace();
  return <ScopedPreviewFrame subject={subject} scope={scope} />;
}

/** For pages outside of a workspace. */
export function ScopedPreviewFrame({ subject, scope }: { subject: Subject; scope: Scope }) {
  const [run, setRun] = useState(0);
  return <Running key={run} subject={subject} scope={scope} onStartOver={() => setRun(run + 1)} />;
}

type Props = { subject: Subject; scope: Scope; onStartOver: () => void };

function Running({ subject, scope, onStartOver }: Props) {
  const theme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  // The address keeps the theme it began with: a new one would load the page again and lose what was typed into it.
  const [firstTheme] = useState(theme);
  const src = apiUrl(`${subject.kind}/${subject.id}/preview`, { ...scope, theme: firstTheme });
  const [width, setWidth] = useState("desktop");
  const { frame, state, isLate, setRole } = usePreview(theme);
  return (
    <section aria-label="Preview of the app">
      <div className={classes.bar}>
        <NativeSelect
          label="See it as"
          className={classes.role ?? ""}
          disabled={state === null}
          value={state?.role ?? VISITOR}
          onChange={(event) => setRole(event.currentTarget.value === VISITOR ? null : event.currentTarget.value)}
          data={[
            ...(state?.roles ?? []).map(({ key, label }) => ({ value: key, label })),
            { value: VISITOR, label: "Somebody signed out" },
          ]}
        />
        <SegmentedControl
          aria-label="Width of the preview"
          className={classes.widths ?? ""}
          value={width}
          onChange={setWidth}
          data={[
            { value: "desktop", label: <WidthLabel icon={IconDeviceDesktop} text="Desktop" /> },
            { value: "phone", label: <WidthLabel icon={IconDeviceMobile} text="Phone" /> },
          ]}
        />
        <Button variant="default" onClick={onStartOver} leftSection={<IconRefresh size={16} aria-hidden="true" />}>
          Start over
        </Button>
      </div>
      {isLate && state === null && (
        <Alert color="sun" title="The preview did not start" className={classes.late ?? ""}>
          Your session may have ended, or this browser refuses the frame. The code and the ZIP are not affected.
        </Alert>
      )}
      <div className={classes.stage} data-width={width} data-ready={state !== null || isLate}>
        {state === null && !isLate && (
          <div className={classes.loading} role="status">
            <Loader size="sm" /> Starting the app
          </div>
        )}
        {/* Without allow-same-origin the page has no origin: no cookie, no storage and no API is within its reach. */}
        <iframe
          ref={frame}
          className={classes.frame}
          src={src}
          title={`Preview of ${subject.name}`}
          sandbox="allow-scripts allow-forms"
          referrerPolicy="no-referrer"
        />
      </div>
      <p className={classes.hint}>{HINTS[state?.kind ?? "pages"]}</p>
    </section>
  );
}

function WidthLabel({ icon: Icon, text }: { icon: typeof IconDeviceMobile; text: string }) {
  return (
    <span className={classes.widthLabel}>
      <Icon size={16} aria-hidden="true" />
      {text}
    </span>
  );
}

function usePreview(theme: "light" | "dark") {
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<Omit<Report, "type"> | null>(null);
  const [isLate, setLate] = useState(false);
  const tell = useCallback((message: { hello?: true; role?: string | null; theme?: "light" | "dark" }) => {
    // A page without an origin can only be addressed as anybody; a role's key and a theme are no secret.
    frame.current?.contentWindow?.postMessage({ channel: CHANNEL, ...message }, "*");
  }, []);
  useEffect(() => {
    const hear = (event: MessageEvent<unknown>) => {
      if (frame.current === null || event.source !== frame.current.contentWindow) return;
      const report = asReport(event.data);
      if (report !== null) setState({ role: report.role, roles: report.roles, kind: report.kind });
    };
    window.addEventListener("message", hear);
    // The frame may have been ready before this page listened.
    tell({ hello: true });
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      window.removeEventListener("message", hear);
      clearTimeout(timer);
    };
  }, [tell]);
  const isReady = state !== null;
  useEffect(() => {
    if (isReady) tell({ theme });
  }, [isReady, theme, tell]);
  const setRole = (role: string | null) => {
    setState((known) => (known === null ? known : { ...known, role }));
    tell({ role });
  };
  return { frame, state, isLate, setRole };
}
