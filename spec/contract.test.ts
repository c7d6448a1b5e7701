import { describe, expect, test } from 'vitest';
import { type Contract, loadContract, readContract } from './contract.js';
import { responseKinds } from './profile.js';
import { builtInNames, loadProfile } from './profiles/index.js';

describe.each(builtInNames)('the contract under %s, loaded without being checked', (name) => {
  test('passes every check that a contract file must pass, and is the same as if it had come from one', async () => {
    const loaded = await loadContract((await loadProfile(name)).profile);
    const read = await readContract(loaded.openapi);
    expect(plain(loaded)).toEqual(plain(read));
    for (const kind of responseKinds) {
      const examples = [...loaded.scenarios.values()].filter(({ isJson }) => isJson).map(({ example }) => example);
      for (const body of [...examples, undefined, {}, 'FAILED'])
        expect(loaded.bodyProblems(kind, body)).toEqual(read.bodyProblems(kind, body));
    }
  });
});

test('a schema that cannot be compiled is refused when the contract is read, not with the first answer', async () => {
  const { openapi } = await loadContract();
  const text = JSON.stringify(openapi).replace('"const":"FAILED"', '"type":"strnig"');
  await expect(readContract(JSON.parse(text))).rejects.toThrow();
});

/** What can be compared: all but the functions. */
function plain({ scenarios, ...contract }: Contract): unknown {
  return JSON.parse(JSON.stringify({ ...contract, scenarios: [...scenarios.values()] }));
}
