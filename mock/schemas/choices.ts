/** The ways in which a scenario can be asked for, highest first. */
export const channels = ['header', 'prefer', 'ref-number', 'file-name', 'queue', 'session'] as const;

/** A way in which a scenario can be asked for. */
export type Channel = (typeof channels)[number];

/**
 * How much the face engine looks at: `full` is marks and measures; `marks` believes marks and takes every other picture for a
 * face; `off` reads a picture's dimensions, decodes nothing, and takes every picture for a face.
 */
export const faceEngineModes = ['off', 'marks', 'full'] as const;

/** One of {@link faceEngineModes}. */
export type FaceEngineMode = (typeof faceEngineModes)[number];

/** How the log is written: a line for people, a JSON object on a line, or not at all. */
export const logFormats = ['pretty', 'json', 'off'] as const;

/** One of the formats. */
export type LogFormat = (typeof logFormats)[number];

/** What is logged at least: every request; those that something is wrong with; faults of the mock itself. */
export const logLevels = ['info', 'warn', 'error'] as const;

/** One of the levels. */
export type LogLevel = (typeof logLevels)[number];
