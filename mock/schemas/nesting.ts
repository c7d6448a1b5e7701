/** Maximum nesting of lists and objects. Valid values have fewer than ten levels; thousands can overflow the stack. */
export const maxDepth = 100;

/** Returns whether a value is nested too deeply or circular. It does not recurse, which could overflow the stack. */
export function isTooDeep(value: unknown): boolean {
  const isNest = (one: unknown): one is object => typeof one === 'object' && one !== null;
  let level = new Set([value].filter(isNest));
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth >= maxDepth) return true;
    // A set, because shared and circular references would double the level each time.
    level = new Set([...level].flatMap((one) => Object.values(one).filter(isNest)));
  }
  return false;
}

/** The problem of a value that {@link isTooDeep}, for use after its name. */
export const tooDeepMessage = `has more than ${maxDepth} levels of nested lists and objects, or is circular; give a plain value`;
