"use client";

import { Badge, PasswordInput, Text, TextInput } from "@mantine/core";
import type { ExampleSetting } from "@/lib/shared/env-example";
import classes from "./exports.module.css";

type Props = {
  /** What people call it. */
  host: string;
  needs: readonly ExampleSetting[];
  /** Where the app will most likely run. */
  address: string;
  /** Nothing was deployed there yet. */
  isFirst: boolean;
  inputProps: (name: string) => object;
};

/** What the project has to be told where it runs, with what each of it is and whether it is secret. */
export function SettingsFields({ host, needs, address, isFirst, inputProps }: Props) {
  if (needs.length === 0) return null;
  const usesSupabase = needs.some((need) => need.name.includes("SUPABASE"));
  return (
    <fieldset className={classes.settings}>
      <legend className={classes.settingsTitle}>Settings</legend>
      <Text size="sm" c="dimmed">
        They go to {host} with this deploy and are not kept here.{" "}
        {isFirst
          ? `What you leave empty has to be set at ${host}${usesSupabase ? "; until then the app runs and shows what is missing" : ""}.`
          : `Leave empty what is set at ${host} already.`}
      </Text>
      {needs.map((need) => (
        <SettingField key={need.name} need={need} address={address} inputProps={inputProps(need.name)} />
      ))}
      <Text size="sm" c="dimmed">
        {usesSupabase && (
          <>
            Once it runs, add its address with <code>/auth/confirm</code> to the redirect addresses in Supabase.{" "}
          </>
        )}
        The tables of the database are made by migrations; the project’s README says how.
      </Text>
    </fieldset>
  );
}

type FieldProps = { need: ExampleSetting; address: string; inputProps: object };

function SettingField({ need, address, inputProps }: FieldProps) {
  const { name, note, example, secret } = need;
  const isAddress = /^https?:\/\/localhost(:\d+)?$/.test(example);
  const shared = {
    label: (
      <span className={classes.settingLabel}>
        <code>{name}</code>
        <Badge size="sm" variant="light" color={secret ? "red" : "gray"}>
          {secret ? "secret" : "not secret"}
        </Badge>
      </span>
    ),
    description: note,
    placeholder: isAddress ? address : example,
    maxLength: 4000,
    autoComplete: "off",
    spellCheck: false,
    ...inputProps,
  };
  return secret ? <PasswordInput {...shared} /> : <TextInput autoCapitalize="none" {...shared} />;
}
