import { flow, type LibraryTemplate, team, view } from "./library-template";

const DESK = "role:manager role:staff";

/** A calendar for people who sell their time. */
export const appointmentBooking: LibraryTemplate = {
  slug: "appointment-booking",
  name: "Appointment booking",
  summary: "Services, specialists and appointments that can never overlap",
  description:
    "For salons, studios, coaches and anybody else who sells time. Customers see what is offered and their own appointments; two appointments of the same specialist cannot overlap, in the database and not only on the screen.",
  category: "bookings",
  featured: true,
  spec: {
    tenancy: "user",
    visibility: "login",
    primary: "#7c3aed",
    roles: [
      { key: "manager", label: "Manager", isAdmin: true },
      { key: "staff", label: "Staff" },
      { key: "customer", label: "Customer", isDefault: true, isGuest: true },
    ],
    enums: { booking_status: "Status: requested|confirmed|done|cancelled|missed=Did not come" },
    entities: [
      {
        key: "service",
        label: "Service",
        icon: "ticket",
        title: "name",
        fields: ["name:text!*", "minutes:int!", "price:money!", "description:longtext"],
        read: "signed",
        create: "role:manager",
        update: "role:manager",
        delete: "role:manager",
      },
      {
        key: "specialist",
        label: "Specialist",
        icon: "user",
        title: "full_name",
        fields: ["full_name:text!*", "speciality:text*", "about:longtext", "photo:image"],
        read: "signed",
        create: "role:manager",
        update: "role:manager",
        delete: "role:manager",
      },
      {
        key: "time_off",
        label: "Time off|Times off",
        icon: "clock",
        title: "reason",
        fields: ["reason:text!*", "from_day:date!#", "to_day:date!"],
        ...team(DESK, "manager"),
        extra: { ordered: [{ a: "from_day", b: "to_day" }] },
      },
      {
        key: "appointment",
        label: "Appointment",
        icon: "calendar",
        owner: "user",
        title: "reference",
        fields: [
          "reference:text!*",
          "starts_at:datetime!#",
          "ends_at:datetime!",
          "status:enum(booking_status)!",
          "note:longtext",
        ],
        defaults: { status: "requested" },
        read: `${DESK} owner`,
        create: `${DESK} owner`,
        update: DESK,
        delete: "role:manager",
        extra: {
          ordered: [{ a: "starts_at", b: "ends_at" }],
          noOverlap: { relation: "rel.appointment.specialist", start: "starts_at", end: "ends_at" },
          workflow: flow(
            "status",
            "requested>confirmed",
            "requested>cancelled",
            "confirmed>done",
            "confirmed>cancelled",
            "confirmed>missed",
          ),
          savedViews: [view("requests", "Waiting for an answer", "status", "requested")],
          views: ["table", "calendar", "detail"],
        },
      },
    ],
    relations: [
      "appointment.service => service",
      "appointment.specialist => specialist",
      "time_off.specialist => specialist cascade",
      "specialist.services <-> service",
    ],
    reports: [
      {
        key: "by_specialist",
        label: "Appointments by specialist",
        entity: "ent.appointment",
        groupBy: "rel.appointment.specialist",
        roles: ["manager"],
      },
    ],
    features: ["search", "reports"],
    assumptions: [
      "New accounts are customers. A manager makes somebody staff.",
      "Customers ask for an appointment; staff confirm it.",
    ],
  },
};
