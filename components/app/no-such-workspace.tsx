import { NotFoundState } from "./not-found-state";

export function NoSuchWorkspace({ email }: { email: string | undefined }) {
  const who = email === undefined ? "" : ` You are signed in as ${email}.`;
  return (
    <NotFoundState
      title="There is no such workspace for you"
      body={`It may be spelt differently, or your access ended.${who}`}
    />
  );
}
