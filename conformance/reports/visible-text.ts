/** What a terminal shows as nothing or as a plain space: controls, zero-width and other format characters, odd spaces. */
const invisible =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

/**
 * Makes every character of a text visible: `\ufeff` for one that a terminal does not show, `·` for a space at the end of a
 * line or of a quoted text. Line breaks stay.
 */
export function visibleText(text: string): string {
  return escapeInvisible(text).replaceAll(/ +(?="?$)/gm, (spaces) => '·'.repeat(spaces.length));
}

/** Escapes the characters that a terminal does not show, and those that steer it. Line breaks and spaces stay. */
export function escapeInvisible(text: string): string {
  return text.replaceAll(invisible, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
