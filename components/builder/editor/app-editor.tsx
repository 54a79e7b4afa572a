"use client";

import { Checkbox, NativeSelect } from "@mantine/core";
import { type Blueprint, LOCALES, SAMPLE_ROWS_MAX } from "@/lib/features/builder/blueprint/blueprint.schema";
import { BUILT_FEATURES } from "@/lib/features/builder/blueprint/features";
import { BUILT_STACKS, hasPages } from "@/lib/features/builder/blueprint/stacks";
import { darkWords, featureWords, languageName, radiusWords } from "@/lib/features/builder/edit/describe-more";
import type { OperationOf } from "@/lib/features/builder/edit/operations";
import { stackWords } from "../stack-words";
import classes from "./editor.module.css";
import { CommitInput, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { blueprint: Blueprint; push: Push };
type Change = Omit<OperationOf<"changeApp">, "kind">;

const fonts = { system: "The device's own", serif: "Serif", rounded: "Rounded", mono: "Typewriter" } as const;
/** Explanations below the inputs keep the inputs of a row on one line. */
const below: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const listOf = <K extends string>(words: Record<K, string>) =>
  (Object.entries(words) as [K, string][]).map(([value, label]) => ({ value, label: capital(label) }));
const languages = LOCALES.map((value) => ({ value, label: languageName(value) }));

/** What holds for the whole app: its name, language, money, looks and what it is built as. */
export function AppEditor({ blueprint, push }: Props) {
  const { problem, run } = useAttempt(push);
  const change = (what: Change) => push({ kind: "changeApp", ...what });
  const { app, stack } = blueprint;
  return (
    <>
      <fieldset className={classes.group}>
        <legend>The app</legend>
        <div className={classes.grid}>
          <CommitInput label="Name of the app" value={app.name} commit={(name) => push({ kind: "renameApp", name })} />
          <CommitInput
            label="Line below the name"
            value={app.tagline}
            maxLength={160}
            mayBeEmpty
            commit={(tagline) => change({ tagline })}
          />
          <NativeSelect
            label="Language"
            inputWrapperOrder={below}
            description="Of buttons and messages. The names in the plan stay."
            value={blueprint.locale}
            data={languages}
            onChange={(event) => {
              const locale = LOCALES.find((item) => item === event.currentTarget.value);
              if (locale) run({ kind: "changeApp", locale });
            }}
          />
          <CommitInput
            label="Currency"
            inputWrapperOrder={below}
            description="Three letters, such as EUR."
            value={app.currency}
            maxLength={3}
            commit={(text) => currencyProblem(text) ?? change({ currency: text.toUpperCase() })}
          />
          <NativeSelect
            label="Built as"
            inputWrapperOrder={below}
            description={stackWords[stack].about}
            value={stack}
            data={BUILT_STACKS.map((value) => ({ value, label: stackWords[value].label }))}
            onChange={(event) => {
              const next = BUILT_STACKS.find((item) => item === event.currentTarget.value);
              if (next) run({ kind: "setStack", stack: next });
            }}
          />
          <CommitInput
            label="Made-up rows in each list"
            inputWrapperOrder={below}
            description={`0 to ${SAMPLE_ROWS_MAX}, to try it out with.`}
            inputMode="numeric"
            value={String(blueprint.seed.count)}
            maxLength={2}
            commit={(text) =>
              /^\d{1,2}$/.test(text) && Number(text) <= SAMPLE_ROWS_MAX
                ? change({ sampleRows: Number(text) })
                : { code: "shape_invalid", message: `Write a whole number up to ${SAMPLE_ROWS_MAX}` }
            }
          />
        </div>
        <ProblemText problem={problem} />
      </fieldset>
      <Features blueprint={blueprint} push={push} />
      {hasPages(stack) ? (
        <Looks blueprint={blueprint} push={push} />
      ) : (
        <p className={classes.empty}>An API has no pages, so it has no colours, type or corners to choose.</p>
      )}
    </>
  );
}

const currencyProblem = (text: string) =>
  /^[A-Za-z]{3}$/.test(text) ? null : { code: "shape_invalid", message: "Write its three letters, such as EUR" };

function Features({ blueprint, push }: Props) {
  const { problem, run } = useAttempt(push);
  return (
    <fieldset className={classes.group}>
      <legend>Offers</legend>
      <div className={classes.checks}>
        {BUILT_FEATURES.map((feature) => (
          <Checkbox
            key={feature}
            label={capital(featureWords[feature])}
            checked={blueprint.features.includes(feature)}
            onChange={(event) => run({ kind: "setFeature", feature, on: event.currentTarget.checked })}
          />
        ))}
      </div>
      <p className={classes.dim}>
        Search is chosen with each field, forms that anybody may fill in under Access, histories and reports under
        Pages.
      </p>
      <ProblemText problem={problem} />
    </fieldset>
  );
}

function Looks({ blueprint, push }: Props) {
  const { problem, run } = useAttempt(push);
  const { theme } = blueprint.app;
  const set = (part: Partial<typeof theme>) => run({ kind: "changeApp", theme: part });
  return (
    <fieldset className={classes.group}>
      <legend>Looks</legend>
      <div className={classes.grid}>
        <CommitInput
          label="Colour"
          inputWrapperOrder={below}
          description="As #rrggbb. Text on it stays readable by itself."
          value={theme.primary}
          maxLength={7}
          leftSection={<span className={classes.swatch} style={{ background: theme.primary }} aria-hidden="true" />}
          commit={(text) =>
            /^#[0-9a-f]{6}$/i.test(text)
              ? push({ kind: "changeApp", theme: { primary: text.toLowerCase() } })
              : { code: "shape_invalid", message: "Write a colour such as #2f6f8f" }
          }
        />
        <NativeSelect
          label="Light or dark"
          value={theme.dark}
          data={listOf(darkWords)}
          onChange={(event) => set({ dark: keyIn(darkWords, event.currentTarget.value, theme.dark) })}
        />
        <NativeSelect
          label="Corners"
          value={theme.radius}
          data={listOf(radiusWords)}
          onChange={(event) => set({ radius: keyIn(radiusWords, event.currentTarget.value, theme.radius) })}
        />
        <NativeSelect
          label="Type"
          value={theme.font}
          data={listOf(fonts)}
          onChange={(event) => set({ font: keyIn(fonts, event.currentTarget.value, theme.font) })}
        />
      </div>
      <ProblemText problem={problem} />
    </fieldset>
  );
}

const keyIn = <K extends string>(words: Record<K, string>, value: string, otherwise: K): K =>
  (Object.keys(words) as K[]).find((key) => key === value) ?? otherwise;
