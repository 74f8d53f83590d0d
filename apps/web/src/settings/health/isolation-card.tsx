import type { Ready } from '@patchbay/contracts';
import { count } from '../../ui/words.js';
import { Section } from '../parts/section.js';

/** How plugin code is kept apart on this machine, and why not better. */
export function IsolationCard({ isolation }: { isolation: NonNullable<Ready['isolation']> }) {
  return (
    <Section title="Isolation of plugin code" intro={`${count(isolation.runners, 'runner')} now.`}>
      <dl className="facts">
        <dt>In use</dt>
        <dd>{isolation.rung}</dd>
        <dt>That is</dt>
        <dd>{isolation.description}</dd>
        <dt>Network</dt>
        <dd>{isolation.network.description}</dd>
      </dl>
      {isolation.refused.length > 0 && (
        <>
          <p className="muted small">Stronger ways that do not work on this machine:</p>
          <ul>
            {isolation.refused.map(({ rung, reason }) => (
              <li key={rung} className="small">
                {rung}: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
