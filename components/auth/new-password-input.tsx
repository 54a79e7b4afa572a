"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useId } from "@mantine/hooks";
import { passwordStrength } from "./field-rules";
import classes from "./new-password-input.module.css";

type Props = Omit<PasswordInputProps, "value"> & { value: string };

export function NewPasswordInput({ value, ...props }: Props) {
  const id = useId();
  const strength = passwordStrength(value);
  return (
    <div>
      <PasswordInput autoComplete="new-password" {...props} value={value} aria-describedby={id} />
      <div className={classes.meter} aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-on={strength.score >= step} data-score={strength.score} />
        ))}
      </div>
      <p id={id} className={classes.hint} aria-live="polite">
        {strength.label === "" ? strength.hint : `${strength.label}. ${strength.hint}`}
      </p>
    </div>
  );
}
