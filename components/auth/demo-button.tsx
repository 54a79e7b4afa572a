"use client";

import { Button, type ButtonProps, Text } from "@mantine/core";
import { errorSentence } from "@/components/patterns/error-words";
import { useDemo } from "./use-demo";

export function DemoButton({ label = "Open the demo", ...props }: ButtonProps & { label?: string }) {
  const demo = useDemo();
  return (
    <>
      <Button {...props} loading={demo.isPending || demo.isSuccess} onClick={() => demo.mutate()}>
        {label}
      </Button>
      {demo.isError && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {errorSentence(demo.error)}
        </Text>
      )}
    </>
  );
}
