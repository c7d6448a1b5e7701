import { shellWord } from '../../../spec/index.js';
import { type Assertion, titleOf } from '../assertion.js';
import type { Exchange, ExportedPart } from '../exchange.js';
import { byTopic, type Collection, type ExportFormat } from '../format.js';
import {
  type ExportVariable,
  exportVariableNames,
  exportVariables,
  type Piece,
  type ValueChange,
} from '../variables.js';
import { curlScriptEnd, curlScriptStart } from './curl-script.js';

const scriptFile = 'run.sh';

/** A bash script with a function for each request, which checks the answers with jq. */
export const curlFormat: ExportFormat = {
  tool: 'curl',
  cannot: [],
  commands: [`./${scriptFile}`],
  notes: [
    'The script needs bash, curl and jq. Names of cases run these alone: `./run.sh documented-example`. It ends with 1 when a check fails.',
    'Its variables are read from the environment. While a request runs, other users of the machine can see the key among the arguments of curl.',
  ],
  write: (collection) => [{ path: scriptFile, isExecutable: true, text: scriptOf(collection) }],
};

/** The name of a variable in the shell: `tenantCode` is `TENANT_CODE`. */
function shellName(variable: ExportVariable): string {
  return variable.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function scriptOf(collection: Collection): string {
  const { name, path, profile } = collection;
  const exchanges = byTopic(collection).flatMap((topic) => topic.exchanges);
  return `${[
    '#!/usr/bin/env bash',
    `# ${name}: requests and checks, expected under the profile ${profile}.`,
    ...exportVariableNames.map(
      (variable) =>
        `${shellName(variable)}=\${${shellName(variable)}:-${shellWord(exportVariables[variable].value)}} # ${exportVariables[variable].meaning}`,
    ),
    `url=$BASE_URL${shellWord(path)}`,
    ...curlScriptStart,
    ...exchanges.flatMap((exchange) => ['', ...functionOf(exchange)]),
    '',
    'cases=(',
    ...exchanges.map(({ id }) => `  ${id}`),
    ')',
    ...curlScriptEnd,
  ].join('\n')}\n`;
}

function functionOf({ id, title, purpose, method, body, assertions }: Exchange): readonly string[] {
  return [
    `# ${title}`,
    ...purpose.map((line) => `# ${line}`),
    `case_${id.replaceAll('-', '_')}() {`,
    `  ${sendLines(method, body).join(' \\\n    ')}`,
    ...checkLines(assertions).map((line) => `  ${line}`),
    '}',
  ];
}

function sendLines(method: string, body: Exchange['body']): readonly string[] {
  if (body.type === 'raw')
    return [
      `send -X ${method}`,
      // An empty header keeps curl from adding its own.
      ...(body.contentType === undefined ? [] : [`-H ${shellWord(`Content-Type: ${body.contentType}`)}`]),
      ...(body.text === undefined ? [] : [`--data-binary ${shellWord(body.text)}`]),
    ];
  const base64 = body.parts.find((part) => part.type === 'base64');
  return [
    'send',
    ...(body.isChunked ? [`-H ${shellWord('Transfer-Encoding: chunked')}`] : []),
    ...body.parts.map(formOption),
    // On standard input, because a picture is too long for an argument.
    ...(base64 ? [`< <(base64 < ${shellWord(base64.file.path)} | tr -d '\\n')`] : []),
  ];
}

function formOption(part: ExportedPart): string {
  switch (part.type) {
    case 'text':
      return `--form-string ${part.name}=${part.value.map(inShell).join('')}`;
    case 'file':
      return `-F ${shellWord(`${part.name}=@"${part.file.path}"${'contentType' in part ? `;type=${part.contentType}` : ''}`)}`;
    case 'bytes':
      return `-F ${shellWord(`${part.name}=<"${part.file.path}";type=${part.contentType}`)}`;
    case 'base64':
      return `-F ${shellWord(`${part.name}=<-`)}`;
  }
}

function inShell(piece: Piece): string {
  if ('text' in piece) return shellWord(piece.text);
  if ('refNumber' in piece) return `"REF\${run}${String(piece.refNumber).padStart(2, '0')}"`;
  const name = shellName(piece.variable);
  return piece.change === undefined ? `"$${name}"` : `"$(${changeCommand(piece.change)} "$${name}")"`;
}

function changeCommand(change: ValueChange): string {
  switch (change) {
    case 'lower-case':
      return 'lower_case';
    case 'other-capitals':
      return 'other_capitals';
    case 'cut-short':
      return 'cut_short';
  }
}

function checkLines(assertions: readonly Assertion[]): readonly string[] {
  const onBody = assertions.flatMap((assertion) => {
    const expression = expressionOf(assertion);
    return expression === undefined ? [] : [`${shellWord(titleOf(assertion))} ${shellWord(expression)}`];
  });
  return [
    ...assertions.flatMap(checkLine),
    // One process checks the whole body.
    ...(onBody.length === 0 ? [] : [['check_body', ...onBody].join(' \\\n    ')]),
  ];
}

/** The check of an assertion on anything but values of the body. */
function checkLine(assertion: Assertion): readonly string[] {
  switch (assertion.on) {
    case 'status':
      return [`check_status ${assertion.equals}`];
    case 'header':
      return [`check_header ${assertion.name} ${shellWord(assertion.matches)}`];
    case 'no-header':
      return [`check_no_header ${assertion.name}`];
    case 'text':
      return [`check_text ${shellWord(assertion.equals)}`];
    case 'keys':
    case 'value':
    case 'pattern':
    case 'filled':
      return [];
  }
}

/** The expression of jq that is true for a right body. Undefined for other assertions. */
function expressionOf(assertion: Assertion): string | undefined {
  switch (assertion.on) {
    case 'keys':
      return `${at(assertion.path)} | keys_unsorted == ${JSON.stringify(assertion.keys)}`;
    case 'value':
      return `${at(assertion.path)} == ${JSON.stringify(assertion.equals)}`;
    case 'pattern':
      return `${at(assertion.path)} | test(${JSON.stringify(assertion.matches)})`;
    case 'filled':
      return `${at(assertion.path)} | type == "string" and length > 0`;
    case 'status':
    case 'header':
    case 'no-header':
    case 'text':
      return undefined;
  }
}

function at(path: readonly (string | number)[]): string {
  return `getpath(${JSON.stringify(path)})`;
}
