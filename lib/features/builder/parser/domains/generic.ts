import { stripEmoji, toLabel } from "../../blueprint/names";
import type { DomainSpec } from "../domain-spec";
import type { Idea } from "../text";

/** A list of records that belong to whoever adds them: a sound start for any idea. */
export function genericDomain(idea: Idea): DomainSpec {
  return {
    tenancy: "user",
    visibility: "login",
    name: nameFromIdea(idea),
    tagline: "Keep your records in one tidy place",
    primary: "#1d4ed8",
    roles: [
      { key: "manager", label: "Manager", isAdmin: true },
      { key: "member", label: "Member", isDefault: true },
    ],
    enums: { entry_status: "Status: open|in_progress=In progress|done" },
    entities: [
      {
        key: "entry",
        label: "Entry|Entries",
        owner: "user",
        title: "title",
        fields: ["title:text!*", "status:enum(entry_status)!", "due_on:date#", "notes:longtext*"],
        defaults: { status: "open" },
        read: "owner role:manager",
        create: "owner role:manager",
        update: "owner role:manager",
        delete: "owner role:manager",
      },
    ],
    relations: [],
    assumptions: [
      "The idea names no kind of data that is known here, so it starts with one list of entries.",
      "Each person sees their own entries; a manager sees all.",
    ],
    covers: [],
  };
}

function nameFromIdea(idea: Idea): string {
  const quoted = /(?:called|named|llamad[ao])\s+["“']?([\p{L}\p{N}][\p{L}\p{N} ]{1,30})/iu.exec(idea.text)?.[1];
  const words = stripEmoji(quoted ?? "").trim();
  return words ? toLabel(words) : "My app";
}
