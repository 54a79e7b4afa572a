"use client";

import { Divider } from "@mantine/core";
import { DemoButton } from "./demo-button";

export function DemoSection() {
  return (
    <>
      <Divider label="or just look around" />
      <DemoButton variant="light" fullWidth />
    </>
  );
}
