import type { Piece } from '../variables.js';
import { changedName } from './script-checks.js';

/** A value with variables in double braces. `refNumber` writes the new number of a run. */
export function inBraces(pieces: readonly Piece[], refNumber: (place: number) => string): string {
  return pieces
    .map((piece) => {
      if ('text' in piece) return piece.text;
      if ('refNumber' in piece) return refNumber(piece.refNumber);
      return `{{${piece.change === undefined ? piece.variable : changedName(piece.variable)}}}`;
    })
    .join('');
}

/** A refNumber like the document's: letters, and as many digits up to 99 requests. The tool fills in the seconds since 1970. */
export function timedRefNumber(place: number): string {
  return `REF{{$timestamp}}${String(place).padStart(2, '0')}`;
}
