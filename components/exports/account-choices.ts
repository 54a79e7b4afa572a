import type { Connection } from "@/lib/features/connection/connection.schema";

export function accountChoices(connections: readonly Connection[]) {
  return connections.map(({ id, account, state }) => ({
    value: id,
    label: state === "works" ? account : `${account} (token ${state})`,
  }));
}

/** The one to begin with. */
export function firstWorking(connections: readonly Connection[]): Connection | undefined {
  return connections.find((connection) => connection.state === "works") ?? connections[0];
}
