import type { PictureBounds, ServedFormPart } from '../../api/served-contract.js';
import { MarkedText } from '../marked-text.js';

/** The name of a part, whether it is required, what it is, and its limits. */
export function PartLabel({ part, id }: { readonly part: ServedFormPart; readonly id: string }) {
  const { name, isRequired, description, bounds, section } = part;
  return (
    <div class="part-head">
      <p>
        <code id={id} class="path">
          {name}
        </code>{' '}
        <span class={isRequired ? 'required' : 'soft small'}>{isRequired ? 'required' : 'optional'}</span>
      </p>
      <p class="soft small">
        <MarkedText text={description} />
        {bounds && ` ${boundsInWords(bounds)}`}
        {!description.includes('section') && ` (The document, section ${section})`}
      </p>
    </div>
  );
}

/** The limits on a picture in words. */
function boundsInWords({ minimum, maximum, maximumBytes, extensions }: PictureBounds): string {
  const size = ({ width, height }: PictureBounds['minimum']) => `${width} × ${height}`;
  return `${size(minimum)} to ${size(maximum)} pixels, at most ${maximumBytes.toLocaleString('en')} bytes, ${extensions.join(' ')}.`;
}
