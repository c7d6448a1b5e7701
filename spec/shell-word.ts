/**
 * Quotes a word for a shell, in command lines for users to copy. Line breaks need the `$'...'` form of bash, zsh and ksh;
 * everything else is POSIX.
 */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (!/[\r\n]/.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  return `$'${escaped}'`;
}
