/** Longest name in bytes that Postgres keeps (NAMEDATALEN - 1). */
const LONGEST = 63;

/**
 * Names Postgres gives to constraints that have none, as `makeObjectName` and `ChooseConstraintName` of its source do:
 * the two parts lose characters from the longer one until all fits, and a taken name gets a number.
 */
export class AutoNames {
  private readonly taken = new Set<string>();

  choose(table: string, columns: readonly string[], label: string): string {
    for (let pass = 0; ; pass += 1) {
      const name = objectName(table, columns.join("_"), pass === 0 ? label : `${label}${pass}`);
      if (this.taken.has(name)) continue;
      return this.take(name);
    }
  }

  take(name: string): string {
    this.taken.add(name);
    return name;
  }
}

function objectName(table: string, column: string, label: string): string {
  const room = LONGEST - (label.length + 1) - (column === "" ? 0 : 1);
  let [first, second] = [table.length, column.length];
  while (first + second > room) {
    if (first > second) first -= 1;
    else second -= 1;
  }
  return [table.slice(0, first), column.slice(0, second), label].filter((part) => part !== "").join("_");
}
