"use client";

import { SegmentedControl, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";

const options = [
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
  { value: "auto", label: "Like the system", icon: IconDeviceDesktop },
] as const;

export function ThemeSwitch({ fullWidth = false }: { fullWidth?: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The stored choice is only known in the browser; the server renders the neutral option.
  const mounted = useMounted();
  return (
    <SegmentedControl
      size="xs"
      fullWidth={fullWidth}
      aria-label="Theme"
      value={mounted ? colorScheme : "auto"}
      onChange={(value) => setColorScheme(value === "light" || value === "dark" ? value : "auto")}
      data={options.map(({ value, label, icon: Icon }) => ({
        value,
        label: (
          <span style={{ display: "grid", placeItems: "center", minHeight: 24, minWidth: 24 }}>
            <Icon size={16} aria-hidden="true" />
            <VisuallyHidden>{label}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  );
}
