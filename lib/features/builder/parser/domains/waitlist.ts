import type { DomainSpec } from "../domain-spec";

/** One public form, one list, one owner. Nothing else. */
export const waitlistDomain: DomainSpec = {
  tenancy: "user",
  visibility: "invite",
  name: "Coming soon",
  tagline: "Something new is on its way. Leave your address and be the first to know.",
  primary: "#1f2937",
  roles: [
    { key: "owner", label: "Owner", isAdmin: true },
    { key: "visitor", label: "Visitor", isDefault: true, isGuest: true },
  ],
  enums: {},
  entities: [
    {
      key: "waitlist_entry",
      label: "Waitlist|Waitlist",
      icon: "mail",
      title: "email",
      fields: ["email:email!^* E-mail"],
      read: "role:owner",
      create: "anyone",
      update: "",
      delete: "role:owner",
    },
  ],
  relations: [],
  features: ["search", "csv-export", "public-form"],
  assumptions: [
    "Visitors need no login. Only you sign in, to see and download the addresses; there is no sign-up page.",
    "An address that is already on the list gets the same answer as a new one.",
    "The form is limited per sender.",
  ],
  keeps: [/nothing else|no login/i],
  covers: [/coming soon/i, /waitlist|wait list/i, /nothing else/i, /no login/i, /download .*csv|csv/i],
};
