import type { BuiltInScenario } from '../../spec/index.js';

/** The channels by which a request can select a scenario, highest priority first. */
export const channels = ['header', 'prefer', 'ref-number', 'file-name', 'tenant', 'queue', 'session'] as const;

/** One of {@link channels}. */
export type Channel = (typeof channels)[number];

/**
 * Inspection depth of the simulated face engine. `full` reads marks and measures pictures. `marks` trusts marks and
 * treats every other picture as a face. `off` reads only dimensions, decodes nothing, and treats every picture as a
 * face.
 */
export const faceEngineModes = ['off', 'marks', 'full'] as const;

/** One of {@link faceEngineModes}. */
export type FaceEngineMode = (typeof faceEngineModes)[number];

/** Log formats: readable lines, JSON lines, or no log. */
export const logFormats = ['pretty', 'json', 'off'] as const;

/** One of {@link logFormats}. */
export type LogFormat = (typeof logFormats)[number];

/** Log levels: every request; requests with a problem; internal errors only. */
export const logLevels = ['info', 'warn', 'error'] as const;

/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/** Name of a scenario: a built-in one, or one from an edited OpenAPI file. */
export type ScenarioName = BuiltInScenario | (string & Record<never, never>);
