import { useEffect, useState } from 'preact/hooks';
import type { ServedFormPart } from '../../api/served-contract.js';
import type { ListedFixture, Offer } from '../scenarios/load-scenarios.js';
import { fixturePath } from '../scenarios/sample-pictures.js';
import { PartLabel } from './part-label.js';
import { type ChosenPicture, changeForm, presetPicture, tryForm } from './try-state.js';

/** A picture part of the form: a sample, or a file of the reader, chosen or dropped. */
export function PicturePart({ part, offer }: { readonly part: ServedFormPart; readonly offer: Offer }) {
  const { name } = part;
  const { pictures } = tryForm.value;
  const picture = pictures[name] ?? presetPicture(name, offer);
  const [isOver, setIsOver] = useState(false);
  const choose = (next: ChosenPicture) => changeForm({ pictures: { ...tryForm.value.pictures, [name]: next } });
  const setFile = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) choose({ from: 'reader', file });
  };
  return (
    <li
      class={isOver ? 'try-part over' : 'try-part'}
      data-part={name}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        setFile(event.dataTransfer?.files);
      }}
    >
      <PartLabel part={part} id={`try-${name}-label`} />
      <div class="try-control try-picture">
        <Preview picture={picture} name={name} />
        <div class="sources">
          <select
            aria-label={`Picture for ${name}`}
            value={picture.from === 'sample' ? picture.fixture : `(${picture.from})`}
            onChange={({ currentTarget: { value } }) =>
              choose(value === '(nowhere)' ? { from: 'nowhere' } : { from: 'sample', fixture: value })
            }
          >
            {picture.from === 'reader' && <option value="(reader)">your file {picture.file.name}</option>}
            <option value="(nowhere)">none: the part is not sent</option>
            {groupsOf(offer.fixtures, name).map(([kind, fixtures]) => (
              <optgroup key={kind} label={`causes ${kind}`}>
                {fixtures.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {id}: {title}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <input
            type="file"
            aria-label={`Your own file for ${name}`}
            onChange={({ currentTarget }) => {
              setFile(currentTarget.files);
              // The same file can be chosen again.
              currentTarget.value = '';
            }}
          />
          <span class="soft small">or drop a file here. It goes to this mock only.</span>
        </div>
      </div>
    </li>
  );
}

/** The sample pictures by the kind of answer that they cause: those for this part first. */
function groupsOf(fixtures: readonly ListedFixture[], name: string): readonly (readonly [string, ListedFixture[]])[] {
  const groups = new Map<string, ListedFixture[]>();
  for (const fixture of fixtures) {
    const group = fixture.part === name ? fixture.expectedKind : `another answer: it is made for ${fixture.part}`;
    groups.set(group, [...(groups.get(group) ?? []), fixture]);
  }
  return [...groups].sort(([one], [other]) => Number(one.startsWith('another')) - Number(other.startsWith('another')));
}

function Preview({ picture, name }: { readonly picture: ChosenPicture; readonly name: string }) {
  const file = picture.from === 'reader' ? picture.file : undefined;
  const [own, setOwn] = useState<string>();
  useEffect(() => {
    if (!file || !/^image\/(jpeg|png|gif|webp)$/.test(file.type)) {
      setOwn(undefined);
      return undefined;
    }
    const address = URL.createObjectURL(file);
    setOwn(address);
    return () => URL.revokeObjectURL(address);
  }, [file]);
  const source = picture.from === 'sample' ? fixturePath(picture.fixture) : own;
  if (source === undefined)
    return <div class="sample-picture none">{picture.from === 'nowhere' ? 'not sent' : 'no preview'}</div>;
  return <img class="sample-picture" src={source} alt={`Preview of ${name}`} />;
}
