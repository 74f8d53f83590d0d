import { Button } from '@mantine/core';
import type { SecretSummary } from '@patchbay/contracts';
import { useState } from 'react';
import { useMay } from '../api/use-me.js';
import { StateBadge } from '../ui/state-badge.js';
import { count } from '../ui/words.js';
import { DeleteSecret } from './delete-secret.js';
import { SecretUsers } from './secret-users.js';
import { SecretValue } from './secret-value.js';

/** One secret: what uses it, and of each environment whether it has a value there. */
export function SecretCard({ secret }: { secret: SecretSummary }) {
  const mayEdit = useMay('secret.edit');
  const [isDeleting, setDeleting] = useState(false);
  const [showsUsers, setShowsUsers] = useState(false);
  const { name, description, values, usedByCount } = secret;
  const missing = values.filter(({ isSet }) => !isSet).length;
  return (
    <li className="card secret-card" aria-label={name}>
      <div className="secret-head">
        <div className="grow">
          <h2 className="secret-name mono">{name}</h2>
          {description !== '' && <p className="muted flat">{description}</p>}
        </div>
        {missing > 0 && (
          <StateBadge state="warning">
            {missing === values.length ? 'No value anywhere' : `Missing in ${count(missing, 'environment')}`}
          </StateBadge>
        )}
        <div className="secret-tools">
          {usedByCount === 0 ? (
            <span className="muted small">Not used</span>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={showsUsers}
              onClick={() => setShowsUsers(!showsUsers)}
              aria-label={`Used by ${usedByCount}: ${name}`}
            >
              Used by {usedByCount}
            </Button>
          )}
          {mayEdit && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Delete ${name}`}
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
          )}
        </div>
      </div>
      {showsUsers && <SecretUsers name={name} />}
      <ul className="plain-list secret-values" aria-label={`Values of ${name}`}>
        {values.map((value) => (
          <SecretValue key={value.environment} name={name} value={value} />
        ))}
      </ul>
      <DeleteSecret name={name} isOpen={isDeleting} onClose={() => setDeleting(false)} />
    </li>
  );
}
