import { docComment, generatedFrom, typeImports, typeText } from '../../type-declarations.test-helper.js';
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
  ScenarioName: '../schemas/choices.js',
  TenantInput: '../schemas/session-types.js',
  Log: './log-options.js',
  LogOptions: './log-options.js',
};

const generated = generatedFrom('the table of options');

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
  return `${generated}${typeImports(body, origins)}\n${body}`;
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
    const { type = typeOf(name), doc = docOf(name) } = otherwise(name);
    return [docComment(doc, '  '), `  readonly ${name}?: ${type};`];
  });
  return `${docComment(doc)}\nexport interface ${head} {\n${lines.join('\n')}\n}\n`;
}

function typeOf(name: Name): string {
  const { typeName }: { readonly typeName?: string } = options[name];
  return typeName ?? typeText(schemaOf(name));
}

/** Returns an option's description, in sentences, with its default. */
function docOf(name: Name): string {
  const { doc, summary = '' }: { readonly doc?: string; readonly summary?: string } = options[name];
  const preset: unknown = (defaults as Readonly<Partial<Record<Name, unknown>>>)[name];
  const shown = Array.isArray(preset) ? (preset.length === 0 ? 'none' : 'all of them') : String(preset);
  const said = doc ?? `${summary[0]?.toUpperCase()}${summary.slice(1)}.`;
  return preset === undefined ? said : `${said} Default ${typeof preset === 'string' ? `\`${shown}\`` : shown}.`;
}
