import { Badge } from "@mantine/core";
import { IconHammer, IconMessageCircle, IconSpeakerphone, IconUsersGroup } from "@tabler/icons-react";
import classes from "./modules.module.css";

const modules = [
  {
    icon: IconHammer,
    name: "Builder",
    ready: true,
    body: "Turns an idea into a blueprint, and the blueprint into a complete project you can read file by file and download.",
  },
  {
    icon: IconUsersGroup,
    name: "Portal",
    ready: false,
    body: "Clients look at versions of plans, mock-ups and PDFs, comment on the spot, and approve or ask for changes, without an account.",
  },
  {
    icon: IconSpeakerphone,
    name: "Social",
    ready: false,
    body: "Launch campaigns drafted, approved, scheduled and measured, with no post published twice and none silently dropped.",
  },
  {
    icon: IconMessageCircle,
    name: "Assistant",
    ready: false,
    body: "Answers visitors from the client’s own documents with citations, and hands over to a person when it should.",
  },
] as const;

export function Modules() {
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>One workspace, four rooms around it</h2>
      <p className={classes.lead}>
        The Builder is open today, with workspaces, roles, invitations, API keys and an audit log. The other three are
        next; we say so rather than show you a button that does nothing.
      </p>
      <ul className={classes.list}>
        {modules.map(({ icon: Icon, name, ready, body }) => (
          <li key={name} className={classes.card} data-ready={ready}>
            <span className={classes.door}>
              <Icon size={24} stroke={1.6} aria-hidden="true" />
            </span>
            <h3 className={classes.name}>
              {name}
              <Badge color={ready ? "patina" : "gray"}>{ready ? "Works today" : "Next"}</Badge>
            </h3>
            <p className={classes.body}>{body}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
