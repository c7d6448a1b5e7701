/** Returns the paths of the leaves of nested decisions, e.g. `pictures.megabyte`. A list is a leaf. */
export function leafPathsOf(decisions: object, prefix = ''): string[] {
  return Object.entries(decisions).flatMap(([key, value]) =>
    isBranch(value) ? leafPathsOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

/** Returns the decision, or the part of the decisions, at a path; undefined where there is none. */
export function decisionAt(decisions: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (isBranch(at) && Object.hasOwn(at, key) ? at[key] : undefined), decisions);
}

/** Returns the decisions with some of them replaced. Lists are replaced whole. The changes must have the decisions' types. */
export function withDecisions<Base extends object>(base: Base, changes: object): Base {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(base));
  for (const [key, change] of Object.entries(changes)) {
    const before = merged[key];
    merged[key] = isBranch(change) && isBranch(before) ? withDecisions(before, change) : change;
  }
  return merged as Base;
}

/** Nests values by their dotted paths: `[['pictures.megabyte', 1]]` becomes `{ pictures: { megabyte: 1 } }`. */
export function nest(values: readonly (readonly [path: string, value: unknown])[]): object {
  const root: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at = root;
    for (const key of keys) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[last] = value;
  }
  return root;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
