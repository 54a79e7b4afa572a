export type Rename = { from: string; to: string };

/**
 * Renames in an order in which no name is taken. Swapped or rotated names go through a name nobody uses.
 * Pairs with equal names are left out.
 */
export function planRenames<T extends Rename>(pairs: readonly T[]): T[] {
  const moves = pairs.filter(({ from, to }) => from !== to);
  const taken = new Set(moves.map(({ from }) => from));
  const direct = moves.filter(({ to }) => !taken.has(to));
  const detours = moves
    .filter(({ to }) => taken.has(to))
    .map((move, index) => {
      const between = `renaming_${index + 1}`;
      return { first: { ...move, to: between }, second: { ...move, from: between } };
    });
  return [...detours.map(({ first }) => first), ...direct, ...detours.map(({ second }) => second)];
}
