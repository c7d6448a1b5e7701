import { describe, expect, test } from 'vitest';
import { type Contract, loadContract, readContract } from './contract.js';
import { builtInNames, loadProfile } from './profiles/index.js';
import { responseKinds } from './vocabulary.js';

describe.each(builtInNames)('the contract under %s, loaded without validation', (name) => {
  test('passes every check of a contract file, and equals the contract read from such a file', async () => {
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

test('a schema that does not compile is rejected when the contract is read, not with the first answer', async () => {
  const { openapi } = await loadContract();
  const text = JSON.stringify(openapi).replace('"const":"FAILED"', '"type":"strnig"');
  await expect(readContract(JSON.parse(text))).rejects.toThrow();
});

test.each([
  ['{"X-Note":"a – b"', /success: \/x-headers\/X-Note must match .* \(only Latin-1 characters, .*plain dash/],
  ['{"X-Note":"a\\nb"', /success: \/x-headers\/X-Note must match .* no line breaks/],
  ['{"X Note":"a"', /success: \/x-headers must match .* \("X Note" is not a header's name/],
])('a header that cannot be sent, %s, is rejected when the contract is read', async (header, why) => {
  const { openapi } = await loadContract();
  const withHeader = (headers: string) => JSON.stringify(openapi).replace('"x-headers":{', `"x-headers":${headers},`);
  await expect(readContract(JSON.parse(withHeader(header)))).rejects.toThrow(why);
  const read = await readContract(JSON.parse(withHeader('{"X-Note":"Café (a-b)"')));
  expect(read.scenarios.size).toBeGreaterThan(7);
});

/** The comparable part: everything but the functions. */
function plain({ scenarios, ...contract }: Contract): unknown {
  return JSON.parse(JSON.stringify({ ...contract, scenarios: [...scenarios.values()] }));
}
