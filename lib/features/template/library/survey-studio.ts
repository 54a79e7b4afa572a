import { flow, type LibraryTemplate, view } from "./library-template";

const TEAM = "role:researcher role:analyst";

/** Questionnaires and what people answered. */
export const surveyStudio: LibraryTemplate = {
  slug: "survey-studio",
  name: "Survey studio",
  summary: "Surveys with questions, replies people send themselves, and findings for the report",
  description:
    "Researchers write a survey, open it and close it again. Participants read the questions and send replies; they see their own and nobody else's. Analysts read everything and note findings.",
  category: "surveys",
  spec: {
    tenancy: "user",
    visibility: "login",
    primary: "#4d7c0f",
    roles: [
      { key: "researcher", label: "Researcher", isAdmin: true },
      { key: "analyst", label: "Analyst" },
      { key: "participant", label: "Participant", isDefault: true, isGuest: true },
    ],
    enums: {
      survey_state: "Survey: draft|open|closed",
      answer_kind: "Kind of answer: words|scale=Scale of 1 to 5|yes_no=Yes or no",
    },
    entities: [
      {
        key: "survey",
        label: "Survey",
        icon: "clipboard",
        title: "title",
        fields: [
          "title:text!*",
          "introduction:longtext",
          "opens_on:date#",
          "closes_on:date",
          "state:enum(survey_state)!",
        ],
        defaults: { state: "draft" },
        read: "signed",
        create: "role:researcher",
        update: "role:researcher",
        delete: "role:researcher",
        extra: {
          ordered: [{ a: "opens_on", b: "closes_on" }],
          workflow: flow("state", "draft>open", "open>closed", "closed>open"),
          savedViews: [view("open", "Open", "state", "open")],
        },
      },
      {
        key: "survey_question",
        label: "Question",
        icon: "list",
        title: "wording",
        fields: ["wording:text!*", "kind:enum(answer_kind)!", "position:int!"],
        defaults: { kind: "words" },
        read: "signed",
        create: "role:researcher",
        update: "role:researcher",
        delete: "role:researcher",
      },
      {
        key: "survey_reply",
        label: "Reply|Replies",
        icon: "message",
        owner: "user",
        title: "answer",
        fields: ["answer:longtext!*", "scale:rating", "agreed:bool Yes"],
        read: `${TEAM} owner`,
        create: "signed",
        update: "owner",
        delete: "role:researcher owner",
        extra: {
          onlyWhen: { relation: "rel.survey_reply.survey", field: "state", value: "open" },
        },
      },
      {
        key: "finding",
        label: "Finding",
        icon: "chart",
        owner: "user",
        title: "headline",
        fields: ["headline:text!*", "evidence:longtext!", "weight:rating"],
        read: TEAM,
        create: TEAM,
        update: "role:researcher owner",
        delete: "role:researcher owner",
      },
    ],
    relations: [
      "survey_question.survey => survey cascade",
      "survey_reply.survey => survey cascade",
      "survey_reply.survey_question => survey_question cascade",
      "finding.survey => survey cascade",
    ],
    reports: [
      {
        key: "by_question",
        label: "Replies by question",
        entity: "ent.survey_reply",
        groupBy: "rel.survey_reply.survey_question",
        roles: ["researcher", "analyst"],
      },
    ],
    features: ["search", "reports", "csv-export"],
    assumptions: [
      "Replies are taken while a survey is open.",
      "Participants need an account, so a reply has an author.",
    ],
  },
};
