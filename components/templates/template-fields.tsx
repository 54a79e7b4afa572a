"use client";

import { NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { templateCategories, templateVisibilities } from "@/lib/features/template/template.schema";
import { categoryWords, visibilityWords } from "./template-words";

export type TemplateValues = {
  name: string;
  summary: string;
  description: string;
  category: (typeof templateCategories)[number];
  visibility: (typeof templateVisibilities)[number];
  premium: boolean;
};

/** Only what can be said without the server. */
export function templateProblems(values: TemplateValues) {
  return {
    name: values.name.trim() === "" ? "Name the template" : null,
    summary: values.summary.trim() === "" ? "Say in a sentence what it is for" : null,
  };
}

/** What a template says about itself, the same for publishing and for changing it. */
export function TemplateFields({ form }: { form: UseFormReturnType<TemplateValues> }) {
  return (
    <>
      <TextInput label="Name" maxLength={60} data-autofocus {...form.getInputProps("name")} />
      <TextInput
        label="In one sentence"
        description="Shown in the list and found by the search."
        maxLength={160}
        {...form.getInputProps("summary")}
      />
      <Textarea
        label="Description"
        description="Optional. Who it is for, what it does well, what it leaves out."
        autosize
        minRows={3}
        maxRows={8}
        maxLength={4000}
        {...form.getInputProps("description")}
      />
      <NativeSelect
        label="Category"
        data={templateCategories.map((value) => ({ value, label: categoryWords[value] }))}
        {...form.getInputProps("category")}
      />
      <NativeSelect
        label="Who sees it"
        description={visibilityWords[form.values.visibility].who}
        data={templateVisibilities.map((value) => ({ value, label: visibilityWords[value].label }))}
        {...form.getInputProps("visibility")}
      />
      <Switch
        label="Premium"
        description="Others need a plan that includes premium templates; this workspace always may use it."
        {...form.getInputProps("premium", { type: "checkbox" })}
      />
    </>
  );
}
