import { Button, Drawer, Skeleton } from '@mantine/core';
import type { ConnectorDescription } from '@patchbay/contracts';
import { lazy, Suspense, useState } from 'react';
import { nothingSaid } from '../../../connections/about.js';
import { fieldsOf } from '../../../fields/fields-of.js';
import { useFocusBack } from '../../../ui/focus-back.js';
import { PluginIcon } from '../../../ui/plugin-icon.js';
import { useCloseGuard } from '../../../ui/use-close-guard.js';

const ConnectionForm = lazy(async () => {
  const { ConnectionForm: component } = await import('../../../connections/connection-form.js');
  return { default: component };
});

interface CreateDrawerProps {
  /** Those that fit the slot. */
  connectors: readonly ConnectorDescription[];
  onSaved: (id: string) => void;
  onClose: () => void;
}

/** Makes a connection beside the pattern, which stays as it is; what was made goes into the slot. */
export function CreateDrawer({ connectors, onSaved, onClose }: CreateDrawerProps) {
  const available = connectors.filter((connector) => connector.available);
  const [chosen, setChosen] = useState(available.length === 1 ? available[0] : undefined);
  const [isDirty, setDirty] = useState(false);
  useFocusBack(true);
  const { guard, question, isAsking } = useCloseGuard(isDirty);
  const close = () => guard(onClose);
  const chooseAnother = () =>
    guard(() => {
      setDirty(false);
      setChosen(undefined);
    });
  return (
    <Drawer
      opened
      onClose={close}
      closeOnEscape={!isAsking}
      // A slip of the mouse must not lose what was typed.
      closeOnClickOutside={false}
      position="right"
      size={560}
      classNames={{ body: 'connection-drawer' }}
      title={chosen === undefined ? 'What to connect' : `Connect ${chosen.displayName}`}
    >
      {chosen === undefined ? (
        <ul className="plain-list card-grid">
          {available.map((connector) => (
            <li key={connector.type}>
              <Choice connector={connector} onChoose={setChosen} />
            </li>
          ))}
        </ul>
      ) : (
        <>
          {available.length > 1 && (
            <Button variant="subtle" size="compact-sm" mb="sm" ml={-8} onClick={chooseAnother}>
              Choose another kind
            </Button>
          )}
          <Suspense fallback={<Skeleton height={320} />}>
            <ConnectionForm
              key={chosen.type}
              connector={chosen}
              fields={fieldsOf(chosen)}
              about={nothingSaid}
              initial={{}}
              within={{ onSaved, onCancel: close, onDirty: setDirty }}
            />
          </Suspense>
        </>
      )}
      {question}
    </Drawer>
  );
}

interface ChoiceProps {
  connector: ConnectorDescription;
  onChoose: (connector: ConnectorDescription) => void;
}

function Choice({ connector, onChoose }: ChoiceProps) {
  return (
    <button type="button" className="type-card type-choice" onClick={() => onChoose(connector)}>
      <PluginIcon icon={connector.icon} name={connector.displayName} size={36} />
      <span className="type-text">
        <span className="type-name">{connector.displayName}</span>
        <span className="muted small">{connector.description}</span>
      </span>
    </button>
  );
}
