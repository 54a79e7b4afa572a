"use client";

import { Anchor, type AnchorProps, Button, type ButtonProps, type PolymorphicComponentProps } from "@mantine/core";
import Link from "next/link";

/** Client wrappers: a server component cannot hand `component={Link}` across the boundary. */
export function ButtonLink(props: PolymorphicComponentProps<typeof Link, ButtonProps>) {
  return <Button component={Link} {...props} />;
}

export function TextLink(props: PolymorphicComponentProps<typeof Link, AnchorProps>) {
  return <Anchor component={Link} {...props} />;
}
