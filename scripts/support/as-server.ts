import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const condition = "--conditions=react-server";

/** `server-only` resolves to nothing under this condition and throws without it: starts the script again where it is missing. */
export function asServer(scriptUrl: string): void {
  if (process.execArgv.includes(condition)) return;
  const again = [condition, "--import", "tsx", fileURLToPath(scriptUrl), ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, again, { stdio: "inherit" });
  process.exit(status ?? 1);
}
