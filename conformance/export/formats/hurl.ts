import type { Assertion, BodyPath } from '../assertion.js';
import type { Exchange, ExportedPart } from '../exchange.js';
import { byTopic, type Collection, type ExportFormat } from '../format.js';
import { exportVariableNames, exportVariables } from '../variables.js';
import { inBraces } from './templates.js';

/** Hurl's text files, one for each request, with a folder for each topic. */
export const hurlFormat: ExportFormat = {
  tool: 'Hurl',
  cannot: ['changed-credential', 'part-without-file-name', 'picture-as-text', 'chunked-body'],
  commands: ['hurl --test --variables-file mock.env --file-root . requests'],
  notes: ['The files need Hurl 5 or later. `--file-root .` lets Hurl find the pictures.'],
  write: (collection) => [
    {
      path: 'mock.env',
      text: exportVariableNames.map((name) => `${name}=${exportVariables[name].value}\n`).join(''),
    },
    ...byTopic(collection).flatMap(({ slug, exchanges }) =>
      exchanges.map((exchange) => ({
        path: `requests/${slug}/${exchange.id}.hurl`,
        text: `${linesOf(exchange, collection).join('\n')}\n`,
      })),
    ),
  ],
};

function linesOf(exchange: Exchange, { path, profile }: Collection): readonly string[] {
  const { id, title, purpose, method, body, assertions } = exchange;
  const status = assertions.find((assertion) => assertion.on === 'status')?.equals ?? '*';
  return [
    `# ${id}: ${title}`,
    `# Expected under the profile ${profile}.`,
    ...purpose.map((line) => `# ${line}`),
    `${method} {{baseUrl}}${path}`,
    ...bodyLines(body),
    '',
    `HTTP ${status}`,
    '[Asserts]',
    ...assertions.flatMap(assertLine),
  ];
}

function bodyLines(body: Exchange['body']): readonly string[] {
  if (body.type === 'form') return ['[Multipart]', ...body.parts.map(partLine)];
  return [
    ...(body.contentType === undefined ? [] : [`Content-Type: ${inValue(body.contentType)}`]),
    ...(body.text === undefined ? [] : [rawLine(body.text)]),
  ];
}

function partLine(part: ExportedPart): string {
  if (part.type !== 'text') {
    const type = 'contentType' in part ? ` ${part.contentType}` : '';
    return `${part.name}: file,${part.file.path.replaceAll(/[\\;# ]/g, '\\$&')};${type}`;
  }
  const pieces = part.value.map((piece) => ('text' in piece ? { text: inValue(piece.text) } : piece));
  return `${part.name}: ${inBraces(pieces, () => 'REF-{{newUuid}}')}`;
}

/** Hurl trims no escape, and ends a value at a line break or a comment. */
function inValue(text: string): string {
  return escapeControls(text.replaceAll(/[\\#]/g, '\\$&'));
}

function rawLine(text: string): string {
  if (/[\r\n]/.test(text)) return `base64,${Buffer.from(text).toString('base64')};`;
  return `\`${text.replaceAll(/[\\`#]/g, '\\$&')}\``;
}

function escapeControls(text: string): string {
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('{{', '\\u{7b}{');
}

function assertLine(assertion: Assertion): readonly string[] {
  switch (assertion.on) {
    case 'status':
      // In the line of the response.
      return [];
    case 'header':
      return [`header ${quoted(assertion.name)} matches ${regex(`(?i)${assertion.matches}`)}`];
    case 'no-header':
      return [`header ${quoted(assertion.name)} not exists`];
    case 'keys':
      // Hurl cannot list keys. The other asserts name them, so that the number is enough.
      return [`jsonpath ${at([...assertion.path, '*'])} count == ${assertion.keys.length}`];
    case 'value':
      return [`jsonpath ${at(assertion.path)} == ${quoted(assertion.equals)}`];
    case 'pattern':
      return [`jsonpath ${at(assertion.path)} matches ${regex(assertion.matches)}`];
    case 'filled':
      return [`jsonpath ${at(assertion.path)} not isEmpty`];
    case 'text':
      return [`body == ${quoted(assertion.equals)}`];
  }
}

function at(path: BodyPath): string {
  return quoted(`$${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`);
}

function quoted(text: string): string {
  return `"${escapeControls(text.replaceAll(/["\\]/g, '\\$&'))}"`;
}

function regex(pattern: string): string {
  return `/${pattern.replaceAll('/', '\\/')}/`;
}
