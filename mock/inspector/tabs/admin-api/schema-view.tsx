import { LazyDetails } from '../lazy-details.js';
import type { ShownSchema } from './admin-document.js';
import { formsOf, resolved, type ShownSchemas, typeInWords } from './schema-words.js';

/** A schema as a list of properties. Those of a property open on demand, because schemas may contain themselves. */
export function SchemaView({ schema, schemas }: { readonly schema: ShownSchema; readonly schemas: ShownSchemas }) {
  const whole = resolved(schema, schemas);
  const forms = formsOf(whole, schemas).map((form) => (form.items ? resolved(form.items, schemas) : form));
  const objects = forms.flatMap((form) => formsOf(form, schemas)).filter(({ properties }) => properties);
  return (
    <div class="schema">
      <p class="small">
        {typeInWords(whole, schemas)}
        {whole.description !== undefined && `: ${whole.description}`}
      </p>
      {objects.map(({ properties = {}, required = [] }) => (
        <ul key={Object.keys(properties).join()} class="plain">
          {Object.entries(properties).map(([name, property]) =>
            property === false ? null : (
              <Property
                key={name}
                name={name}
                schema={property}
                isRequired={required.includes(name)}
                schemas={schemas}
              />
            ),
          )}
        </ul>
      ))}
    </div>
  );
}

function Property({
  name,
  schema,
  isRequired,
  schemas,
}: {
  readonly name: string;
  readonly schema: ShownSchema;
  readonly isRequired: boolean;
  readonly schemas: ShownSchemas;
}) {
  const whole = resolved(schema, schemas);
  const head = (
    <>
      <code>{name}</code> <span class="soft small">{isRequired ? 'required' : 'optional'}</span>{' '}
      <span class="small">{typeInWords(whole, schemas)}</span>
      {whole.description !== undefined && <span class="soft small"> {whole.description}</span>}
    </>
  );
  if (!hasProperties(whole, schemas)) return <li>{head}</li>;
  return (
    <li>
      <LazyDetails summary={head}>{() => <SchemaView schema={whole} schemas={schemas} />}</LazyDetails>
    </li>
  );
}

/** Whether a value, or an item of a list, has properties to show. */
function hasProperties(schema: ShownSchema, schemas: ShownSchemas): boolean {
  return formsOf(schema, schemas).some(
    (form) => form.properties !== undefined || (form.items !== undefined && hasProperties(form.items, schemas)),
  );
}
