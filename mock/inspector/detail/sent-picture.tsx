import type { JournalFile } from '../../schemas/journal-types.js';
import type { PictureBounds } from '../api/served-contract.js';
import { act } from '../state/act.js';
import { page } from '../state/page.js';
import { session } from '../state/world.js';
import { Bar } from './bar.js';
import { bytesBar, sideBar } from './measure.js';

/** A file that was sent: its picture, its measures against the limits, and what the simulated face engine found. */
export function SentPictureView({
  part,
  bounds,
}: {
  readonly part: JournalFile;
  readonly bounds: PictureBounds | undefined;
}) {
  const { filename, sniffedType, declaredType, bytes, dimensions, inspection } = part;
  return (
    <div class="picture">
      <Thumbnail part={part} />
      <div class="facts">
        <p>
          {filename === null ? <i>no file name</i> : <code>{filename}</code>}
          {' · '}
          {sniffedType}
          {dimensions && ` · ${dimensions.width} × ${dimensions.height}`}
        </p>
        {bounds ? <Bar bar={bytesBar(bytes, bounds.maximumBytes)} /> : <p class="small">{bytes} bytes</p>}
        {bounds && dimensions && <Sides dimensions={dimensions} bounds={bounds} />}
        <p class="small soft">
          declared as {declaredType === '' ? 'nothing' : declaredType}
          {inspection !== null && ` · ${inspection}`}
        </p>
      </div>
    </div>
  );
}

/** The sides, whichever way the picture is turned. */
function Sides({
  dimensions: { width, height },
  bounds: { minimum, maximum },
}: {
  readonly dimensions: NonNullable<JournalFile['dimensions']>;
  readonly bounds: PictureBounds;
}) {
  const sides = (size: { readonly width: number; readonly height: number }) => ({
    long: Math.max(size.width, size.height),
    short: Math.min(size.width, size.height),
  });
  const [own, least, most] = [sides({ width, height }), sides(minimum), sides(maximum)];
  return (
    <>
      <Bar bar={sideBar('long side', own.long, { least: least.long, most: most.long })} />
      <Bar bar={sideBar('short side', own.short, { least: least.short, most: most.short })} />
    </>
  );
}

function Thumbnail({ part: { image, name, notKeptReason } }: { readonly part: JournalFile }) {
  if (image !== undefined)
    return (
      <a class="thumbnail" href={`${page.root}${image}`} target="_blank" rel="noreferrer">
        <img src={`${page.root}${image}`} alt={`Sent as ${name}`} />
      </a>
    );
  const isKeeping = session.value?.keepImages === true;
  return (
    <div class="thumbnail no-picture small">
      <p>{notKeptReason === undefined ? 'Picture not kept' : `Not kept: ${notKeptReason}`}</p>
      {notKeptReason === undefined && (isKeeping ? <p>Those of new requests are.</p> : <KeepPictures />)}
    </div>
  );
}

/** Turns on that pictures are kept, for the session and from now on. */
function KeepPictures() {
  const keep = () =>
    act('Pictures are kept from now on, in memory only', {
      method: 'PUT',
      path: '/keep-images',
      body: { keepImages: true },
    });
  return (
    <button type="button" class="quiet" onClick={() => void keep()}>
      Keep pictures from now on
    </button>
  );
}
