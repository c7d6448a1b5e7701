import type { JournalFile, JournalPart } from '../schemas/journal-types.js';
import { pictureWordings as words } from '../texts/picture-wordings.js';
import type { Language, Wording } from '../texts/wording.js';
import { isSecretPart } from './describe.js';
import type { MemoryBudget } from './memory-budget.js';
import type { ReceivedPart } from './received.js';

/** Whether the mock kept a file. */
export type KeptState = Pick<JournalFile, 'kept' | 'image' | 'notKeptReason'>;

/** Kept pictures of one request. */
export interface KeptImages {
  /** Keeps the files of a body by part index. */
  readonly keep: (parts: readonly ReceivedPart[]) => void;
  readonly get: (place: number) => Buffer | undefined;
  readonly stateOf: (place: number) => KeptState;
  readonly clear: () => void;
}

/** State of every file when pictures are not kept. */
const notKept: KeptState = { kept: false };

/** Keeps nothing. */
export const noImages: KeptImages = {
  keep: () => {},
  get: () => undefined,
  stateOf: () => notKept,
  clear: () => {},
};

/** Creates the store for one request's pictures. `onDrop` is called when newer pictures evict one. */
export function createKeptImages(
  id: string,
  budget: MemoryBudget,
  language: Language,
  onDrop: (place: number) => void,
): KeptImages {
  const images = new Map<number, Buffer>();
  const reasons = new Map<number, Wording>();
  const drop = (place: number): void => {
    images.delete(place);
    reasons.set(place, words.keptReplaced);
    onDrop(place);
  };
  return {
    keep: (parts) => {
      for (const [place, part] of parts.entries()) {
        if (part.type !== 'file') continue;
        const { name, content } = part;
        if (isSecretPart(name)) reasons.set(place, words.keptSecret({ name: name.toLowerCase() }));
        else if (!content) reasons.set(place, words.keptTooLarge);
        else {
          // Copied, because the request's buffer is reused.
          const image = Buffer.from(content);
          if (budget.hold(image, image.length, () => drop(place))) images.set(place, image);
          else reasons.set(place, words.keptNoMemory);
        }
      }
    },
    get: (place) => images.get(place),
    stateOf: (place) => {
      const notKeptReason = reasons.get(place)?.[language];
      if (images.has(place)) return { kept: true, image: `/__admin/requests/${id}/images/${place}` };
      return notKeptReason === undefined ? notKept : { kept: false, notKeptReason };
    },
    clear: () => {
      for (const image of images.values()) budget.release(image);
      images.clear();
    },
  };
}

/** Returns a part with its current state. */
export function withKept(part: JournalPart, state: KeptState): JournalPart {
  if (part.type !== 'file') return part;
  const { image: _image, notKeptReason: _reason, ...rest } = part;
  return { ...rest, ...state };
}
