import type { ConnectionDetail, ConnectorDescription, Metadata } from '@patchbay/contracts';
import { applyDefaults, isSecretField, isVisible, MASK, type Field, type JsonObject } from '@patchbay/fields';
import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { fieldsOf } from '../../fields/fields-of.js';
import { valueWords } from '../../fields/value-words.js';
import { getOwn } from '../../fields/values.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Tags } from '../tags.js';
import { count } from '../../ui/words.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

interface OverviewProps {
  connection: ConnectionDetail;
  connector: ConnectorDescription | undefined;
}

/** What it is and how it is set up; secrets as "set", with when. */
export function Overview({ connection, connector }: OverviewProps) {
  return (
    <section className="card" aria-labelledby="overview-title">
      <Title order={2} size="h5" id="overview-title" mb="sm">
        How it is set up
      </Title>
      {connection.description !== '' && <p className="overview-text">{connection.description}</p>}
      {connection.warnings?.map(({ pointer, detail }) => (
        <p key={pointer} className="muted">
          {detail}
        </p>
      ))}
      <dl className="facts">
        {connector && <Values connection={connection} connector={connector} />}
        {connection.tags.length > 0 && (
          <div className="fact">
            <dt>Tags</dt>
            <dd>
              <Tags tags={connection.tags} />
            </dd>
          </div>
        )}
        <MetadataFact metadata={connection.metadata} />
        <dt>Used by</dt>
        <dd>{connection.patternCount === 0 ? 'Nothing' : count(connection.patternCount, 'pattern')}</dd>
        <dt>Last used</dt>
        <dd>{connection.lastUsedAt === null ? 'Never' : <RelativeTime time={connection.lastUsedAt} />}</dd>
        <dt>Changed</dt>
        <dd>
          <RelativeTime time={connection.updatedAt} />
        </dd>
      </dl>
    </section>
  );
}

function MetadataFact({ metadata }: { metadata: Metadata }) {
  const entries = Object.entries(metadata);
  if (entries.length === 0) return null;
  return (
    <div className="fact">
      <dt>Metadata</dt>
      <dd>
        <ul className="plain-list" aria-label="Metadata">
          {entries.map(([name, value]) => (
            <li key={name}>
              <span className="mono">
                <Name>{name}</Name>
              </span>{' '}
              {value !== '' && (
                <Link
                  to="/connections"
                  search={{ metadata: `${name}:${value}` }}
                  className="text-link"
                  title={`All with ${isolated(name)} ${isolated(value)}`}
                >
                  <Name>{value}</Name>
                </Link>
              )}
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

function Values({
  connection,
  connector,
}: {
  connection: ConnectionDetail;
  connector: ConnectorDescription;
}) {
  const fields = fieldsOf(connector);
  const config = connection.config as JsonObject;
  const effective = applyDefaults(fields, config);
  return Object.entries(fields)
    .filter(([key, field]) => isTold(field, getOwn(config, key)) && isVisible(field, effective))
    .map(([key, field]) => (
      <div key={key} className="fact">
        <dt>{field.displayName}</dt>
        <dd className={isCompared(field) ? 'mono' : undefined}>
          {isSecretField(field) ? (
            <SetSecret time={connection.secretsSetAt} />
          ) : (
            valueWords(field, getOwn(effective, key))
          )}
        </dd>
      </div>
    ));
}

/** Whether it is read letter by letter, unlike a choice, whose words are ours. */
function isCompared(field: Field): boolean {
  return !isSecretField(field) && field.kind !== 'options' && field.kind !== 'boolean';
}

/** The main fields, and of the others what somebody has set. */
function isTold(field: Field, given: unknown): boolean {
  if (field.kind === 'notice' || field.kind === 'hidden') return false;
  const isMain = (field.section ?? 'main') === 'main';
  return given !== undefined && given !== null ? true : isMain && field.default !== undefined;
}

function SetSecret({ time }: { time: string | null }) {
  return (
    <>
      <span className="mono" aria-label="A value">
        {MASK}
      </span>{' '}
      <span className="muted">set {time !== null && <RelativeTime time={time} />}</span>
    </>
  );
}
