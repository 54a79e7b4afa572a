import type { DomainSpec } from "../domain-spec";

const TEAM = "role:head role:staff";

const team = { read: TEAM, create: TEAM, update: TEAM, delete: "role:head" };

/** Classes, children, parents, attendance and who may pick a child up. */
export const schoolDomain: DomainSpec = {
  tenancy: "user",
  visibility: "login",
  name: "School",
  tagline: "Classes, children and attendance in one place",
  primary: "#1d4ed8",
  roles: [
    { key: "head", label: "Head", isAdmin: true },
    { key: "staff", label: "Staff" },
    { key: "parent", label: "Parent", isDefault: true, isGuest: true },
  ],
  enums: { attendance_status: "Attendance: present|late|absent|excused" },
  entities: [
    { key: "teacher", label: "Teacher", title: "full_name", fields: ["full_name:text!*", "email:email"], ...team },
    { key: "class", label: "Class|Classes", title: "name", fields: ["name:text!*", "school_year:text"], ...team },
    {
      key: "guardian",
      label: "Parent",
      owner: "user",
      assigned: true,
      title: "full_name",
      fields: ["full_name:text!*", "phone:phone", "email:email"],
      ...team,
      read: `${TEAM} owner`,
    },
    {
      key: "child",
      label: "Child|Children",
      title: "full_name",
      fields: ["full_name:text!*", "birth_date:date", "notes:longtext$"],
      ...team,
      read: `${TEAM} shared:child.guardians`,
    },
    {
      key: "attendance",
      label: "Attendance|Attendance",
      title: "day",
      fields: ["day:date!#", "status:enum(attendance_status)!", "note:text"],
      ...team,
      read: `${TEAM} via:attendance.child`,
      extra: { uniques: [["rel.attendance.child", "day"]] },
    },
    {
      key: "series",
      label: "Series|Series",
      title: "name",
      fields: ["name:text!*", "description:longtext", "starts_on:date"],
      ...team,
    },
    {
      key: "person",
      label: "Person|People",
      title: "full_name",
      fields: ["full_name:text!*", "phone:phone", "relationship:text"],
      ...team,
      read: `${TEAM} via:person.child`,
    },
  ],
  relations: [
    "class.teacher => teacher",
    "child.class -> class null",
    'child.guardians <-> guardian "Parents"',
    "attendance.child => child cascade",
    "series.class -> class null",
    'person.child => child cascade "May pick up"',
  ],
  features: ["search"],
  assumptions: [
    "A parent account sees the children it is linked to, their attendance and who may pick them up, and nothing else.",
    "A child may have any number of parents.",
    "Each child has at most one attendance entry a day.",
  ],
  keeps: [/only their own/i],
  covers: [
    /school/i,
    /only their own/i,
    /two parents/i,
    /attendance/i,
    /pick a child up|allowed to pick/i,
    /lessons?/i,
  ],
};
