/** Lists and objects inside each other. What is expected has fewer than ten; what has thousands can end a stack. */
export const deepest = 100;

/**
 * Whether a value is nested too deeply, or holds itself, found without going down into it: that could itself end the stack.
 */
export function isTooDeep(value: unknown): boolean {
  const isNest = (one: unknown): one is object => typeof one === 'object' && one !== null;
  let level = new Set([value].filter(isNest));
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth >= deepest) return true;
    // Each once: what is shared by several, or holds itself twice, would double from level to level.
    level = new Set([...level].flatMap((one) => Object.values(one).filter(isNest)));
  }
  return false;
}

/** What is wrong with a value that {@link isTooDeep}, to stand behind its name. */
export const tooDeepWords = `has more than ${deepest} lists and objects inside each other, or holds itself; give a plain value`;
