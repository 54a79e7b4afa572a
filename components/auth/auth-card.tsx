import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./auth-card.module.css";

type Props = { title: string; lead?: ReactNode; children: ReactNode; footer?: ReactNode };

export function AuthCard({ title, lead, children, footer }: Props) {
  return (
    <div>
      <h1 className={classes.title}>{title}</h1>
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      <Stack gap="md" className={classes.body ?? ""}>
        {children}
      </Stack>
      {footer !== undefined && <p className={classes.footer}>{footer}</p>}
    </div>
  );
}
