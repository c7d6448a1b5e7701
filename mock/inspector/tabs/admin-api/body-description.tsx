import type { ShownOperation, ShownSchema } from './admin-document.js';
import { SchemaView } from './schema-view.js';

/** The body of an operation: its examples, and its schema. */
export function BodyDescription({
  body: { required, content },
  schemas,
}: {
  readonly body: NonNullable<ShownOperation['requestBody']>;
  readonly schemas: Readonly<Record<string, ShownSchema>>;
}) {
  const { schema, example, examples } = content['application/json'] ?? {};
  const shown = examples ? Object.entries(examples).map(([name, { value }]) => ({ name, value })) : [];
  if (shown.length === 0 && example !== undefined) shown.push({ name: 'example', value: example });
  const text = content['text/plain']?.example;
  return (
    <>
      <h4>Body{required ? '' : ' (may be omitted)'}</h4>
      {shown.map(({ name, value }) => (
        <figure key={name}>
          <figcaption class="soft small">{name}</figcaption>
          <pre class="block">{JSON.stringify(value, null, 2)}</pre>
        </figure>
      ))}
      {typeof text === 'string' && (
        <figure>
          <figcaption class="soft small">
            as plain text, with <code>Content-Type: text/plain</code>
          </figcaption>
          <pre class="block">{text}</pre>
        </figure>
      )}
      {schema && (
        <details>
          <summary>Schema of the body</summary>
          <SchemaView schema={schema} schemas={schemas} />
        </details>
      )}
    </>
  );
}
