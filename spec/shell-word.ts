/**
 * A word as a shell takes it literally, for command lines that people copy. Line breaks need the `$'...'` form of bash,
 * zsh and ksh; all else is POSIX.
 */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (!/[\r\n]/.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  return `$'${escaped}'`;
}
