import { useState } from 'preact/hooks';
import { curlFor } from '../../api/call-admin.js';
import { connection } from '../../state/connection.js';
import { contract } from '../../state/world.js';
import { CurlBlock } from '../curl-block.js';
import { LazyDetails } from '../lazy-details.js';
import { LoadState } from '../loading/load-state.js';
import { useLoaded } from '../loading/use-loaded.js';
import { MarkedText } from '../marked-text.js';
import { DecisionCard } from './decision-card.js';
import { DecisionFilter, isFound, type WantedDecisions } from './decision-filter.js';
import { loadProfileInEffect, type ProfileInEffect, profileCall, registerCall } from './load-profile.js';
import { QuestionText } from './question.js';

/** The decisions of the profile in effect, each with its source and the readings of its ambiguity. */
export function ProfileTab() {
  const [profile, again] = useLoaded(loadProfileInEffect, [contract.value, connection.value.state]);
  return (
    <>
      <header class="tab-head">
        <h2>Profile</h2>
        <p class="soft">
          The vendor’s document leaves questions open. A profile decides each of them, and the mock answers by it. Every
          decision says where it comes from: the document, an assumption, or an observation on a real server.
        </p>
      </header>
      <LoadState of={profile} what="the profile" again={again}>
        {(value) => <Decisions of={value} />}
      </LoadState>
      <CurlBlock curl={[profileCall, registerCall].map(curlFor).join('\n')} label="Copy the curl lines" />
    </>
  );
}

function Decisions({ of }: { readonly of: ProfileInEffect }) {
  const [wanted, setWanted] = useState<WantedDecisions>({ source: 'all', text: '' });
  const { profile, decisions, ambiguities } = of;
  const found = decisions.filter((decision) => isFound(decision, wanted, ambiguities));
  const undecided = ambiguities.filter(({ decisions: paths }) => paths.length === 0);
  return (
    <>
      {profile ? (
        <p>
          In effect: <b>{profile.name}</b>. {profile.summary}
        </p>
      ) : (
        <p>
          The contract comes from an OpenAPI file, so it has no profile. These are the decisions that the file carries (
          <code>x-decisions</code>).
        </p>
      )}
      <DecisionFilter wanted={wanted} onChange={setWanted} hasSources={profile !== undefined} />
      <p class="count" role="status">
        {found.length === 0
          ? 'No decision matches. Change the filter.'
          : `${found.length} of ${decisions.length} decisions`}
      </p>
      <ul class="cards">
        {found.map((decision) => (
          <DecisionCard key={decision.path} decision={decision} of={of} />
        ))}
      </ul>
      <h3>Questions that no decision settles</h3>
      <ul class="cards">
        {undecided.map((ambiguity) => (
          <li key={ambiguity.id} class="card">
            <LazyDetails summary={<MarkedText text={ambiguity.question} />}>
              {() => <QuestionText ambiguity={ambiguity} of={of} />}
            </LazyDetails>
          </li>
        ))}
      </ul>
    </>
  );
}
