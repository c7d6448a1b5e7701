import type { PlainSchema } from './spec/index.js';

/** A JSON Schema whose type has a name. */
export interface NamedSchema {
  readonly name: string;
  /** Wherever this very object, or a `$ref` to its name, stands in another schema, its type is written by its name. */
  readonly schema: object;
  /** The module that declares the type, as the generated file imports it. Without one the type is declared there. */
  readonly from?: string;
}

/**
 * Writes a TypeScript module with the types that JSON Schemas allow. A description becomes a doc comment; a list of values
 * that holds all values of a named one is written by that name.
 *
 * @throws Error for a schema that has no type
 */
export function typeDeclarations(named: readonly NamedSchema[], source: string): string {
  const body = named.flatMap((one) => (one.from === undefined ? [declarationOf(one, named)] : [])).join('\n');
  const origins = Object.fromEntries(named.flatMap(({ name, from }) => (from === undefined ? [] : [[name, from]])));
  return `${generatedFrom(source)}${typeImports(body, origins)}\n${body}`;
}

/** The first line of a generated module. */
export function generatedFrom(source: string): string {
  return `// Generated from ${source} by \`npm run generate\`.\n`;
}

/** The imports of the types that a module uses, by the module that declares each. */
export function typeImports(body: string, origins: Readonly<Record<string, string>>): string {
  const code = body.replaceAll(/\/\*\*.*?\*\//gs, '');
  const used = Object.keys(origins).filter((name) => new RegExp(`(?<!interface )\\b${name}\\b(?!\\??:)`).test(code));
  return [...new Set(Object.values(origins))]
    .map((file) => ({ file, names: used.filter((name) => origins[name] === file).toSorted() }))
    .filter(({ names }) => names.length > 0)
    .toSorted((one, other) => (one.file < other.file ? -1 : 1))
    .map(({ file, names }) => `import type { ${names.join(', ')} } from '${file}';\n`)
    .join('');
}

/** A doc comment, in several lines where it is long. */
export function docComment(text: string, indent = ''): string {
  if (text.length < 112) return `${indent}/** ${text} */`;
  const lines = text.match(/.{1,112}(?= |$)/g) ?? [];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line.trim()}`), `${indent} */`].join('\n');
}

/** The type of what a schema allows, as TypeScript writes it. @throws Error for a schema that has no type */
export function typeText(schema: PlainSchema, named: readonly NamedSchema[] = [], indent = ''): string {
  const known = named.find((one) => one.schema === schema);
  return known ? known.name : ownType(schema, named, indent);
}

function declarationOf({ name, schema }: NamedSchema, named: readonly NamedSchema[]): string {
  const { description, ...plain } = schema as PlainSchema;
  const doc = description === undefined ? '' : `${docComment(description)}\n`;
  const others = named.filter((one) => one.name !== name);
  const isInterface = plain['type'] === 'object' && plain.properties !== undefined;
  const type = isInterface ? objectType(plain, others, '', true) : ownType(plain, others, '');
  return `${doc}export ${isInterface ? `interface ${name} ${type}` : `type ${name} = ${type};`}\n`;
}

/** The type of a schema, whatever it is called. */
function ownType(schema: PlainSchema, named: readonly NamedSchema[], indent: string): string {
  const { $ref: reference, const: only, enum: values, type, then, else: otherwise, anyOf, oneOf } = schema;
  const below = (one: unknown): string => typeText(one as PlainSchema, named, indent);
  if (typeof reference === 'string') return namedBy(reference, named);
  if (only !== undefined) return literal(only);
  if (Array.isArray(values)) return union(enumTypes(values, named));
  const branches = [then, otherwise, ...[anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : []))];
  const given = branches.filter((branch) => branch !== undefined);
  if (given.length > 0) return union(given.map(below));
  return union([type].flat().map((one) => typeOfOne(one, schema, named, indent)));
}

function typeOfOne(type: unknown, schema: PlainSchema, named: readonly NamedSchema[], indent: string): string {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'string':
    case 'null':
      return type;
    case 'array': {
      const items = typeText((schema.items ?? {}) as PlainSchema, named, indent);
      return `readonly ${/^[^{]*\|/.test(items) ? `(${items})` : items}[]`;
    }
    case 'object':
      return objectType(schema, named, indent);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`no TypeScript type for ${JSON.stringify(type)}; give it a name that declares one`);
  }
}

function objectType(schema: PlainSchema, named: readonly NamedSchema[], indent: string, isDeclared = false): string {
  const { properties, additionalProperties: others, required = [] } = schema;
  if (properties === undefined) {
    const value = typeof others === 'object' ? typeText(others as PlainSchema, named, indent) : 'unknown';
    return `Readonly<Record<string, ${value}>>`;
  }
  const inner = `${indent}  `;
  const lines = Object.entries(properties).flatMap(([name, property]) => {
    // A schema that nothing meets: the key is known, so that messages suggest it, and belongs to another branch.
    if ((property as unknown) === false) return [];
    const optional = (required as readonly string[]).includes(name) ? '' : '?';
    const key = /^\w+$/.test(name) ? name : `'${name}'`;
    const doc = named.some(({ schema: one }) => one === property) ? '' : docOf(property);
    const line = `${inner}readonly ${key}${optional}: ${typeText(property, named, inner)};`;
    return doc === '' ? [line] : [docComment(doc, inner), line];
  });
  const short = `{ ${lines.map((line) => line.trim()).join(' ')} }`.replace(/; }$/, ' }');
  const isShort = !isDeclared && short.length <= 70 && !short.includes('/**');
  return isShort ? short : `{\n${lines.join('\n')}\n${indent}}`;
}

/** What a property means, and its default. */
function docOf({ description = '', default: preset }: PlainSchema): string {
  return [description, ...(preset === undefined ? [] : [`Default ${JSON.stringify(preset)}.`])].join(' ').trim();
}

function namedBy(reference: string, named: readonly NamedSchema[]): string {
  const name = reference.split('/').at(-1);
  if (named.some((one) => one.name === name)) return String(name);
  throw new Error(`no type is called ${name}; name its schema`);
}

/** The types of a list of values: those of the largest named lists in it by their names, then the values that are left. */
function enumTypes(values: readonly unknown[], named: readonly NamedSchema[]): readonly string[] {
  const lists = named
    .flatMap(({ name, schema }) => {
      const { enum: all } = schema as PlainSchema;
      return Array.isArray(all) && all.every((value) => values.includes(value)) ? [{ name, all }] : [];
    })
    .concat([true, false].every((value) => values.includes(value)) ? [{ name: 'boolean', all: [true, false] }] : [])
    .toSorted((one, other) => other.all.length - one.all.length);
  const [list] = lists;
  if (list === undefined) return values.map(literal);
  return [
    list.name,
    ...enumTypes(
      values.filter((value) => !list.all.includes(value)),
      named,
    ),
  ];
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function union(types: readonly string[]): string {
  // Structures and lists may have a union inside.
  return [...new Set(types.flatMap((type) => (/[{(]/.test(type) ? type : type.split(' | '))))].join(' | ');
}
