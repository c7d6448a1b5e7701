import type { ShownReading } from './load-profile.js';

/** Returns a profile file that follows a reading, in YAML. */
export function profileFile({ values }: ShownReading, base: string): string {
  const leaves = values.map(({ path, value }) => ({ names: path.split('.'), value }));
  return ['name: mine', `extends: ${JSON.stringify(base)}`, 'decisions:', ...linesOf(leaves, 1)].join('\n');
}

interface Leaf {
  readonly names: readonly string[];
  readonly value: unknown;
}

/** Returns the lines of a tree of decisions. JSON is YAML too, so values are JSON. */
function linesOf(leaves: readonly Leaf[], depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  return [...new Set(leaves.map(({ names }) => names[0]))].flatMap((name) => {
    const below = leaves.filter(({ names }) => names[0] === name);
    const leaf = below.find(({ names }) => names.length === 1);
    if (leaf) return [`${indent}${name}: ${JSON.stringify(leaf.value)}`];
    const rest = below.map(({ names, value }) => ({ names: names.slice(1), value }));
    return [`${indent}${name}:`, ...linesOf(rest, depth + 1)];
  });
}
