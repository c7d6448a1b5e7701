import type { OpenAPIObject, OperationObject, ParameterObject, ResponsesObject } from 'openapi3-ts/oas31';
import { version } from '../../spec/index.js';
import { schemas } from '../schemas/schemas.js';
import { sessionIdPattern } from '../sessions/sessions.js';
import type { AddressedOperation } from './operation.js';
import { type AnswerSpec, problemSpec } from './operation.js';
import { cookieName } from './token.js';

const sessionStates = { opens: ', opened if it is not', visits: ', open or not', true: ' that is open' } as const;

function sessionParameter(session: NonNullable<AddressedOperation['session']>): ParameterObject {
  return {
    name: 'session',
    in: 'query',
    description: `Id of a session${sessionStates[`${session}`]}. Default: the default session. The header X-Mock-Session and the base path /s/{id} have the same effect.`,
    // A tilde occurs in the alias of a session whose id is hidden.
    schema: { type: 'string', pattern: sessionIdPattern.source.replace('.-]', '.~-]') },
  };
}

/** The answer that every operation can give. */
const otherwise = problemSpec('The problem with the request, and the remedy.');

/** Builds the OpenAPI 3.1 document of the admin API from its operations. */
export function adminOpenApi(operations: readonly (AddressedOperation & { readonly topic: string })[]): OpenAPIObject {
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: described(operation) };
  return {
    openapi: '3.1.0',
    info: { title: 'eendigo-kit mock: the admin API', version },
    servers: [{ url: '/__admin' }],
    tags: [...new Set(operations.map(({ topic }) => topic))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Required if the mock has a token.' },
        address: {
          type: 'apiKey',
          in: 'query',
          name: 'token',
          description: 'The same for a browser; sets the cookie.',
        },
        cookie: { type: 'apiKey', in: 'cookie', name: cookieName, description: 'Set by ?token=.' },
      },
    },
    security: [{}, { token: [] }, { address: [] }, { cookie: [] }],
  };
}

function described(operation: AddressedOperation & { readonly topic: string }): OperationObject {
  const { method, path, topic, summary, parameters = {}, query = {}, session, body, answers, isPublic } = operation;
  return {
    operationId: idOf(method, path),
    tags: [topic],
    summary,
    ...(isPublic ? { security: [] } : {}),
    parameters: [
      ...Object.entries(parameters).map(
        ([name, description]): ParameterObject => ({
          name,
          in: 'path',
          required: true,
          description,
          schema: { type: 'string' },
        }),
      ),
      ...Object.entries(query).map(
        ([name, description]): ParameterObject => ({ name, in: 'query', description, schema: { type: 'string' } }),
      ),
      ...(session ? [sessionParameter(session)] : []),
    ],
    ...(body && {
      requestBody: {
        required: !body.optional,
        content: {
          'application/json': { schema: body.schema, ...examplesOf(body) },
          ...(body.text === undefined ? {} : { 'text/plain': { schema: { type: 'string' }, example: body.text } }),
        },
      },
    }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, spec]) => [status, responseOf(spec)])),
      default: responseOf(otherwise),
    } as ResponsesObject,
  };
}

/** Returns one example, or several named ones. */
function examplesOf({ example, more }: NonNullable<AddressedOperation['body']>) {
  if (!more) return { example };
  const named = Object.entries({ usual: example, ...more }).map(([name, value]) => [name, { value }]);
  return { examples: Object.fromEntries(named) };
}

function responseOf({ description, schema, contentType = 'application/json' }: AnswerSpec) {
  if (schema) return { description, content: { [contentType]: { schema } } };
  return contentType === 'application/json' ? { description } : { description, content: { [contentType]: {} } };
}

/** Maps `POST /requests/count` to `postRequestsCount`. */
function idOf(method: string, path: string): string {
  const words = path.replaceAll(/[{}]/g, '').split(/[/.-]/).filter(Boolean);
  return `${method.toLowerCase()}${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
}
