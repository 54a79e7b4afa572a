"use client";

import { Kbd, Modal, Stack, Switch, Text } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { Fragment } from "react";
import { navItems } from "./nav";
import classes from "./shortcuts-dialog.module.css";
import { useSingleKeysEnabled } from "./use-shortcuts";

export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [enabled, setEnabled] = useSingleKeysEnabled();
  const os = useOs();
  const mod = os === "macos" ? "⌘" : "Ctrl";
  const rows: [string[], string][] = [
    [[mod, "K"], "Search and jump anywhere"],
    [[mod, "Enter"], "Build the idea, in the idea box"],
    [["/"], "Search and jump anywhere"],
    [["c"], "Create a project"],
    [["?"], "This list"],
    ...navItems.map((item): [string[], string] => [["g", item.key], `Go to ${item.label}`]),
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>Keyboard shortcuts</Text>}>
      <Stack>
        <dl className={classes.list}>
          {rows.map(([keys, what]) => (
            <div key={`${keys.join("")}${what}`} className={classes.row}>
              <dt>
                {keys.map((key, index) => (
                  <Fragment key={key}>
                    {index > 0 && <span className={classes.then}> </span>}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <Switch
          label="Single-key shortcuts"
          description="Turn them off if you use speech input or press keys by accident."
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}
