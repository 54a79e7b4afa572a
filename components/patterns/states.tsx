"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle, IconFilterOff, IconLock, IconRefresh, type TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { ButtonLink } from "@/components/ui/links";
import { explainError } from "./error-words";
import classes from "./states.module.css";

type StateProps = {
  icon: TablerIcon;
  title: string;
  body?: ReactNode;
  actions?: ReactNode;
  reference?: string | null;
  tone?: "calm" | "danger";
  compact?: boolean;
  headingLevel?: 1 | 2;
};

export function StateBlock(props: StateProps) {
  const { icon: Icon, title, body, actions, reference, tone = "calm", compact = false, headingLevel = 2 } = props;
  const Heading = headingLevel === 1 ? "h1" : "h2";
  return (
    <div className={cx(classes.state, tone === "danger" && classes.danger, compact && classes.compact)}>
      <span className={classes.icon}>
        <Icon size={22} stroke={1.7} aria-hidden="true" />
      </span>
      <Heading className={classes.title}>{title}</Heading>
      {body !== undefined && <p className={classes.body}>{body}</p>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      {reference && (
        <p className={classes.reference}>
          Reference <code>{reference}</code>
        </p>
      )}
    </div>
  );
}

export const EmptyState = StateBlock;

export function FilteredEmptyState({ title, onClear }: { title: string; onClear: () => void }) {
  return (
    <StateBlock
      icon={IconFilterOff}
      title={title}
      body="Nothing matches these filters."
      actions={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    />
  );
}

type ErrorStateProps = { error: unknown; onRetry?: () => void; compact?: boolean; home?: string; headingLevel?: 1 | 2 };

export function ErrorState({ error, onRetry, compact = false, home, headingLevel = 2 }: ErrorStateProps) {
  const words = explainError(error);
  const showRetry = onRetry !== undefined && words.canRetry;
  return (
    <div role="alert">
      <StateBlock
        icon={IconAlertTriangle}
        tone="danger"
        title={words.title}
        body={words.next}
        reference={words.requestId}
        compact={compact}
        headingLevel={headingLevel}
        actions={
          showRetry || home !== undefined ? (
            <>
              {showRetry && (
                <Button leftSection={<IconRefresh size={16} aria-hidden="true" />} onClick={onRetry}>
                  Retry
                </Button>
              )}
              {home !== undefined && (
                <ButtonLink href={home} variant="default">
                  Back to safety
                </ButtonLink>
              )}
            </>
          ) : undefined
        }
      />
    </div>
  );
}

type NoPermissionProps = { what: string; allowed: string; role: string; home: string };

export function NoPermission({ what, allowed, role, home }: NoPermissionProps) {
  return (
    <StateBlock
      icon={IconLock}
      headingLevel={1}
      title={`Your role cannot see ${what}`}
      body={`You are ${role} in this workspace. Only ${allowed} can see ${what}; ask one of them to change your role.`}
      actions={
        <ButtonLink href={home} variant="default">
          Back to projects
        </ButtonLink>
      }
    />
  );
}
