import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { contractUnder, documented } from '../../../spec/index.js';
import { casesForServers } from '../../run-on-mock.test-helper.js';
import { collect } from '../collect.js';
import { postmanFormat } from './postman.js';
import { postmanCollectionSchema, postmanEnvironmentSchema } from './postman-schema.test-helper.js';

const { collection } = collect(casesForServers, contractUnder(documented), postmanFormat);
const [written, environment] = postmanFormat.write(collection).map(({ text }) => JSON.parse(text) as unknown);

test('the collection and the environment are valid', () => {
  const ajv = new Ajv({ allErrors: true });
  for (const [schema, value] of [
    [postmanCollectionSchema, written],
    [postmanEnvironmentSchema, environment],
  ] as const) {
    const validate = ajv.compile(schema);
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  }
});

test('each topic is a folder, with the example of the document first', () => {
  const { item } = written as { item: { name: string; item: { name: string }[] }[] };
  expect(item.map(({ name }) => name).slice(0, 3)).toEqual(["The document's example", 'HTTP', 'Answers']);
  expect(item[0]?.item).toHaveLength(1);
  expect(item.flatMap((folder) => folder.item)).toHaveLength(collection.exchanges.length);
});

test('no file holds another key than those of the mock', () => {
  const { values } = environment as { values: { key: string; value: string; type: string }[] };
  expect(values.filter(({ type }) => type === 'secret').map(({ key, value }) => `${key}=${value}`)).toEqual([
    'key=ADINS_key1234',
    'emptyKey=ADINS_key1234_empty',
  ]);
});
