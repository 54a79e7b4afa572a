import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/links";
import { type ConnectionProvider, providerNames } from "@/lib/features/connection/connection.schema";
import classes from "./connections.module.css";

/** What a team is called there, and whether to name one. */
export const teamWords: Partial<Record<ConnectionProvider, { label: string; description: string }>> = {
  vercel: { label: "Team", description: "Its name in addresses. Leave empty to use the token’s own account." },
  railway: { label: "Workspace", description: "Its id or name. Leave empty if the token sees only one." },
  netlify: { label: "Team", description: "Its name in addresses. Leave empty to use your own team." },
};

/** How to come by a token that is good enough and no better than needed. */
export function TokenSteps({ provider, githubUrl }: { provider: ConnectionProvider; githubUrl: string }) {
  const name = providerNames[provider];
  const how: Record<ConnectionProvider, ReactNode> = {
    github: <GitHubToken url={githubUrl} />,
    vercel: (
      <>
        Make a token at Vercel under{" "}
        <Outside href="https://vercel.com/account/settings/tokens">Account settings, Tokens</Outside>. Choose the team
        whose projects it may deploy as its scope, and a time after which it ends.
      </>
    ),
    netlify: (
      <>
        Make a token at Netlify under{" "}
        <Outside href="https://app.netlify.com/user/applications#personal-access-tokens">
          User settings, Applications
        </Outside>
        , with a time after which it ends. It may do what its person may, in every team of theirs.
      </>
    ),
    railway: (
      <>
        Make a token at Railway under{" "}
        <Outside href="https://railway.com/account/tokens">Account settings, Tokens</Outside>, best for one workspace;
        its id stands in the workspace’s settings. Give Railway’s GitHub app access to the repositories that projects
        are exported to: it builds from those.
      </>
    ),
  };
  return (
    <ol className={classes.steps}>
      <li>{how[provider]}</li>
      <li>Paste it here. Atrium asks {name} whose it is and keeps it encrypted; nobody sees it again.</li>
    </ol>
  );
}

function GitHubToken({ url }: { url: string }) {
  return (
    <>
      Make a token at GitHub:{" "}
      <Outside href={`${url}/settings/tokens/new?scopes=repo,workflow&description=Atrium`}>a classic one</Outside> with
      the scopes <strong>repo</strong> and <strong>workflow</strong>, or a{" "}
      <Outside href={`${url}/settings/personal-access-tokens/new`}>fine-grained one</Outside> that may write Contents,
      Pull requests and Workflows. To create repositories it needs to write Administration, too.
    </>
  );
}

function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <TextLink href={href} target="_blank" rel="noreferrer" underline="always">
      {children}
    </TextLink>
  );
}
