"use client";

import { Badge, Checkbox, Modal, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconLock, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { type Blueprint, type Entity, VERBS, type Verb } from "@/lib/features/builder/blueprint/blueprint.schema";
import { describeRule } from "@/lib/features/builder/blueprint/rule-words";
import { rulesInWords, verbWords } from "../blueprint-words";
import { heldOf, ruleChoices, toggled } from "./access-rules";
import classes from "./editor.module.css";
import { HeldAlert } from "./held-alert";
import { ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { blueprint: Blueprint; push: Push };
type Cell = { entity: string; verb: Verb };

/** Who may do what, one list a row and one deed a column; on a phone the deeds of a list stand below each other. */
export function AccessEditor({ blueprint, push }: Props) {
  const [open, setOpen] = useState<Cell | null>(null);
  const entity = blueprint.entities.find((item) => item.id === open?.entity);
  return (
    <section aria-labelledby="edit-access">
      <h3 id="edit-access" className={classes.title}>
        Who may do what
      </h3>
      <p className={classes.dim}>
        Usual is: the person a row belongs to, members of the same organization, and roles that somebody gives. Whatever
        lets more people in is marked and held back until you allow it.
      </p>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">List</th>
            {VERBS.map((verb) => (
              <th key={verb} scope="col">
                {verbWords[verb]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {blueprint.entities.map((item) => (
            <tr key={item.id}>
              <th scope="row">{item.label.many}</th>
              {VERBS.map((verb) => (
                <td key={verb}>
                  <span className={classes.cellVerb} aria-hidden="true">
                    {verbWords[verb]}
                  </span>
                  <CellButton
                    blueprint={blueprint}
                    entity={item}
                    verb={verb}
                    onOpen={() => setOpen({ entity: item.id, verb })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Modal
        opened={open !== null && entity !== undefined}
        onClose={() => setOpen(null)}
        title={<Text fw={640}>{entity && open ? `${verbWords[open.verb]} ${entity.label.many}` : ""}</Text>}
      >
        {entity && open && <RulePicker blueprint={blueprint} entity={entity} verb={open.verb} push={push} />}
      </Modal>
    </section>
  );
}

type CellProps = { blueprint: Blueprint; entity: Entity; verb: Verb };

function CellButton({ blueprint, entity, verb, onOpen }: CellProps & { onOpen: () => void }) {
  const held = heldOf(blueprint, entity, verb).length;
  const isLoose = ruleChoices(blueprint, entity, verb).some((choice) => choice.isGiven && choice.isLoose);
  const words = rulesInWords(entity.access[verb], blueprint);
  const marks = [isLoose && "looser than usual", held > 0 && "something is held back"].filter(Boolean).join(", ");
  return (
    <UnstyledButton
      className={classes.cell ?? ""}
      data-loose={isLoose}
      onClick={onOpen}
      aria-label={`${verbWords[verb]} ${entity.label.many}: ${words}${marks === "" ? "" : ` (${marks})`}. Change`}
    >
      <span>{words}</span>
      {isLoose && (
        <Badge size="xs" color="sun">
          looser than usual
        </Badge>
      )}
      {held > 0 && (
        <Badge size="xs" color="sun" leftSection={<IconLock size={10} aria-hidden="true" />}>
          held back
        </Badge>
      )}
      <IconPencil size={13} aria-hidden="true" className={classes.pencil} />
    </UnstyledButton>
  );
}

function RulePicker({ blueprint, entity, verb, push }: CellProps & { push: Push }) {
  const { problem, run } = useAttempt(push);
  const choices = ruleChoices(blueprint, entity, verb);
  return (
    <Stack gap="sm">
      {choices.map((choice) => (
        <Checkbox
          key={JSON.stringify(choice.rule)}
          label={sentence(describeRule(choice.rule, blueprint))}
          description={
            choice.isLoose
              ? choice.isGiven
                ? "Looser than usual"
                : "Looser than usual: it takes a second click"
              : undefined
          }
          checked={choice.isGiven || choice.isHeld}
          onChange={(event) =>
            run({
              kind: "setAccess",
              entity: entity.id,
              verb,
              rules: toggled(choices, choice.rule, event.currentTarget.checked),
            })
          }
        />
      ))}
      <ProblemText problem={problem} />
      {heldOf(blueprint, entity, verb).map((item) => (
        <HeldAlert key={JSON.stringify(item.rule)} held={item} push={push} />
      ))}
      {choices.every((choice) => !choice.isGiven) && (
        <Text size="sm" c="dimmed">
          Nobody may do this now.
        </Text>
      )}
    </Stack>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
