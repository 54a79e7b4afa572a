import { describe, expect, it } from "vitest";
import type { Blueprint } from "../blueprint/blueprint.schema";
import { compileBlueprint } from "../compiler/compile";
import { parseIdea } from "./parse-idea";

const plan = (text: string): Blueprint => parseIdea(text).blueprint;
const keys = (blueprint: Blueprint): string[] => blueprint.entities.map(({ key }) => key);
const roles = (blueprint: Blueprint): string[] => blueprint.roles.map(({ key }) => key);
const types = (blueprint: Blueprint, key: string): Record<string, string> =>
  Object.fromEntries(
    blueprint.entities.find((entity) => entity.key === key)?.fields.map((field) => [field.label, field.type]) ?? [],
  );
const rules = (blueprint: Blueprint, key: string, verb: "read" | "create" | "update"): string[] =>
  (blueprint.entities.find((entity) => entity.key === key)?.access[verb] ?? []).map((rule) =>
    rule.kind === "role" ? rule.role : rule.kind,
  );
const choices = (blueprint: Blueprint, key: string, label: string): string[] => {
  const found = blueprint.entities.find((entity) => entity.key === key)?.fields.find((field) => field.label === label);
  return blueprint.enums.find((item) => item.key === found?.enum)?.values.map((value) => value.label) ?? [];
};

describe("a document with sections", () => {
  const blueprint = plan(`Elevator maintenance - requirements

1. Introduction
We look after lifts in office buildings.

2. Roles
2.1 Dispatcher: plans visits.
2.2 Fitter: may edit visits but may not delete visits.
2.3 Inspector: may see everything but may not change anything.

3. Data
3.1 Lift: serial number (unique), make, floors (number), installed on, state (running, stopped, scrapped)
3.2 Visit: lift, planned date, length in minutes, report (PDF), remarks

4. Rules
R1. Only the dispatcher may delete visits.`);

  it("makes its data entities, with the fields, kinds, choices and links that stand there", () => {
    expect(keys(blueprint).slice(0, 2)).toEqual(["lift", "visit"]);
    expect(types(blueprint, "lift")).toMatchObject({ "Serial number": "text", Floors: "int", State: "enum" });
    expect(blueprint.entities[0]?.fields.find((field) => field.label === "Serial number")?.unique).toBe(true);
    expect(choices(blueprint, "lift", "State")).toEqual(["running", "stopped", "scrapped"]);
    expect(types(blueprint, "visit")).toMatchObject({
      "Planned date": "date",
      "Length in minutes": "int",
      Report: "file",
    });
    expect(blueprint.relations.map((relation) => [relation.from, relation.to])).toContainEqual([
      "ent.visit",
      "ent.lift",
    ]);
  });

  it("makes its roles roles, and none of its headings or verbs a thing", () => {
    expect(roles(blueprint)).toEqual(expect.arrayContaining(["dispatcher", "fitter", "inspector"]));
    expect(rules(blueprint, "visit", "update")).not.toContain("inspector");
    expect(rules(blueprint, "visit", "read")).toContain("inspector");
    expect(keys(blueprint)).not.toEqual(expect.arrayContaining(["introduction"]));
    expect(blueprint.unsupported.map(({ quote }) => quote)).not.toEqual(expect.arrayContaining(["Roles", "Data"]));
  });

  it("reads the same in German", () => {
    const german = plan(
      "Lastenheft Bootsverleih\n\n1. Rollen\n1.1 Hafenmeister: darf alles sehen.\n\n2. Daten\n2.1 Boote: Name, Baujahr, Länge, Zustand (neu, gebraucht)\n2.2 Liegeplätze: Nummer, Jahresmiete, bezahlt am",
    );
    expect(german.roles.map(({ label }) => label)).toContain("Hafenmeister");
    expect(german.entities.map(({ label }) => label.many).join()).toContain("Liegeplätze");
    expect(german.entities.flatMap(({ fields }) => fields.map(({ type }) => type))).toContain("date");
  });

  it("takes lists below the name of a table for its fields", () => {
    const table = plan(
      "Table: kayaks\n- hull_number (text, unique)\n- bought on (date)\n- seats (number)\n- leaks (yes/no)",
    );
    expect(types(table, "kayak")).toMatchObject({
      "Hull number": "text",
      "Bought on": "date",
      Seats: "int",
      Leaks: "bool",
    });
    const form = plan("Fields of our ladder register:\ninventory number, height, last check date, owner email");
    expect(types(form, "ladder")).toMatchObject({
      Height: "decimal",
      "Last check date": "date",
      "Owner email": "email",
    });
  });
});

describe("people nobody listed", () => {
  it("are roles when something is said of what they do", () => {
    const blueprint = plan(
      "Ship repairs. Welders write inspection notes, foremen approve invoices. Only the purser can delete invoices.",
    );
    expect(roles(blueprint)).toEqual(expect.arrayContaining(["welder", "purser"]));
    expect(blueprint.unsupported.map(({ quote }) => quote)).not.toContain("Only the purser can delete invoices.");
  });

  it("speak for themselves in user stories", () => {
    const blueprint = plan("As a sexton, I want to book the hall.\nAs a verger, I can see which keys are missing.");
    expect(roles(blueprint)).toEqual(expect.arrayContaining(["sexton", "verger"]));
  });

  it("who see only what is theirs see no more", () => {
    const blueprint = plan("We track jobs and invoices. Stonemasons see only jobs assigned to them.");
    expect(rules(blueprint, "job", "read")).toEqual(["manager", "team", "owner"]);
    expect(rules(blueprint, "invoice", "read")).not.toContain("stonemason");
  });

  it("are told apart when one name is part of the other", () => {
    const blueprint = plan("We keep brews. Brewers can add brews, only the head brewer can approve brews.");
    const steps = blueprint.entities.find(({ key }) => key === "brew")?.workflow?.transitions;
    expect(steps?.map((step) => step.roles)).toEqual([
      ["manager", "head_brewer"],
      ["manager", "head_brewer"],
    ]);
  });

  it("may look and nothing else when that is what is said", () => {
    const blueprint = plan("We track samples and reagents. Observers can read everything but edit nothing.");
    expect(rules(blueprint, "sample", "read")).toContain("observer");
    for (const verb of ["create", "update"] as const)
      expect(rules(blueprint, "sample", verb)).not.toContain("observer");
    const french = plan(
      "Gérer des parcelles et des récoltes. Les membres peuvent voir les parcelles mais ne peuvent pas les modifier.",
    );
    expect(french.unsupported).toEqual([]);
  });

  it("see only their own in other languages, too", () => {
    const blueprint = plan("Registrar multas. Un conductor solo ve sus propias multas.");
    expect(rules(blueprint, "multa", "read")).toContain("owner");
  });

  it.each([
    ["Queremos guardar actas y socios. Solo el secretario puede borrar actas.", "secretario"],
    ["Wir verwalten Proben und Noten. Nur der Dirigent darf Noten löschen.", "dirigent"],
    ["Nous voulons gérer les parcelles. Le régisseur peut supprimer les parcelles.", "regisseur"],
  ])("%s", (text, role) => {
    expect(roles(plan(text))).toContain(role);
  });
});

describe("states in words", () => {
  it("are a chain from the first to the last, of the thing they are told of", () => {
    const blueprint = plan("We manage claims and adjusters. A claim goes from reported to in review to settled.");
    expect(choices(blueprint, "claim", "Status")).toEqual(["reported", "in review", "settled"]);
    expect(blueprint.entities.find(({ key }) => key === "claim")?.workflow?.transitions).toHaveLength(2);
  });

  it("belong to what the sentence before spoke of, never to a person", () => {
    const blueprint = plan("Painters, quotes. We track quotes. A quote has a price. Status: asked, sent, refused.");
    expect(choices(blueprint, "quote", "Status")).toEqual(["asked", "sent", "refused"]);
  });
});

describe("a word said in many trades", () => {
  it.each([
    ["a rowing club with attendance", "guardian"],
    ["Nurses report incidents with equipment", "gear_item"],
    ["Keys of our apartments: key number, apartment, taken by", "lease"],
  ])("%s is no %s", (text, key) => {
    expect(keys(plan(text))).not.toContain(key);
  });
});

describe("the plan that answers more", () => {
  it("is taken: a prepared one that misses most of what is said is not", () => {
    const blueprint = plan(
      "School canteen: dishes, allergens, suppliers, deliveries, vouchers. Cooks plan menus with calories.",
    );
    expect(keys(blueprint)).not.toContain("guardian");
  });

  it("does not keep the business itself as one of its things", () => {
    expect(keys(plan("Gérer notre boulangerie : fournées, farines, livraisons."))).not.toContain("boulangerie");
    expect(keys(plan("I want to manage my studio. We track easels and models."))).not.toContain("studio");
  });
});

describe("what a thing is and what a field is", () => {
  it("titles and the objects of deeds are kept", () => {
    expect(keys(plan("Fishing licences. Anglers apply for a licence."))).toEqual(["fishing_licence"]);
    expect(keys(plan("Wardens record sightings of wolves."))).toContain("sighting");
    expect(
      types(
        plan("Shooting permits. Hunters apply for a permit with a hunting area and proof of age (pdf)."),
        "shooting_permit",
      ),
    ).toMatchObject({
      "Proof of age": "file",
    });
    expect(types(plan("Delivery log of a farm shop: driver name, plate, arrival, remarks"), "delivery")).toMatchObject({
      Arrival: "datetime",
      Remarks: "longtext",
    });
  });

  it("the kind of a field goes by the head of its name", () => {
    const blueprint = plan(
      "We manage tools. Each tool has a deposit paid flag, a tag number, a replacement value, a warranty until, a hire duration and a rate per day.",
    );
    expect(types(blueprint, "tool")).toMatchObject({
      "Deposit paid flag": "bool",
      "Tag number": "text",
      "Replacement value": "money",
      "Warranty until": "date",
      "Hire duration": "duration",
      "Rate per day": "money",
    });
  });

  it("fields may be called what every object inherits", () => {
    const blueprint = plan("We manage robots. A robot has a constructor, a toString and a hasOwnProperty.");
    expect(compileBlueprint(blueprint).files.length).toBeGreaterThan(80);
    expect(Object.keys(types(blueprint, "robot"))).toContain("Constructor");
  });
});

describe("the way people write", () => {
  it("capitals throughout tell nothing, and quotes stay as written", () => {
    const blueprint = plan(
      "I WANT TO MANAGE MY BOATS AND SAILORS. EVERY BOAT HAS A PHOTO. ZEPPELINS MUST NEVER FLY AT NIGHT.",
    );
    expect(types(blueprint, "boat")).toMatchObject({ Photo: "image" });
    expect(blueprint.unsupported.map(({ quote }) => quote)).toContain("ZEPPELINS MUST NEVER FLY AT NIGHT.");
  });

  it("plurals of an idea's own words are its own", () => {
    const label = (text: string, many: string) =>
      plan(text).entities.find((entity) => entity.label.many === many)?.label.one;
    expect(label("Wir verwalten Schränke. Jeder Schrank hat eine Nummer.", "Schränke")).toBe("Schrank");
    expect(label("Gestire scambi. Ogni scambio ha una data.", "Scambi")).toBe("Scambio");
    expect(label("Quero gerenciar pães e fornos.", "Pães")).toBe("Pão");
  });

  it("Arabic lists joined by a letter are lists", () => {
    const blueprint = plan("أريد تطبيقا لإدارة القوارب والشباك والصيادين");
    expect(blueprint.entities.length).toBeGreaterThanOrEqual(3);
  });
});
