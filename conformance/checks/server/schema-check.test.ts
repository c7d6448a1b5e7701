import { expect, test } from 'vitest';
import { buildOpenApi, documented, loadContract, readContract } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { runOnMock } from '../../run-on-mock.test-helper.js';

const success = cases.filter(({ id }) => id === 'success-all-parts');

test('the schema of an edited contract finds what no check of the document looks for, and it alone', async () => {
  const text = JSON.stringify(buildOpenApi(documented));
  const figure = JSON.stringify('^[01]\\.[0-9]{5}$');
  expect(text).toContain(figure);
  // The mock answers with a similarity of 0.8 and more.
  const edited = await readContract(JSON.parse(text.replace(figure, JSON.stringify('^0\\.[0-7][0-9]{4}$'))));
  const [result] = await runOnMock(await loadContract(), success, edited);
  expect(result?.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(['schema']);
  expect(result?.verdict).toBe('failed');
});

test('the schema passes an answer that follows the contract', async () => {
  const [result] = await runOnMock(await loadContract(), success);
  expect(result?.checks.find(({ id }) => id === 'schema')?.outcome).toBe('passed');
});
