import type { DomainSpec } from "../domain-spec";

const FAMILY = "role:head role:family";

const family = { read: FAMILY, create: FAMILY, update: "role:head owner", delete: "role:head owner" };

/** Recipes with ingredients, steps and a photo, for people the owner lets in. */
export const recipesDomain: DomainSpec = {
  tenancy: "user",
  visibility: "login",
  name: "Recipe box",
  tagline: "The family's recipes, kept together",
  primary: "#9a3412",
  roles: [
    { key: "head", label: "Keeper of the box", isAdmin: true },
    { key: "family", label: "Family" },
    { key: "newcomer", label: "Newcomer", isDefault: true, isGuest: true },
  ],
  enums: { course: "Course: starter|main|dessert|baking|other" },
  entities: [
    {
      key: "recipe",
      label: "Recipe",
      owner: "user",
      title: "title",
      fields: ["title:text!*", "course:enum(course)", "servings:int", "steps:longtext!*", "photo:image"],
      ...family,
    },
    {
      key: "ingredient",
      label: "Ingredient",
      title: "name",
      fields: ["name:text!*", "amount:text"],
      read: FAMILY,
      create: FAMILY,
      update: FAMILY,
      delete: FAMILY,
    },
  ],
  relations: ["ingredient.recipe => recipe cascade"],
  features: ["search"],
  integrations: ["storage"],
  assumptions: [
    "The first account keeps the box. New accounts see nothing until they are made family.",
    "Everybody in the family sees all recipes and changes their own.",
  ],
  covers: [/recipes?/i, /family/i, /ingredients|steps|photo/i],
};
