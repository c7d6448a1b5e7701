import type { PlainSchema } from '../../spec/index.js';
import { changeableIn, defaults, namesIn, schemaOf } from './in-process.js';
import type { OptionTable } from './options.js';
import { options } from './table.js';

type Name = keyof OptionTable;

/** Modules of the types that a schema cannot express, as `mock/config` imports them. */
const origins: Readonly<Record<string, string>> = {
  Contract: '../../spec/index.js',
  LoadedProfile: '../../spec/index.js',
  FaultInput: '../faults/index.js',
  HandlerLimits: '../http/limits.js',
  Limits: '../http/limits.js',
  TlsPair: '../http/tls.js',
  Channel: '../schemas/choices.js',
  FaceEngineMode: '../schemas/choices.js',
  LogFormat: '../schemas/choices.js',
  QueueInput: '../schemas/session-types.js',
  ScenarioName: '../schemas/session-types.js',
  Tenant: '../schemas/session-types.js',
  Log: './log-options.js',
  LogOptions: './log-options.js',
};

const generated = '// Generated from the table of options by `npm run generate`.\n';

/** Generates `mock/config/option-types.ts`: the options of each scope as an interface, with descriptions and defaults. */
export function optionTypes(): string {
  const mock = namesIn('mock');
  const body = [
    declared('SessionOptions', 'Initial options of a session.', namesIn('session')),
    declared(
      'MockOptions extends SessionOptions',
      'Options of a mock, with or without a server. All are optional. Session options apply to the default session.',
      mock,
    ),
    declared('MockServerOptions extends MockOptions', 'Options of a mock server. All are optional.', namesIn('server')),
    declared(
      'MockHandlerOptions extends SessionOptions',
      'Options of a mock inside another application. All are optional.',
      [...mock, ...namesIn('handler')],
      (name) =>
        name === 'limits'
          ? {
              type: 'Partial<HandlerLimits>',
              doc: 'Limits that differ from the defaults. The server that listens enforces limits on connections and headers.',
            }
          : {},
    ),
    declared(
      'MockChange',
      'Options that can change while a mock runs. Omitted options keep their value; undefined resets one to its default.',
      changeableIn('session', 'mock'),
      (name) => ({ type: `${typeOf(name)} | undefined` }),
    ),
  ].join('\n');
  return `${generated}${importsFor(body)}\n${body}`;
}

/** Generates `mock/http/limit-types.ts`: the limits, which rooms below the table enforce. */
export function limitTypes(): string {
  const always = (names: readonly Name[]) => (text: string, doc: string) =>
    declared(text, doc, names).replaceAll('?: ', ': ');
  return [
    generated,
    always(namesIn('handler-limit'))('HandlerLimits', 'The limits that a mock keeps in whatever application it is.'),
    always(namesIn('limit'))(
      'Limits extends HandlerLimits',
      'Bounds on what one client may ask of the server. Sizes are in bytes, times in milliseconds.',
    ),
  ].join('\n');
}

function declared(
  head: string,
  doc: string,
  names: readonly Name[],
  otherwise: (name: Name) => { readonly type?: string; readonly doc?: string } = () => ({}),
): string {
  const lines = names.flatMap((name) => {
    const { type = typeOf(name), doc: told = docOf(name) } = otherwise(name);
    return [comment(told, '  '), `  readonly ${name}?: ${type};`];
  });
  return `${comment(doc)}\nexport interface ${head} {\n${lines.join('\n')}\n}\n`;
}

function typeOf(name: Name): string {
  const { typeName }: { readonly typeName?: string } = options[name];
  return typeName ?? typeIn(schemaOf(name));
}

/** Returns the TypeScript type of a schema's values. */
function typeIn({ type, enum: words, items }: PlainSchema): string {
  if (Array.isArray(words)) return words.map((word) => `'${word}'`).join(' | ');
  switch (type) {
    case 'integer':
      return 'number';
    case 'boolean':
    case 'string':
      return type;
    case 'array':
      return `readonly ${typeIn(items as PlainSchema)}[]`;
    default:
      throw new Error(`no TypeScript type for ${JSON.stringify(type)}; give the option a typeName`);
  }
}

/** Returns an option's description, in sentences, with its default. */
function docOf(name: Name): string {
  const { doc, summary = '' }: { readonly doc?: string; readonly summary?: string } = options[name];
  const preset: unknown = (defaults as Readonly<Partial<Record<Name, unknown>>>)[name];
  const shown = Array.isArray(preset) ? (preset.length === 0 ? 'none' : 'all of them') : String(preset);
  const said = doc ?? `${summary[0]?.toUpperCase()}${summary.slice(1)}.`;
  return preset === undefined ? said : `${said} Default ${typeof preset === 'string' ? `\`${shown}\`` : shown}.`;
}

function comment(text: string, indent = ''): string {
  if (text.length < 112) return `${indent}/** ${text} */`;
  const lines = text.match(/.{1,112}(?= |$)/g) ?? [];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line.trim()}`), `${indent} */`].join('\n');
}

function importsFor(body: string): string {
  const used = Object.keys(origins).filter((name) => new RegExp(`[:|<] .*\\b${name}\\b|<${name}\\b`).test(body));
  const files = [...new Set(Object.values(origins))];
  return files
    .map((file) => `import type { ${used.filter((name) => origins[name] === file).join(', ')} } from '${file}';\n`)
    .filter((line) => !line.includes('{  }'))
    .join('');
}
