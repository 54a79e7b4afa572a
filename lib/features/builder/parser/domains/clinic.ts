import type { Locale } from "../../blueprint/blueprint.schema";
import type { DomainSpec, EntitySpec } from "../domain-spec";

const CARE = "role:admin role:dentist";
const DESK = "role:admin role:dentist role:receptionist";

type Words = Record<
  | "name"
  | "tagline"
  | "admin"
  | "dentistRole"
  | "receptionist"
  | "newcomer"
  | "status"
  | "patient"
  | "dentist"
  | "treatment"
  | "appointment"
  | "record",
  string
> & { fields: Record<string, string>; assumptions: string[] };

const EN: Words = {
  name: "Clinic",
  tagline: "Patients, appointments and treatments in one place",
  admin: "Manager",
  dentistRole: "Dentist",
  receptionist: "Receptionist",
  newcomer: "Newcomer",
  status: "Appointment status: booked=Booked|arrived=Arrived|done=Done|cancelled=Cancelled",
  patient: "Patient|Patients",
  dentist: "Dentist|Dentists",
  treatment: "Treatment|Treatments",
  appointment: "Appointment|Appointments",
  record: "Medical record|Medical records",
  fields: {
    full_name: "Full name",
    birth_date: "Date of birth",
    email: "E-mail",
    phone: "Phone",
    specialty: "Specialty",
    name: "Name",
    price: "Price",
    minutes: "Minutes",
    reason: "Reason",
    starts_at: "Starts",
    ends_at: "Ends",
    status: "Status",
    summary: "Summary",
    notes: "Notes",
  },
  assumptions: [
    "Receptionists see patients, dentists, treatments and appointments, never medical records.",
    "Two appointments of the same dentist cannot overlap; cancelled ones do not count.",
    "New accounts see nothing until the manager gives them a role.",
  ],
};

const ES: Words = {
  name: "Clínica dental",
  tagline: "Pacientes, citas y tratamientos en un solo lugar",
  admin: "Dirección",
  dentistRole: "Odontólogo",
  receptionist: "Recepcionista",
  newcomer: "Sin acceso",
  status: "Estado de la cita: reservada=Reservada|en_espera=En espera|realizada=Realizada|cancelled=Cancelada",
  patient: "Paciente|Pacientes",
  dentist: "Odontólogo|Odontólogos",
  treatment: "Tratamiento|Tratamientos",
  appointment: "Cita|Citas",
  record: "Historial clínico|Historiales clínicos",
  fields: {
    full_name: "Nombre completo",
    birth_date: "Fecha de nacimiento",
    email: "Correo electrónico",
    phone: "Teléfono",
    specialty: "Especialidad",
    name: "Nombre",
    price: "Precio",
    minutes: "Minutos",
    reason: "Motivo",
    starts_at: "Empieza",
    ends_at: "Termina",
    status: "Estado",
    summary: "Resumen",
    notes: "Notas",
  },
  assumptions: [
    "Las recepcionistas ven pacientes, odontólogos, tratamientos y citas, pero nunca el historial clínico.",
    "Dos citas del mismo odontólogo no pueden solaparse; las canceladas no cuentan.",
    "Las cuentas nuevas no ven nada hasta que la dirección les da un rol.",
  ],
};

/** Patients, dentists, appointments without overlaps, and records the front desk cannot read. */
export function clinicDomain(locale: Locale): DomainSpec {
  const isSpanish = locale === "es";
  const w = isSpanish ? ES : EN;
  const keys = isSpanish
    ? {
        patient: "paciente",
        dentist: "odontologo",
        treatment: "tratamiento",
        appointment: "cita",
        record: "historial_clinico",
      }
    : {
        patient: "patient",
        dentist: "dentist",
        treatment: "treatment",
        appointment: "appointment",
        record: "medical_record",
      };
  return {
    tenancy: "user",
    visibility: "login",
    name: w.name,
    tagline: w.tagline,
    primary: "#0f766e",
    currency: "EUR",
    roles: [
      { key: "admin", label: w.admin, isAdmin: true },
      { key: "dentist", label: w.dentistRole },
      { key: "receptionist", label: w.receptionist },
      { key: "newcomer", label: w.newcomer, isDefault: true, isGuest: true },
    ],
    enums: { appointment_status: w.status },
    entities: clinicEntities(w, keys),
    relations: [
      `${keys.appointment}.${keys.patient} => ${keys.patient} "${w.patient.split("|")[0]}"`,
      `${keys.appointment}.${keys.dentist} => ${keys.dentist} "${w.dentist.split("|")[0]}"`,
      `${keys.appointment}.${keys.treatment} -> ${keys.treatment} null "${w.treatment.split("|")[0]}"`,
      `${keys.record}.${keys.patient} => ${keys.patient} "${w.patient.split("|")[0]}"`,
    ],
    features: ["search"],
    assumptions: w.assumptions,
    keeps: [/recepcionistas?.*historial|receptionists?.*(?:records?|histor)|historial cl[ií]nico/i, /solap|overlap/i],
    covers: [/cl[ií]nic/i, /recepcionistas?|receptionists?/i, /solap|overlap/i, /historial|records?/i],
  };
}

type Keys = Record<"patient" | "dentist" | "treatment" | "appointment" | "record", string>;

function clinicEntities(w: Words, keys: Keys): EntitySpec[] {
  const label = (line: string): string => `${line} ${w.fields[line.split(":")[0] ?? ""] ?? ""}`.trim();
  const desk = { read: DESK, create: DESK, update: DESK, delete: "role:admin" };
  const [, firstStatus = "booked"] = /: (\w+)=/.exec(w.status) ?? [];
  return [
    {
      key: keys.patient,
      label: w.patient,
      title: "full_name",
      fields: ["full_name:text!*", "birth_date:date", "email:email*", "phone:phone"].map(label),
      ...desk,
    },
    {
      key: keys.dentist,
      label: w.dentist,
      title: "full_name",
      fields: ["full_name:text!*", "specialty:text"].map(label),
      ...desk,
      create: "role:admin",
      update: "role:admin",
    },
    {
      key: keys.treatment,
      label: w.treatment,
      title: "name",
      fields: ["name:text!*", "price:money!", "minutes:int"].map(label),
      ...desk,
      create: CARE,
      update: CARE,
    },
    {
      key: keys.appointment,
      label: w.appointment,
      title: "reason",
      fields: ["reason:text!*", "starts_at:datetime!#", "ends_at:datetime!", "status:enum(appointment_status)!"].map(
        label,
      ),
      defaults: { status: firstStatus },
      ...desk,
      extra: {
        ordered: [{ a: "starts_at", b: "ends_at" }],
        noOverlap: { relation: `rel.${keys.appointment}.${keys.dentist}`, start: "starts_at", end: "ends_at" },
      },
    },
    {
      key: keys.record,
      label: w.record,
      title: "summary",
      fields: ["summary:text!*", "notes:longtext!$"].map(label),
      read: CARE,
      create: CARE,
      update: CARE,
      delete: "role:admin",
    },
  ];
}
