import { type Door, openDoor } from "./door";

/** Runs a door as an Edge Function: secrets from its environment, one line of JSON a request in its log. */
export function serveDoor(name: string, door: Door): void {
  Deno.serve(openDoor(door, { name, variable: (key) => Deno.env.get(key), log: (line) => console.log(line) }));
}
