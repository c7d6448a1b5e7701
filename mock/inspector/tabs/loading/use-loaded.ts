import { useEffect, useState } from 'preact/hooks';
import type { AdminResult } from '../../api/admin-types.js';

/** What a tab has loaded. While it loads again, the earlier value stays. */
export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: Value }
  | { readonly state: 'failed'; readonly problem: string };

/**
 * Loads a value when the component appears, and again whenever one of `when` changes. Returns it with a function that
 * loads it again. An answer that a later call has overtaken is dropped.
 */
export function useLoaded<Value>(
  load: () => Promise<AdminResult<Value>>,
  when: readonly unknown[],
): readonly [loaded: Loaded<Value>, again: () => void] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void load().then((answer) => {
      if (isCurrent)
        setLoaded(answer.ok ? { state: 'loaded', value: answer.value } : { state: 'failed', problem: answer.problem });
    });
    return () => {
      isCurrent = false;
    };
  }, [...when, round]);
  return [loaded, () => setRound(round + 1)];
}
