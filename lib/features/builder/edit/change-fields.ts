import type { Blueprint, Entity, Field } from "../blueprint/blueprint.schema";
import { LIMITS } from "../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { makeField } from "../parser/build-from-spec";
import { EditError, type OperationOf } from "./operations";
import { choicesOf, entityOf, fieldOf, keysOf, needsChoices, newEnum, withField, withoutUnusedChoices } from "./parts";

/** What a field is and which values it takes. @throws EditError */
export function changeField(blueprint: Blueprint, operation: OperationOf<"changeField">): Blueprint {
  const before = fieldOf(entityOf(blueprint, operation.entity), operation.field);
  const typed =
    operation.type === undefined || operation.type === before.type
      ? blueprint
      : retype(blueprint, { ...operation, type: operation.type });
  const { unique, searchable, sensitive, indexed } = operation;
  return withField(typed, operation, (field) => {
    const { default: value, help, validation, ...rest } = field;
    const next = {
      default: operation.default === undefined ? value : (operation.default ?? undefined),
      help: operation.help === undefined ? help : operation.help || undefined,
      validation: operation.validation === undefined ? validation : withoutGaps(operation.validation),
    };
    return {
      ...rest,
      ...(unique === undefined ? {} : { unique }),
      ...(searchable === undefined ? {} : { searchable }),
      ...(sensitive === undefined ? {} : { sensitive }),
      ...(indexed === undefined ? {} : { indexed }),
      ...(next.default === undefined ? {} : { default: next.default }),
      ...(next.help === undefined ? {} : { help: next.help }),
      ...(next.validation === undefined ? {} : { validation: next.validation }),
    };
  });
}

function withoutGaps(validation: Field["validation"] | null): Field["validation"] {
  const entries = Object.entries(validation ?? {}).filter(([, value]) => value !== undefined && value !== "");
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

type Retype = OperationOf<"changeField"> & { type: Field["type"] };

function retype(blueprint: Blueprint, operation: Retype): Blueprint {
  const { type } = operation;
  const entity = entityOf(blueprint, operation.entity);
  const before = fieldOf(entity, operation.field);
  const kept = needsChoices(type) ? before.enum : undefined;
  const made =
    needsChoices(type) && kept === undefined
      ? newEnum(blueprint, `${entity.key}_${before.key}`, { label: before.label, options: operation.options })
      : undefined;
  const enumKey = kept ?? made?.key;
  const fresh = makeField(entity.key, { key: before.key, type, flags: "", ...(enumKey ? { enumKey } : {}) });
  const changed = withField(blueprint, operation, (field) => {
    const { enum: _enum, validation: _limits, default: _default, ...rest } = field;
    return {
      ...rest,
      type,
      ...(fresh.enum ? { enum: fresh.enum } : {}),
      ...(fresh.validation ? { validation: fresh.validation } : {}),
    };
  });
  const withChoices = { ...changed, enums: made ? [...changed.enums, made] : changed.enums };
  // A saved view that asks for a value of the old type would find nothing any more.
  const viewed = changeViews(withChoices, (list, field) => list.id !== entity.id || field !== before.key);
  return kept === undefined ? withoutUnusedChoices(viewed, before.enum) : viewed;
}

/** Only the saved views all of whose conditions on a value pass. */
function changeViews(
  blueprint: Blueprint,
  keeps: (entity: Entity, field: string, value: unknown) => boolean,
): Blueprint {
  return {
    ...blueprint,
    entities: blueprint.entities.map((entity) => ({
      ...entity,
      savedViews: entity.savedViews.filter((view) =>
        view.conditions.every(({ field, value }) => value === undefined || keeps(entity, field, value)),
      ),
    })),
  };
}

export function addOption(blueprint: Blueprint, operation: OperationOf<"addOption">): Blueprint {
  const field = fieldOf(entityOf(blueprint, operation.entity), operation.field);
  const choices = choicesOf(blueprint, field);
  if (choices.values.length >= LIMITS.enumValues)
    throw new EditError("not_possible", `“${field.label}” already has ${LIMITS.enumValues} choices.`);
  const key = uniqueName(toIdentifier(operation.label), keysOf(choices.values));
  return withChoices(blueprint, choices.key, (values) => [...values, { key, label: toLabel(operation.label) }]);
}

type Values = Blueprint["enums"][number]["values"];

function withChoices(blueprint: Blueprint, key: string, change: (values: Values) => Values): Blueprint {
  return {
    ...blueprint,
    enums: blueprint.enums.map((list) => (list.key === key ? { ...list, values: change(list.values) } : list)),
  };
}

/** The stored value follows the new name; rows keep what they had under the old one. */
export function renameOption(blueprint: Blueprint, operation: OperationOf<"renameOption">): Blueprint {
  const { choices, from } = optionAt(blueprint, operation);
  const others = choices.values.filter(({ key }) => key !== from);
  const to = uniqueName(toIdentifier(operation.label), keysOf(others));
  const renamed = withChoices(blueprint, choices.key, (values) =>
    values.map((value) =>
      value.key === from ? { ...value, id: value.id ?? from, key: to, label: toLabel(operation.label) } : value,
    ),
  );
  return from === to ? renamed : changeValue(renamed, choices.key, { from, to });
}

export function removeOption(blueprint: Blueprint, operation: OperationOf<"removeOption">): Blueprint {
  const { field, choices, from } = optionAt(blueprint, operation);
  if (choices.values.length === 1)
    throw new EditError("not_possible", `“${field.label}” needs at least one choice. Remove the field instead.`);
  const removed = withChoices(blueprint, choices.key, (values) => values.filter(({ key }) => key !== from));
  return changeValue(removed, choices.key, { from, to: null });
}

function optionAt(blueprint: Blueprint, at: { entity: string; field: string; option: string }) {
  const field = fieldOf(entityOf(blueprint, at.entity), at.field);
  const choices = choicesOf(blueprint, field);
  if (!choices.values.some(({ key }) => key === at.option))
    throw new EditError("not_found", `This choice of “${field.label}” is not in the plan any more.`);
  return { field, choices, from: at.option };
}

type Change = { from: string; to: string | null };

/** Every place that names a choice: defaults, steps, saved views and the rules of other lists. */
function changeValue(blueprint: Blueprint, enumKey: string, change: Change): Blueprint {
  const has = (entity: Entity | undefined, key: string) =>
    entity?.fields.some((field) => field.key === key && field.enum === enumKey) ?? false;
  const swap = (value: string): string | null => (value === change.from ? change.to : value);
  const parentOf = (relationId: string) => {
    const to = blueprint.relations.find(({ id }) => id === relationId)?.to;
    return blueprint.entities.find(({ id }) => id === to);
  };
  const kept =
    change.to === null
      ? changeViews(blueprint, (entity, field, value) => !(has(entity, field) && value === change.from))
      : blueprint;
  return {
    ...kept,
    entities: kept.entities.map((entity) => {
      const { workflow, onlyWhen } = entity;
      return {
        ...entity,
        fields: entity.fields.map((field) => {
          if (field.enum !== enumKey || field.default !== change.from) return field;
          const { default: _gone, ...rest } = field;
          return change.to === null ? rest : { ...rest, default: change.to };
        }),
        savedViews: entity.savedViews.map((view) => ({
          ...view,
          conditions: view.conditions.map((condition) =>
            has(entity, condition.field) && condition.value === change.from && change.to !== null
              ? { ...condition, value: change.to }
              : condition,
          ),
        })),
        ...(workflow && has(entity, workflow.field)
          ? {
              workflow: {
                ...workflow,
                transitions: workflow.transitions.flatMap((step) => {
                  const [from, to] = [swap(step.from), swap(step.to)];
                  return from === null || to === null ? [] : [{ ...step, from, to }];
                }),
              },
            }
          : {}),
        // A rule that needs a choice that goes is not dropped in silence: the checks refuse.
        ...(onlyWhen && has(parentOf(onlyWhen.relation), onlyWhen.field)
          ? { onlyWhen: { ...onlyWhen, value: swap(onlyWhen.value) ?? onlyWhen.value } }
          : {}),
      };
    }),
  };
}
