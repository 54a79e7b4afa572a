"use client";

import { Checkbox } from "@mantine/core";
import type { Blueprint, Role } from "@/lib/features/builder/blueprint/blueprint.schema";
import { hasPower } from "@/lib/features/builder/edit/change-roles";
import { AddLine } from "./choices-editor";
import classes from "./editor.module.css";
import { HeldAlert } from "./held-alert";
import { ActionButton, CommitInput, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { blueprint: Blueprint; push: Push };

export function RolesEditor({ blueprint, push }: Props) {
  if (blueprint.roles.length === 0)
    return <p className={classes.empty}>This app has no sign-in, so it has no roles either.</p>;
  return (
    <section aria-labelledby="edit-roles">
      <h3 id="edit-roles" className={classes.title}>
        Roles in the app
      </h3>
      <ul className={classes.rows}>
        {blueprint.roles.map((role) => (
          <RoleRow key={role.id ?? role.key} role={role} blueprint={blueprint} push={push} />
        ))}
      </ul>
      <fieldset className={classes.group}>
        <legend>New role</legend>
        <AddLine
          label="Name of the role"
          add="Add role"
          onAdd={(label) => push({ kind: "addRole", label, isGuest: false })}
        />
      </fieldset>
    </section>
  );
}

const powers = [
  { power: "isDefault", label: "New people get it" },
  { power: "selfSelect", label: "Can be chosen at sign-up" },
  { power: "isAdmin", label: "Manages everything" },
  { power: "team", label: "Sees who else has an account" },
] as const;

function RoleRow({ role, blueprint, push }: Props & { role: Role }) {
  const { problem, run } = useAttempt(push);
  const held = (blueprint.held ?? []).filter((item) => item.kind === "role" && item.role === role.key);
  return (
    <li className={classes.row}>
      <div className={classes.form}>
        <CommitInput
          label="Name"
          value={role.label}
          commit={(label) => push({ kind: "renameRole", role: role.key, label })}
        />
        <fieldset className={classes.checksGroup}>
          <legend className={classes.hidden}>What {role.label} is</legend>
          {powers.map(({ power, label }) => (
            <Checkbox
              key={power}
              label={label}
              checked={hasPower(role, power) || held.some((item) => item.kind === "role" && item.power === power)}
              onChange={(event) =>
                run({ kind: "setRolePower", role: role.key, power, on: event.currentTarget.checked })
              }
            />
          ))}
        </fieldset>
        <ProblemText problem={problem} />
        {held.map((item) => (
          <HeldAlert key={item.message} held={item} push={push} />
        ))}
        <ActionButton
          push={push}
          operation={{ kind: "removeRole", role: role.key }}
          color="red"
          variant="light"
          aria-label={`Remove the role ${role.label}`}
        >
          Remove role
        </ActionButton>
      </div>
    </li>
  );
}
