import type { Assertion } from '../assertion.js';
import type { Exchange, ExportedPart } from '../exchange.js';
import { byTopic, type Collection, type ExportFormat } from '../format.js';
import { exportVariableNames, exportVariables } from '../variables.js';
import { quoted, type ScriptDialect, scriptChecks } from './script-checks.js';
import { inBraces, timedRefNumber } from './templates.js';

const requestsFile = 'eendigo.http';
const boundary = 'eendigo-kit';

const dialect: ScriptDialect = {
  status: 'response.status',
  header: (name) => `response.headers.valueOf(${quoted(name)})`,
  json: 'response.body',
  equal: (title, actual, expected) =>
    `client.test(${quoted(title)}, () => client.assert((${actual}) === (${expected}), "is " + (${actual})));`,
};

/** One `.http` file, in what JetBrains' HTTP client and REST Client for VS Code both read. */
export const httpFormat: ExportFormat = {
  tool: '.http file',
  cannot: ['changed-credential', 'line-break', 'malformed-form', 'picture-as-text', 'chunked-body'],
  commands: [`npx httpyac send ${requestsFile} --all`],
  notes: [
    `Open \`${requestsFile}\` in a JetBrains IDE, or in VS Code with REST Client or httpYac. The variables are its first lines.`,
    'JetBrains and httpYac run the tests. REST Client does not know them, and sends them behind the form, where servers skip them.',
    'A body of HTML or XML, which a profile may have, is not compared: the clients give tests a parsed document.',
  ],
  write: (collection) => [
    {
      path: requestsFile,
      text: `${[
        ...exportVariableNames.map((name) => `@${name} = ${exportVariables[name].value}`),
        ...byTopic(collection).flatMap(({ exchanges }) =>
          exchanges.flatMap((exchange) => ['', ...linesOf(exchange, collection)]),
        ),
      ].join('\n')}\n`,
    },
  ],
};

function linesOf(exchange: Exchange, { path, profile }: Collection): readonly string[] {
  const { id, title, topic, purpose, method, body, assertions } = exchange;
  return [
    `### ${topic.title}: ${title}`,
    // Clients keep the answer in a variable of this name, which must be none of ours.
    `# @name case_${id.replaceAll('-', '_')}`,
    `# Expected under the profile ${profile}.`,
    ...purpose.map((line) => `# ${line}`),
    `${method} {{baseUrl}}${path}`,
    ...bodyLines(body),
    '',
    '> {%',
    ...scriptChecks({ ...exchange, assertions: assertions.filter(canCompare) }, dialect).map((line) => `  ${line}`),
    '%}',
  ];
}

/** The clients give scripts a parsed document in place of HTML or XML, so that its text cannot be compared. */
function canCompare(assertion: Assertion): boolean {
  return assertion.on !== 'text' || !assertion.equals.trimStart().startsWith('<');
}

function bodyLines(body: Exchange['body']): readonly string[] {
  if (body.type === 'raw')
    return [
      ...(body.contentType === undefined ? [] : [`Content-Type: ${body.contentType}`]),
      ...(body.text === undefined ? [] : ['', body.text]),
    ];
  return [
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    '',
    ...body.parts.flatMap((part) => [`--${boundary}`, ...partLines(part)]),
    `--${boundary}--`,
  ];
}

function partLines(part: ExportedPart): readonly string[] {
  if (part.type === 'text')
    return [`Content-Disposition: form-data; name="${part.name}"`, '', inBraces(part.value, timedRefNumber)];
  const { path } = part.file;
  const filename = part.type === 'file' ? `; filename="${path.slice(path.lastIndexOf('/') + 1)}"` : '';
  return [
    `Content-Disposition: form-data; name="${part.name}"${filename}`,
    ...('contentType' in part ? [`Content-Type: ${part.contentType}`] : []),
    '',
    `< ./${path}`,
  ];
}
