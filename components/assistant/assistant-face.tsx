import { inkOn } from "@/lib/shared/contrast";
import { initialsOf } from "@/lib/shared/format";
import classes from "./assistant.module.css";

/** The round picture of an assistant: its emoji or letters on its colour. Says nothing that its name does not. */
export function AssistantFace({ name, avatar, color }: { name: string; avatar: string; color: string }) {
  return (
    <span className={classes.face} style={{ background: color, color: inkOn(color) }} aria-hidden="true">
      {avatar === "" ? initialsOf(name) : avatar}
    </span>
  );
}
