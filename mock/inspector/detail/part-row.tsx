import type { JournalEntry } from '../../schemas/journal-types.js';
import { FindingList } from './finding-list.js';
import type { PartRow } from './part-rows.js';
import { SentPictureView } from './sent-picture.js';

/** One part of the request, or one that is missing from it. */
export function PartRowView({ row, lang }: { readonly row: PartRow; readonly lang: JournalEntry['lang'] }) {
  const { listed, sent, violations, likelyName } = row;
  const [sign, what] = signOf(row);
  const name = sent?.part.name ?? listed?.name ?? '';
  return (
    <li class={`part ${what}`}>
      <span class="sign" role="img" aria-label={signWords[what]}>
        {sign}
      </span>
      <div class="content">
        <p class="head">
          <b class="name">{name === '' ? '(no name)' : name}</b>
          {sent?.part.type === 'text' && <TextValue value={sent.part.value} />}
          {!sent && violations.length === 0 && <span class="soft small">not sent</span>}
          {sent?.part.contractName !== undefined && <span class="soft small">counts as {sent.part.contractName}</span>}
          {likelyName !== undefined && <span class="tag">probably {likelyName}</span>}
          <span class="section soft small">
            {listed
              ? `${listed.isRequired ? 'required' : 'optional'} · section ${listed.section}`
              : 'not in the document'}
          </span>
        </p>
        {sent?.part.type === 'file' && <SentPictureView part={sent.part} bounds={listed?.bounds} />}
        <FindingList violations={violations} lang={lang} />
      </div>
    </li>
  );
}

function TextValue({ value }: { readonly value: string }) {
  return value === '' ? <i class="soft">empty</i> : <code class="value">{value}</code>;
}

const signWords = { wrong: 'wrong', warned: 'accepted with a note', good: 'right', absent: 'not sent' } as const;

function signOf({ sent, violations }: PartRow): readonly [sign: string, what: keyof typeof signWords] {
  if (violations.some(({ outcome }) => outcome !== 'accepted')) return ['✗', 'wrong'];
  if (violations.length > 0) return ['!', 'warned'];
  return sent ? ['✓', 'good'] : ['·', 'absent'];
}
