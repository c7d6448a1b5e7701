import { describe, expect, test } from 'vitest';
import { configAsYaml } from './print.js';
import { resolveConfig, type Sources } from './resolve.js';

const langOf = async (env: Sources['env'], flags: Sources['flags'] = {}) =>
  (await resolveConfig({ flags, env, file: undefined })).config.lang;

describe('the language of the command', () => {
  test.each<[string, Sources['env'], string]>([
    ['is Indonesian in an Indonesian locale', { LANG: 'id_ID.UTF-8' }, 'id'],
    ['is Indonesian in the locale id', { LANG: 'id' }, 'id'],
    ['is Indonesian if only the messages are', { LC_MESSAGES: 'id_ID', LANG: 'de_DE.UTF-8' }, 'id'],
    ['is English in any other locale', { LANG: 'de_DE.UTF-8' }, 'en'],
    ['is English in a locale whose name only begins alike', { LANG: 'idx_ID' }, 'en'],
    ['is English without a locale', {}, 'en'],
    ['is English under LC_ALL=C, which overrides the others', { LC_ALL: 'C', LANG: 'id_ID.UTF-8' }, 'en'],
    ['is Indonesian under LC_ALL, which overrides the others', { LC_ALL: 'id_ID', LC_MESSAGES: 'en_GB' }, 'id'],
    ['ignores an empty variable', { LC_ALL: '', LANG: 'id_ID.UTF-8' }, 'id'],
    ['is that of its own variable, which overrides the locale', { EENDIGO_KIT_MOCK_LANG: 'en', LANG: 'id_ID' }, 'en'],
  ])('%s', async (_, env, lang) => {
    expect(await langOf(env)).toBe(lang);
  });

  test('is that of its flag, which overrides all others', async () => {
    expect(await langOf({ LANG: 'id_ID' }, { lang: 'en' })).toBe('en');
    expect(await langOf({ EENDIGO_KIT_MOCK_LANG: 'en' }, { lang: 'id' })).toBe('id');
  });

  test('cannot be another one, and the message says which there are', async () => {
    await expect(langOf({}, { lang: 'de' })).rejects.toThrow(/^--lang: .*en or id/);
  });

  test('is printed with the variable that it comes from', async () => {
    const resolved = await resolveConfig({ flags: {}, env: { LANG: 'id_ID.UTF-8' }, file: undefined });
    expect(await configAsYaml(resolved, false)).toContain('lang: id # environment LANG\n');
  });
});
