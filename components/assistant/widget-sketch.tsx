"use client";

import { Text, useComputedColorScheme } from "@mantine/core";
import { IconMessageCircle } from "@tabler/icons-react";
import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import { inkOn } from "@/lib/shared/contrast";
import { AssistantFace } from "./assistant-face";
import classes from "./forms.module.css";

type Props = Pick<
  Assistant,
  "name" | "color" | "avatar" | "position" | "theme" | "language" | "greeting" | "suggestedQuestions"
>;

/** A drawing of what visitors will see. Nothing in it can be used; the Overview is for trying the assistant out. */
export function WidgetSketch(props: Props) {
  const { name, color, avatar, position, theme, language, greeting, suggestedQuestions } = props;
  const scheme = useComputedColorScheme("light");
  const ink = inkOn(color);
  return (
    <figure style={{ margin: 0 }}>
      <Text component="figcaption" size="sm" c="dimmed" mb={6}>
        Preview
      </Text>
      <div className={classes.stage} data-position={position}>
        <div
          className={classes.panel}
          data-theme={theme === "auto" ? scheme : theme}
          dir={language === "ar" ? "rtl" : "auto"}
        >
          <div className={classes.panelHead} style={{ background: color, color: ink }}>
            <AssistantFace name={name} avatar={avatar} color={ink} />
            <span>{name}</span>
          </div>
          <div className={classes.panelBody}>
            <div className={classes.bubble}>
              {greeting.trim() === "" ? "Hello! What would you like to know?" : greeting}
            </div>
            {suggestedQuestions.length > 0 && (
              <ul className={classes.asks}>
                {suggestedQuestions.map((question) => (
                  <li key={question}>{question}</li>
                ))}
              </ul>
            )}
          </div>
          <div className={classes.panelFoot}>Write a message</div>
        </div>
        <div className={classes.launcher} style={{ background: color, color: ink }}>
          <IconMessageCircle size={26} aria-hidden="true" />
        </div>
      </div>
    </figure>
  );
}
