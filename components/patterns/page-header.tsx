import type { ReactNode } from "react";
import classes from "./page-header.module.css";

type Props = { title: string; description?: ReactNode; actions?: ReactNode; eyebrow?: ReactNode; face?: ReactNode };

export function PageHeader({ title, description, actions, eyebrow, face }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.text}>
        {eyebrow}
        <div className={classes.name}>
          {face}
          <h1 className={classes.title}>{title}</h1>
        </div>
        {description !== undefined && <div className={classes.description}>{description}</div>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
