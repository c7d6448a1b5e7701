import { valueWordings as words } from '../../texts/value-wordings.js';
import type { Wording } from '../../texts/wording.js';

/** A syntax in which templates, shells and tools write a variable. */
interface PlaceholderForm {
  readonly pattern: RegExp;
  /**
   * Whether it may appear anywhere in a value, because its brackets are never literal. Otherwise it must be the whole
   * value.
   */
  readonly matchesAnywhere?: true;
  /** Whether it counts only with a name from this API, because a real value may have the same form. */
  readonly needsOwnName?: true;
}

const name = String.raw`[A-Za-z_][\w.:\[\]'"() -]{0,80}`;
const form = (left: string, right: string, flags: Omit<PlaceholderForm, 'pattern'> = {}): PlaceholderForm => ({
  pattern: new RegExp(flags.matchesAnywhere ? `${left}(${name})${right}` : `^${left}(${name})${right}$`),
  ...flags,
});

/** One line per form, with the tools that use it. */
const forms: readonly PlaceholderForm[] = [
  // Postman, Bruno, Handlebars, Vue, Angular, Jinja; Postman's own {{$guid}}; GitHub's ${{ secrets.X }}.
  { pattern: /\$?\{\{\{?\s*[$#/^>&-]?\s*([A-Za-z_][^{}]{0,80})\}?\}\}/, matchesAnywhere: true },
  // Shells, JavaScript, Spring, JMeter; with a default after a colon.
  { pattern: /\$\{\s*(__)?([A-Za-z_][^{}]{0,80})\}/, matchesAnywhere: true },
  form('<%[=-]?\\s*', '%>', { matchesAnywhere: true }),
  form('#\\{', '\\}', { matchesAnywhere: true }),
  form('\\$\\(', '\\)', { matchesAnywhere: true }),
  form('\\[\\[', '\\]\\]', { matchesAnywhere: true }),
  form('\\{%\\s*', '%\\}', { matchesAnywhere: true }),
  form('%\\(', '\\)s'),
  form('\\\\\\(', '\\)', { matchesAnywhere: true }),
  { pattern: /^\$env:(\w{1,80})$/i },
  {
    pattern:
      /^(?:process\.env|import\.meta\.env|os\.environ|ENV|System\.getenv|getenv|env|secrets|vars|config|settings|pm\.(?:environment|variables))(?:\.|\[|\()['"]?(\w[\w.]{0,80})['"]?[\])]?$/,
  },
  form('@@?', '@@?', { needsOwnName: true }),
  form('__', '__', { needsOwnName: true }),
  form('\\{', '\\}', { needsOwnName: true }),
  form('<', '>', { needsOwnName: true }),
  form('\\[', '\\]', { needsOwnName: true }),
  form('%', '%', { needsOwnName: true }),
  form('\\$', '', { needsOwnName: true }),
  form(':', '', { needsOwnName: true }),
  form('@', '', { needsOwnName: true }),
];

/** Words from this API's parts and common names for them. */
const ownWords =
  /(?:^|[^a-z])(?:api|key|apikey|token|secret|tenant|code|ref|reference|number|nik|ktp|id|login|user|office|name|source|question|eendigo|selfie|face|photo|foto|image|img\d?|file|picture|value|string|your|here|insert|enter)(?![a-z])/i;

/** Words in samples that the user must replace. */
const sampleWords =
  /^(?:[<[{(]?\s*(?:your|my|the|insert|enter|put|paste|replace|add|fill|isi|masukkan|ganti)[-_ ](?:in[-_ ])?(?:your[-_ ]|the[-_ ]|my[-_ ]|own[-_ ])*(?:\w+[-_ ])*(?:key|token|secret|code|tenant|number|nik|id|value|here|disini|di[-_ ]sini|file|path)\w*(?:[-_ ]here)?\s*[>\]})]?|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this)|fill[-_ ]?me|fix[-_ ]?me|to[-_ ]?do|tbd|placeholder|api[-_ ]?key[-_ ]?here|x{3,}|(?:x{4,}-){2,}x+|\.{3,}|…|-{3,}|_{3,}|\?{2,})$/i;

/** Format specifiers of formatting functions. */
const formatWords = /^(?:%[sd]|%@|\{\d?\}|%\d?\$s|:?\?)$/;

/** Forms in which tools display a masked key. */
const maskedWords =
  /^.{0,8}(?:\*{3,}|[•●∙·]{3,}|<(?:hidden|redacted|masked|secret)>|\[(?:hidden|redacted|masked|secret|filtered)\]).{0,8}$/i;

/** Parts with free text, where a sample word may be literal. */
const freeTexts: ReadonlySet<string> = new Set(['question', 'officeName', 'source', 'officeCode', 'loginId']);

/**
 * Describes an unfilled placeholder or a value copied from a sample, in words that may follow "is"; undefined for other
 * values.
 */
export function placeholderIn(value: string, part: string): Wording | undefined {
  const text = value.trim();
  if (text === '' || text.length > 2000) return undefined;
  const isFree = freeTexts.has(part);
  if (!isFree && maskedWords.test(text)) return words.masked;
  if (!isFree && sampleWords.test(text)) return words.sample;
  return forms.some((one) => matches(one, text, part)) || (!isFree && formatWords.test(text))
    ? words.placeholder
    : undefined;
}

function matches({ pattern, needsOwnName }: PlaceholderForm, text: string, part: string): boolean {
  const found = pattern.exec(text);
  // A key may contain any character, so the placeholder must be the whole key.
  if (!found || (part === 'key' && found[0] !== text)) return false;
  return needsOwnName !== true || ownWords.test(separated(found[1] ?? ''));
}

/** Splits camelCase and snake_case into words. */
function separated(identifier: string): string {
  return identifier.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[_.-]/g, ' ');
}
