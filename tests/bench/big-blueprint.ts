import { type Blueprint, parseIdea } from "@/lib/features/builder";

type Entity = Blueprint["entities"][number];
type Field = Entity["fields"][number];

const TYPES = ["text", "money", "date", "enum", "int", "bool", "longtext", "email", "datetime", "image"] as const;

/**
 * A plan of a given size: every kind of field, a parent for every list after the first, a many-many relation for every
 * fifth, roles, a status with steps and a history.
 */
export function bigBlueprint(entities: number, fields: number): Blueprint {
  const base = parseIdea("an app for my gym").blueprint;
  const rules = [{ kind: "role" as const, role: "manager" }, { kind: "owner" as const }];
  const made = Array.from({ length: entities }, (_item, n): Entity => {
    const key = `thing_${n}`;
    const own = Array.from({ length: fields }, (_field, at) => field(key, at));
    return {
      id: key,
      key,
      label: { one: `Thing ${n}`, many: `Things ${n}` },
      owner: "user",
      ownerMode: "creator",
      titleField: "f_0",
      softDelete: false,
      timestamps: true,
      fields: own,
      access: { read: rules, create: rules, update: rules, delete: rules },
      ...(fields > 3 ? { audit: { field: "f_3", readers: [{ kind: "role", role: "manager" }] } } : {}),
      uniques: [],
      ordered: [],
      savedViews: [],
      views: ["table", "detail"],
    };
  });
  const relations = made.slice(1).flatMap((item, n): Blueprint["relations"] => {
    const parent = made[Math.floor(n / 2)];
    const other = n % 5 === 0 ? made[0] : undefined;
    const ends = { from: item.id, toLabel: "Children", required: false, onDelete: "restrict" as const };
    return [
      ...(parent
        ? [
            {
              ...ends,
              id: `${item.id}.parent`,
              kind: "many-one" as const,
              to: parent.id,
              key: "parent",
              fromLabel: "Parent",
            },
          ]
        : []),
      ...(other
        ? [
            {
              ...ends,
              id: `${item.id}.others`,
              kind: "many-many" as const,
              to: other.id,
              key: "other",
              fromLabel: "Others",
            },
          ]
        : []),
    ];
  });
  return {
    ...base,
    roles: [
      { key: "manager", label: "Manager", isDefault: false, isAdmin: true, selfSelect: false, isGuest: false },
      { key: "member", label: "Member", isDefault: true, isAdmin: false, selfSelect: false, isGuest: false },
    ],
    enums: [
      { key: "state", label: "State", values: ["new", "open", "done"].map((value) => ({ key: value, label: value })) },
    ],
    entities: made,
    relations,
    pages: [],
    reports: [],
    review: [],
    questions: [],
  };
}

function field(entity: string, at: number): Field {
  const type = TYPES[at % TYPES.length] ?? "text";
  return {
    id: `${entity}.f_${at}`,
    key: `f_${at}`,
    label: `Field ${at}`,
    type,
    required: at < 2,
    unique: false,
    indexed: at % 7 === 0,
    searchable: type === "text",
    sensitive: false,
    ...(type === "enum" ? { enum: "state" } : {}),
  };
}
