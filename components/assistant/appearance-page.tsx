"use client";

import { ColorInput, NativeSelect, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { QueryView } from "@/components/patterns/query-view";
import { FormSkeleton } from "@/components/patterns/skeletons";
import {
  type Assistant,
  assistantLanguageChoices,
  assistantPositions,
  assistantThemes,
  greetingMax,
  suggestionMax,
  suggestionsMost,
} from "@/lib/features/assistant/assistant.schema";
import { contrastOf, inkOn } from "@/lib/shared/contrast";
import { languageChoices } from "./assistant-words";
import classes from "./forms.module.css";
import { SaveForm } from "./save-form";
import { StringList, written } from "./string-list";
import { useAssistantForm } from "./use-assistant-form";
import { useAssistant } from "./use-assistants";
import { WidgetSketch } from "./widget-sketch";

const swatches = ["#2f6f4f", "#1f5f8b", "#4b3f8f", "#8b2f4f", "#a65a0b", "#2d322e"];
const isColor = (value: string) => /^#[0-9a-f]{6}$/i.test(value);

export function AppearancePage({ assistantId }: { assistantId: string }) {
  const assistant = useAssistant(assistantId);
  return (
    <QueryView query={assistant} skeleton={<FormSkeleton fields={5} />}>
      {(data) => <Appearance assistant={data} />}
    </QueryView>
  );
}

function Appearance({ assistant }: { assistant: Assistant }) {
  const { color, avatar, position, theme, language, greeting, suggestedQuestions } = assistant;
  const api = useAssistantForm({
    assistant,
    initialValues: { color, avatar, position, theme, language, greeting, suggestedQuestions },
    validate: (values) => ({
      color: isColor(values.color) ? null : "Write the colour like #2f6f4f",
      avatar: [...values.avatar.trim()].length > 8 ? "An emoji, or a few letters" : null,
    }),
    toChanges: (values) => ({ ...values, suggestedQuestions: written(values.suggestedQuestions) }),
  });
  const { form } = api;
  const shownColor = isColor(form.values.color) ? form.values.color.toLowerCase() : color;
  return (
    <div className={classes.twoColumns}>
      <SaveForm form={api}>
        <div>
          <ColorInput
            label="Colour"
            format="hex"
            swatches={swatches}
            swatchesPerRow={6}
            eyeDropperButtonProps={{ "aria-label": "Pick a colour from the screen" }}
            {...form.getInputProps("color")}
          />
          <ContrastNote color={shownColor} />
        </div>
        <TextInput
          label="Picture"
          description="An emoji or a few letters. Left empty: the initials of its name."
          maxLength={16}
          {...form.getInputProps("avatar")}
        />
        <Choice
          label="Theme"
          value={form.values.theme}
          data={[
            { value: "auto", label: "Like the visitor’s device" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
          onChange={(value) => form.setFieldValue("theme", assistantThemes.find((item) => item === value) ?? "auto")}
        />
        <Choice
          label="Place on the page"
          value={form.values.position}
          data={[
            { value: "left", label: "Bottom left" },
            { value: "right", label: "Bottom right" },
          ]}
          onChange={(value) =>
            form.setFieldValue("position", assistantPositions.find((item) => item === value) ?? "right")
          }
        />
        <NativeSelect
          label="Answers in"
          description="What it says of itself. What it quotes stays in the language of the document."
          data={languageChoices}
          {...form.getInputProps("language")}
          onChange={(event) =>
            form.setFieldValue(
              "language",
              assistantLanguageChoices.find((item) => item === event.currentTarget.value) ?? "auto",
            )
          }
        />
        <Textarea
          label="Greeting"
          description="The first thing a visitor reads."
          placeholder="Hello! What would you like to know?"
          autosize
          minRows={2}
          maxRows={5}
          maxLength={greetingMax}
          {...form.getInputProps("greeting")}
        />
        <StringList
          label="Questions to begin with"
          description="Up to six. A visitor asks one with a click; choose some that it answers well."
          noun="Question"
          values={form.values.suggestedQuestions}
          onChange={(values) => form.setFieldValue("suggestedQuestions", values)}
          most={suggestionsMost}
          maxLength={suggestionMax}
          placeholder="When do you open?"
          error={form.errors.suggestedQuestions}
        />
      </SaveForm>
      <div className={classes.preview}>
        <WidgetSketch
          name={assistant.name}
          {...form.values}
          color={shownColor}
          suggestedQuestions={written(form.values.suggestedQuestions)}
        />
      </div>
    </div>
  );
}

/** Text on the colour is always readable, because we choose it; the colour itself may still get lost on a white page. */
function ContrastNote({ color }: { color: string }) {
  const ink = inkOn(color);
  const page = contrastOf(color, "#ffffff");
  return (
    <Text size="xs" c="dimmed" mt={6} role="status">
      Text on it is {ink === "#ffffff" ? "white" : "black"}, contrast {contrastOf(color, ink).toFixed(1)} to 1: easy to
      read.
      {page < 3 &&
        ` On a white page the button itself stands out little (${page.toFixed(1)} to 1, 3 is advised); a darker colour is found sooner.`}
    </Text>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  onChange: (value: string) => void;
};

function Choice({ label, value, data, onChange }: ChoiceProps) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={540} component="span">
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        value={value}
        onChange={onChange}
        data={data}
        fullWidth
        orientation={data.length > 2 ? "vertical" : "horizontal"}
      />
    </Stack>
  );
}
