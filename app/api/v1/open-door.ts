import "./all-routes";
import { type NodeDoor, nodeDoor } from "@/lib/platform/http/node-door";

type Holder = typeof globalThis & { __atriumDoor?: NodeDoor };

/** From here on server.mjs brings requests of the API to their handlers itself. */
export function openDoor(): void {
  (globalThis as Holder).__atriumDoor = nodeDoor();
}
