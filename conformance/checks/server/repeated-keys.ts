const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Finds the keys that an object of a JSON text has more than once, each with its path. `JSON.parse` keeps the last of them
 * only. The text must be valid JSON.
 */
export function findRepeatedKeys(text: string): readonly string[] {
  const repeated: string[] = [];
  /** The objects and lists around a token; a list has no keys. */
  const levels: { readonly path: string; readonly keys: Set<string> | undefined }[] = [];
  let last = '';
  let key = '';
  for (const [token] of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const path = level?.keys ? joinPath(level.path, key) : (level?.path ?? '');
      levels.push({ path, keys: token === '{' ? new Set() : undefined });
    } else if (token === '}' || token === ']') {
      levels.pop();
    } else if (token === ':' && level?.keys) {
      key = JSON.parse(last) as string;
      if (level.keys.has(key)) repeated.push(joinPath(level.path, key));
      level.keys.add(key);
    }
    last = token;
  }
  return [...new Set(repeated)];
}

function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
