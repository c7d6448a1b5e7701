/**
 * The parts of Postman's collection format 2.1 that the export uses, closed: a key that is not listed is an error. The
 * published schema is on no package registry, and newman reads what it does not know without a word.
 */

const text = { type: 'string' } as const;

function closed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false } as const;
}

const listOf = (items: object) => ({ type: 'array', items }) as const;

const event = closed({
  listen: { enum: ['test', 'prerequest'] },
  script: closed({ type: { const: 'text/javascript' }, exec: listOf(text) }),
});

const formField = {
  oneOf: [
    closed({ key: text, type: { const: 'text' }, value: text }),
    closed({ key: text, type: { const: 'file' }, src: text, contentType: text }, ['contentType']),
  ],
};

const request = closed(
  {
    method: { enum: ['GET', 'PUT', 'POST', 'DELETE'] },
    header: listOf(closed({ key: text, value: text })),
    body: {
      oneOf: [
        closed({ mode: { const: 'raw' }, raw: text }),
        closed({ mode: { const: 'formdata' }, formdata: listOf(formField) }),
      ],
    },
    url: closed({ raw: text, host: listOf(text), path: listOf(text) }),
    description: text,
  },
  ['body'],
);

const item = closed({
  name: text,
  event: listOf(event),
  protocolProfileBehavior: { type: 'object' },
  request,
  response: { type: 'array', maxItems: 0 },
});

/** JSON Schema of a collection. */
export const postmanCollectionSchema = closed({
  info: closed({
    name: text,
    description: text,
    schema: { const: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  }),
  item: listOf(closed({ name: text, item: listOf(item) })),
  variable: listOf(closed({ key: text, value: text, type: { const: 'string' } })),
});

/** JSON Schema of an environment. */
export const postmanEnvironmentSchema = closed({
  name: text,
  values: listOf(closed({ key: text, value: text, type: { enum: ['default', 'secret'] }, enabled: { const: true } })),
  _postman_variable_scope: { const: 'environment' },
});
