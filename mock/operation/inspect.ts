import type { Contract } from '../../spec/index.js';
import type { FaceEngineMode } from '../schemas/choices.js';
import type { ContractParts } from './multipart/count-parts.js';
import { createFaceEngine, type Inspection } from './pictures/face-engine.js';

/** Inspects the pictures of a request; the inspections are keyed by part name. */
export type InspectPictures = (parts: ContractParts) => Promise<ReadonlyMap<string, Inspection>>;

/** Creates an inspector of the contract's pictures. It skips pictures larger than the contract allows. */
export function createPictureInspector(contract: Contract, mode: FaceEngineMode): InspectPictures {
  const inspect = createFaceEngine(mode);
  const { pictures } = contract.decisions;
  return async (parts) => {
    const inspections = contract.parts.flatMap(({ name, picture }) => {
      const file = picture && parts.file(name);
      if (!file || file.bytes > picture.maximumBytes) return [];
      return [inspect(file, { ...pictures, ...picture }).then((found): [string, Inspection] => [name, found])];
    });
    return new Map(await Promise.all(inspections));
  };
}
