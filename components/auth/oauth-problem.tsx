import { Alert } from "@mantine/core";

export function OAuthProblem({ code }: { code: string | undefined }) {
  if (code === undefined) return null;
  return (
    <Alert color="red" role="alert" title="Signing in did not work">
      The provider refused, or the attempt took too long. Try again, or use your e-mail address.
    </Alert>
  );
}
