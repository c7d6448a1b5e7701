/** A way in which templates, shells and tools write a variable that they fill. */
interface PlaceholderForm {
  readonly pattern: RegExp;
  /** Whether it may stand anywhere in a value: nobody means its brackets. Else it has to be the whole value. */
  readonly anywhere?: true;
  /** Whether it counts only where the name in it is one of this API's: its form is plausible for a value, too. */
  readonly ofOurs?: true;
}

const name = String.raw`[A-Za-z_][\w.:\[\]'"() -]{0,80}`;
const form = (left: string, right: string, flags: Omit<PlaceholderForm, 'pattern'> = {}): PlaceholderForm => ({
  pattern: new RegExp(flags.anywhere ? `${left}(${name})${right}` : `^${left}(${name})${right}$`),
  ...flags,
});

/** One line for each form, with who writes it. */
const forms: readonly PlaceholderForm[] = [
  // Postman, Bruno, Handlebars, Vue, Angular, Jinja; Postman's own {{$guid}}; GitHub's ${{ secrets.X }}.
  { pattern: /\$?\{\{\{?\s*[$#/^>&-]?\s*([A-Za-z_][^{}]{0,80})\}?\}\}/, anywhere: true },
  // Shells, JavaScript, Spring, JMeter; with a default behind a colon.
  { pattern: /\$\{\s*(__)?([A-Za-z_][^{}]{0,80})\}/, anywhere: true },
  form('<%[=-]?\\s*', '%>', { anywhere: true }),
  form('#\\{', '\\}', { anywhere: true }),
  form('\\$\\(', '\\)', { anywhere: true }),
  form('\\[\\[', '\\]\\]', { anywhere: true }),
  form('\\{%\\s*', '%\\}', { anywhere: true }),
  form('%\\(', '\\)s'),
  form('\\\\\\(', '\\)', { anywhere: true }),
  { pattern: /^\$env:(\w{1,80})$/i },
  {
    pattern:
      /^(?:process\.env|import\.meta\.env|os\.environ|ENV|System\.getenv|getenv|env|secrets|vars|config|settings|pm\.(?:environment|variables))(?:\.|\[|\()['"]?(\w[\w.]{0,80})['"]?[\])]?$/,
  },
  form('@@?', '@@?', { ofOurs: true }),
  form('__', '__', { ofOurs: true }),
  form('\\{', '\\}', { ofOurs: true }),
  form('<', '>', { ofOurs: true }),
  form('\\[', '\\]', { ofOurs: true }),
  form('%', '%', { ofOurs: true }),
  form('\\$', '', { ofOurs: true }),
  form(':', '', { ofOurs: true }),
  form('@', '', { ofOurs: true }),
];

/** Words of this API's own parts and of what people call them. */
const ourWords =
  /(?:^|[^a-z])(?:api|key|apikey|token|secret|tenant|code|ref|reference|number|nik|ktp|id|login|user|office|name|source|question|eendigo|selfie|face|photo|foto|image|img\d?|file|picture|value|string|your|here|insert|enter)(?![a-z])/i;

/** What stands in samples where one's own value belongs. */
const sampleWords =
  /^(?:[<[{(]?\s*(?:your|my|the|insert|enter|put|paste|replace|add|fill|isi|masukkan|ganti)[-_ ](?:in[-_ ])?(?:your[-_ ]|the[-_ ]|my[-_ ]|own[-_ ])*(?:\w+[-_ ])*(?:key|token|secret|code|tenant|number|nik|id|value|here|disini|di[-_ ]sini|file|path)\w*(?:[-_ ]here)?\s*[>\]})]?|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this)|fill[-_ ]?me|fix[-_ ]?me|to[-_ ]?do|tbd|placeholder|api[-_ ]?key[-_ ]?here|x{3,}|(?:x{4,}-){2,}x+|\.{3,}|…|-{3,}|_{3,}|\?{2,})$/i;

/** What formatting functions fill. */
const formatWords = /^(?:%[sd]|%@|\{\d?\}|%\d?\$s|:?\?)$/;

/** How a key is shown that is not to be seen. */
const maskedWords =
  /^.{0,8}(?:\*{3,}|[•●∙·]{3,}|<(?:hidden|redacted|masked|secret)>|\[(?:hidden|redacted|masked|secret|filtered)\]).{0,8}$/i;

/** Parts that hold what a person writes: what looks like a sample word there may be meant. */
const freeTexts: ReadonlySet<string> = new Set(['question', 'officeName', 'source', 'officeCode', 'loginId']);

/**
 * What a value is that something should have filled or that was copied from a sample, in words that may follow "is";
 * undefined for any other.
 */
export function placeholderIn(value: string, part: string): string | undefined {
  const text = value.trim();
  if (text === '' || text.length > 2000) return undefined;
  const isFree = freeTexts.has(part);
  if (!isFree && maskedWords.test(text)) return 'a masked value, copied from where it is shown with stars';
  if (!isFree && sampleWords.test(text)) return 'a word of a sample, in whose place the own value belongs';
  return forms.some((one) => isOf(one, text, part)) || (!isFree && formatWords.test(text))
    ? 'a placeholder that was never filled'
    : undefined;
}

function isOf({ pattern, ofOurs }: PlaceholderForm, text: string, part: string): boolean {
  const found = pattern.exec(text);
  // A key is made of any characters, so it has to be nothing but the placeholder.
  if (!found || (part === 'key' && found[0] !== text)) return false;
  return ofOurs !== true || ourWords.test(separated(found[1] ?? ''));
}

/** camelCase and snake_case as words. */
function separated(identifier: string): string {
  return identifier.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[_.-]/g, ' ');
}
