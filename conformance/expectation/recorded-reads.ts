/** Decisions, or a branch of them, that record the paths of the leaves that are read. A list is a leaf. */
export function recordReads<Branch extends object>(branch: Branch, read: Set<string>, prefix = ''): Branch {
  return new Proxy(branch, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      const path = `${prefix}${String(key)}`;
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return recordReads(value, read, `${path}.`);
      read.add(path);
      return value;
    },
  });
}
