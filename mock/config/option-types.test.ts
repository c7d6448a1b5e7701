import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HandlerLimits, Limits } from '../http/limit-types.js';
import { schemas } from '../schemas/schemas.js';
import { type ChangeIn, type NameIn, namesIn, type OptionsIn } from './in-process.js';
import type { MockChange, MockHandlerOptions, MockOptions, MockServerOptions, SessionOptions } from './option-types.js';
import { limitTypes, optionTypes } from './option-types.test-helper.js';

/** Does not compile if the types differ. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

test('the generated option types match the table', async () => {
  await expect(optionTypes()).toMatchFileSnapshot(join(import.meta.dirname, 'option-types.ts'));
  await expect(limitTypes()).toMatchFileSnapshot(join(import.meta.dirname, '..', 'http', 'limit-types.ts'));
});

test('each option has the same type in its interface and in its entry', () => {
  const same = {
    session: true satisfies Same<SessionOptions, OptionsIn<'session'>>,
    mock: true satisfies Same<MockOptions, OptionsIn<'session' | 'mock'>>,
    server: true satisfies Same<MockServerOptions, OptionsIn<'session' | 'mock' | 'server'>>,
    handler: true satisfies Same<
      Omit<MockHandlerOptions, 'limits'>,
      Omit<OptionsIn<'session' | 'mock' | 'handler'>, 'limits'>
    >,
    change: true satisfies Same<MockChange, ChangeIn<'session' | 'mock'>>,
    limits: true satisfies Same<Limits, Required<OptionsIn<'limit' | 'handler-limit'>>>,
    handlerLimits: true satisfies Same<keyof HandlerLimits, NameIn<'handler-limit'>>,
    keys: true satisfies Same<keyof MockServerOptions, NameIn<'session' | 'mock' | 'server'>>,
  };
  expect(Object.values(same)).not.toContain(false);
});

test('the admin API takes the options that say how a session answers, and not those of its journal', () => {
  const ofJournal: readonly string[] = ['keepSecrets', 'keepImages', 'journalEntries'];
  expect(Object.keys(schemas.SessionOptions.properties ?? {})).toEqual(
    namesIn('session').filter((name) => !ofJournal.includes(name)),
  );
});
