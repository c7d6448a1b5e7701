import { decisionAt, decisions, profilePaths, provenanceInWords, version } from '../../spec/index.js';
import { faultNames, faultParametersOf, faultSpecs } from '../faults/index.js';
import { problem } from '../http/problem.js';
import { shownWord } from '../privacy/shown-word.js';
import { listOf } from '../schemas/refs.js';
import { exactly } from '../schemas/schemas.js';
import { sendDocsAsset, sendDocsPage, withOwnServers } from './docs-page.js';
import { sendFixture } from './fixture.js';
import { indexAnswer } from './index-page.js';
import { json, type Operations, problemSpec } from './operation.js';
import { shownBase } from './shown-base.js';

const text = { type: 'string' } as const;
const listSchema = { type: 'array', items: text } as const;

/** Operations that describe the mock. They are the same for every session. */
export const aboutOperations = {
  'GET /': {
    summary: 'Where to go from here',
    isPublic: true,
    answers: {
      200: {
        description: 'What this is, and its addresses; a page for a browser.',
        schema: exactly({ name: text, version: text, profile: text, operation: listSchema, addresses: listSchema }),
      },
    },
    handle: ({ options, request }) => indexAnswer(options.contract, request, shownBase(request, options.sessions)),
  },
  'GET /health': {
    summary: 'Whether it is up and does its work',
    isPublic: true,
    answers: {
      200: { description: 'It does.', schema: exactly({ status: { const: 'ok' } }) },
      503: problemSpec('It is up, and the state file is not its own any more; `detail` says why.'),
    },
    handle: ({ options }) => {
      const trouble = options.healthProblem?.();
      return trouble === undefined ? json({ status: 'ok' }) : problem(503, 'Not healthy', `${trouble}.`);
    },
  },
  'GET /version': {
    summary: 'Its version, and the profile that it answers under',
    isPublic: true,
    answers: { 200: { description: 'Both.', schema: exactly({ name: text, version: text, profile: text }) } },
    handle: ({ options }) => json({ name: 'eendigo-kit', version, profile: options.contract.profile }),
  },
  'GET /metrics': {
    summary: 'Figures for Prometheus',
    answers: { 200: { description: 'In the text format of Prometheus.', contentType: 'text/plain' } },
    handle: async ({ options }) => {
      const metrics = await options.metrics?.();
      return metrics && { status: 200, headers: { 'Content-Type': metrics.contentType }, body: metrics.text };
    },
  },
  'GET /openapi.json': {
    summary: 'The contract that is being kept, as OpenAPI',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: { type: 'object', required: ['openapi', 'paths'] } } },
    handle: ({ options, request }) =>
      json(withOwnServers(options.contract, shownBase(request, options.sessions).replace(/\/__admin$/, ''))),
  },
  'GET /docs': {
    summary: 'The contract as a page to read and try',
    answers: { 200: { description: 'A page.', contentType: 'text/html' } },
    handle: ({ response }) => {
      sendDocsPage(response);
      return undefined;
    },
  },
  'GET /docs/{asset}': {
    summary: 'A file of that page',
    parameters: { asset: 'Its name' },
    answers: {
      200: { description: 'The file.', contentType: '*/*' },
      404: problemSpec('The page refers to no file of that name.'),
    },
    handle: ({ parameters, response }) => {
      const { asset = '' } = parameters;
      if (sendDocsAsset(asset, response)) return undefined;
      return problem(
        404,
        'No such file',
        `GET /__admin/docs refers to no file ${shownWord(asset)}; open the page itself.`,
      );
    },
  },
  'GET /profile': {
    summary: 'Every decision of the profile in force, and where each comes from',
    answers: {
      200: {
        description: 'The decisions, in the order of the profile.',
        schema: exactly({
          name: text,
          summary: text,
          decisions: {
            type: 'array',
            items: exactly({
              path: text,
              value: {},
              profile: { ...text, description: 'Name of the profile that made it.' },
              source: { enum: ['documented', 'assumed', 'observed'] },
              reason: text,
              ambiguity: { type: 'string', description: 'Id of the entry of the register that it decides.' },
            }),
          },
        }),
      },
      404: problemSpec('The contract was given as an OpenAPI file, so no profile says where it comes from.'),
    },
    handle: ({ options: { profile: loaded, contract } }) => {
      if (!loaded) {
        const detail = `The contract (${contract.profile}) was given as an OpenAPI document; its decisions are at x-decisions in /__admin/openapi.json.`;
        return problem(404, 'No profile', detail);
      }
      const { profile, origins } = loaded;
      const shown = profilePaths.map((path) => ({
        path,
        value: decisionAt(profile, path),
        profile: origins[path].profile,
        source: origins[path].source,
        reason: provenanceInWords(origins[path]),
        ambiguity: decisions[path].ambiguity,
      }));
      return json({ name: profile.name, summary: profile.summary, decisions: shown });
    },
  },
  'GET /scenarios': {
    summary: 'What X-Mock-Scenario may say, beside rules for what the rules say',
    answers: {
      200: {
        description: 'Every scenario.',
        schema: listOf('scenarios', exactly({ name: text, kind: text, status: { type: 'integer' }, summary: text })),
      },
    },
    handle: ({ options }) =>
      json({
        scenarios: [...options.contract.scenarios.values()].map(({ name, kind, status, summary }) => ({
          name,
          kind,
          status,
          summary,
        })),
      }),
  },
  'GET /faults': {
    summary: 'What X-Mock-Fault may say, beside none',
    answers: {
      200: {
        description: 'Every fault with what it may be given.',
        schema: listOf('faults', exactly({ name: text, summary: text, parameters: { type: 'object' }, header: text })),
      },
    },
    handle: () =>
      json({
        faults: faultNames.map((name) => {
          const { summary, parameters } = faultSpecs[name];
          const given = Object.entries(parameters).map(([key, spec]) => `; ${key}=${spec.default}`);
          return {
            name,
            summary,
            parameters: faultParametersOf(name),
            header: `X-Mock-Fault: ${name}${given.join('')}`,
          };
        }),
      }),
  },
  'GET /fixtures/{file}': {
    summary: 'A picture to try things with, e.g. selfie-good.jpg',
    // Drawn pictures are not secret, and the first request of a user needs them.
    isPublic: true,
    parameters: { file: 'Id of the fixture, with any extension or none' },
    answers: {
      200: { description: 'The picture.', contentType: '*/*' },
      404: problemSpec('There is none of that id.'),
    },
    handle: ({ parameters, response }) => sendFixture(parameters['file'] ?? '', response),
  },
} satisfies Operations;
