import { ACCOUNT_ENTITY_ID, type Blueprint, LIMITS } from "../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { makeField } from "../parser/build-from-spec";
import { EditError, type OperationOf } from "./operations";
import { entityOf, idsOf, keysOf, relationOf, withoutRelations, withRelation } from "./parts";

const linkFieldsMax = 10;

/** @throws EditError */
export function addRelation(blueprint: Blueprint, operation: OperationOf<"addRelation">): Blueprint {
  if (blueprint.relations.length >= LIMITS.relations)
    throw new EditError("not_possible", `An app has up to ${LIMITS.relations} links.`);
  const isMany = operation.relation === "many-many";
  const from = entityOf(blueprint, operation.from);
  if (isMany && operation.to === ACCOUNT_ENTITY_ID)
    throw new EditError("not_possible", "Many people at once need a list in between. Add one, then link both to it.");
  if (isMany && operation.to === from.id)
    throw new EditError("not_possible", "A list cannot be linked to itself many to many. Add a list in between.");
  const target = operation.to === ACCOUNT_ENTITY_ID ? "Person" : entityOf(blueprint, operation.to).label;
  const names = typeof target === "string" ? { one: target, many: target } : target;
  const fromLabel = toLabel(operation.label ?? (isMany ? names.many : names.one));
  const taken = keysOf([...blueprint.relations.filter((relation) => relation.from === from.id), ...from.fields]);
  const key = uniqueName(toIdentifier(fromLabel), taken);
  const id = uniqueName(`rel.${from.key}.${key}`.slice(0, 70), idsOf(blueprint.relations));
  return {
    ...blueprint,
    relations: [
      ...blueprint.relations,
      {
        id,
        kind: operation.relation,
        from: from.id,
        to: operation.to,
        key,
        fromLabel,
        toLabel: toLabel(operation.backLabel ?? from.label.many),
        required: operation.required && !isMany,
        onDelete: operation.onDelete,
      },
    ],
  };
}

/** The column keeps its name, whatever the link is called. @throws EditError */
export function changeRelation(blueprint: Blueprint, operation: OperationOf<"changeRelation">): Blueprint {
  const before = relationOf(blueprint, operation.relation);
  const { label, backLabel, cardinality, required, onDelete } = operation;
  if (before.kind === "many-many" && (cardinality !== undefined || required === true))
    throw new EditError("not_possible", `“${before.fromLabel}” links many to many. Remove it and add another link.`);
  return withRelation(blueprint, before.id, (relation) => ({
    ...relation,
    ...(label === undefined ? {} : { fromLabel: toLabel(label) }),
    ...(backLabel === undefined ? {} : { toLabel: toLabel(backLabel) }),
    ...(cardinality === undefined ? {} : { kind: cardinality }),
    ...(required === undefined ? {} : { required }),
    ...(onDelete === undefined ? {} : { onDelete }),
  }));
}

/** @throws EditError */
export function removeRelation(blueprint: Blueprint, operation: OperationOf<"removeRelation">): Blueprint {
  return withoutRelations(blueprint, new Set([relationOf(blueprint, operation.relation).id]));
}

/** What is filled in for each pair of a many-to-many link. @throws EditError */
export function addLinkField(blueprint: Blueprint, operation: OperationOf<"addLinkField">): Blueprint {
  const relation = relationOf(blueprint, operation.relation);
  const fields = relation.through?.fields ?? [];
  if (relation.kind !== "many-many")
    throw new EditError("not_possible", `Only a link of many to many has fields. Add them to a list instead.`);
  if (fields.length >= linkFieldsMax)
    throw new EditError("not_possible", `“${relation.fromLabel}” already has ${linkFieldsMax} fields.`);
  const from = entityOf(blueprint, relation.from);
  const key = uniqueName(toIdentifier(operation.label), keysOf(fields));
  const made = makeField(`${from.key}_${relation.key}`.slice(0, 30), {
    key,
    type: operation.type,
    label: toLabel(operation.label),
    flags: "",
  });
  const field = { ...made, id: uniqueName(made.id, idsOf(fields)) };
  return withRelation(blueprint, relation.id, (link) => ({ ...link, through: { fields: [...fields, field] } }));
}

/** @throws EditError */
export function removeLinkField(blueprint: Blueprint, operation: OperationOf<"removeLinkField">): Blueprint {
  const relation = relationOf(blueprint, operation.relation);
  const fields = relation.through?.fields ?? [];
  if (!fields.some(({ id }) => id === operation.field))
    throw new EditError("not_found", `This field is not in “${relation.fromLabel}” any more.`);
  return withRelation(blueprint, relation.id, ({ through: _through, ...link }) => {
    const rest = fields.filter(({ id }) => id !== operation.field);
    return rest.length === 0 ? link : { ...link, through: { fields: rest } };
  });
}
