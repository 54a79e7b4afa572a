import { Text } from "@mantine/core";
import type { Build } from "@/lib/features/build/build.schema";
import { formatNumber, plural } from "@/lib/shared/format";

/** Who wrote the plan, what that used, and why the offline engine did where a model was asked. */
export function EngineLine({ build }: { build: Build }) {
  const { engine, usage } = build;
  const isModel = engine.kind === "llm" && engine.model !== null;
  return (
    <Text size="xs" c="dimmed" mt="sm">
      {isModel
        ? `Plan written by ${engine.model}, checked by Atrium.`
        : (engine.fallback?.message ?? "Plan written by the offline engine.")}
      {usage !== null && ` ${usageSentence(usage)}`}
    </Text>
  );
}

function usageSentence({ calls, promptTokens, completionTokens, costMicroUsd }: NonNullable<Build["usage"]>): string {
  const tokens = `${plural(calls, "call")} to the model, ${formatNumber(promptTokens + completionTokens)} tokens`;
  return costMicroUsd === null ? `${tokens}.` : `${tokens}, $${(costMicroUsd / 1_000_000).toFixed(4)}.`;
}
