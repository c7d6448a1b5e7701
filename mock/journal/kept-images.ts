import { isSecretPart } from './describe.js';
import type { JournalPart, KeptState } from './entry.js';
import type { MemoryBudget } from './memory-budget.js';
import type { ReceivedPart } from './received.js';

/** The pictures of one request. */
export interface KeptImages {
  /** Keeps the files of a body, each by its place. */
  readonly keep: (parts: readonly ReceivedPart[]) => void;
  readonly get: (place: number) => Buffer | undefined;
  readonly stateOf: (place: number) => KeptState;
  readonly clear: () => void;
}

/** What is said of every file where pictures are not kept at all. */
const notAsked: KeptState = { kept: false };

/** Where nothing is to be kept. */
export const noImages: KeptImages = {
  keep: () => {},
  get: () => undefined,
  stateOf: () => notAsked,
  clear: () => {},
};

/** Makes room for the pictures of one request; `onDrop` hears when one of them had to make room for newer ones. */
export function openImages(id: string, budget: MemoryBudget, onDrop: (place: number) => void): KeptImages {
  const images = new Map<number, Buffer>();
  const reasons = new Map<number, string>();
  const drop = (place: number): void => {
    images.delete(place);
    reasons.set(place, 'newer pictures have taken its place');
    onDrop(place);
  };
  return {
    keep: (parts) => {
      for (const [place, part] of parts.entries()) {
        if (part.type !== 'file') continue;
        const { name, content } = part;
        if (isSecretPart(name)) reasons.set(place, `what comes as ${name.toLowerCase()} is never kept`);
        else if (!content) reasons.set(place, 'it is larger than the contract lets a picture be');
        else {
          // A copy: what the parts stand in is lent to the request alone.
          const image = Buffer.from(content);
          if (budget.hold(image, image.length, () => drop(place))) images.set(place, image);
          else reasons.set(place, 'it is larger than all that is kept together');
        }
      }
    },
    get: (place) => images.get(place),
    stateOf: (place) => {
      const notKeptReason = reasons.get(place);
      if (images.has(place)) return { kept: true, image: `/__admin/requests/${id}/images/${place}` };
      return notKeptReason === undefined ? notAsked : { kept: false, notKeptReason };
    },
    clear: () => {
      for (const image of images.values()) budget.giveBack(image);
      images.clear();
    },
  };
}

/** A part with what is now to be said of whether it is kept. */
export function withKept(part: JournalPart, state: KeptState): JournalPart {
  if (part.type !== 'file') return part;
  const { image: _image, notKeptReason: _reason, ...rest } = part;
  return { ...rest, ...state };
}
