import { NativeSelect, NumberInput, Stack, Switch, Textarea } from '@mantine/core';
import type { NodeSettings, PatternNode } from '@patchbay/contracts';
import { useEditor } from '../editor-context.js';
import { grouped } from '../../ui/words.js';
import { updateNode } from '../model/graph.js';

const onErrors = [
  { value: 'stop', label: 'End the run' },
  { value: 'continue', label: 'Go on with the error as an item' },
  { value: 'errorOutput', label: 'Send failed items to an error output' },
];

/** What happens around the node's work; every setting has a default. */
export function NodeSettingsForm({ node }: { node: PatternNode }) {
  const { graph, change, mayEdit } = useEditor();
  const settings = node.settings ?? {};
  /** What is emptied is left out, so that the usual applies. */
  const set = <Key extends keyof NodeSettings>(key: Key, value: NodeSettings[Key] | undefined) => {
    const { [key]: _before, ...others } = settings;
    const next = value === undefined ? others : { ...others, [key]: value };
    change(updateNode(graph, node.id, { settings: next }), `${node.id}/settings/${key}`);
  };
  return (
    <fieldset className="bare-fieldset" disabled={!mayEdit}>
      <Stack gap="md">
        <Switch
          label="Skip this node"
          description="Items pass through it unchanged"
          checked={settings.disabled === true}
          onChange={(event) => set('disabled', event.currentTarget.checked)}
        />
        <NativeSelect
          label="When it fails"
          data={onErrors}
          value={settings.onError ?? 'stop'}
          onChange={(event) =>
            set('onError', event.currentTarget.value as NonNullable<NodeSettings['onError']>)
          }
        />
        <Whole
          label="Further tries"
          description="How often it is tried again after a failure"
          value={settings.retries}
          usual={0}
          most={20}
          onChange={(retries) => set('retries', retries)}
        />
        <Whole
          label="Wait between tries"
          suffix=" ms"
          value={settings.retryDelayMs}
          usual={1000}
          most={3_600_000}
          onChange={(retryDelayMs) => set('retryDelayMs', retryDelayMs)}
        />
        <Whole
          label="Time limit of one try"
          suffix=" ms"
          value={settings.timeoutMs}
          least={1}
          most={86_400_000}
          onChange={(timeoutMs) => set('timeoutMs', timeoutMs)}
        />
        <Switch
          label="Execute once"
          description="For the first item alone"
          checked={settings.executeOnce === true}
          onChange={(event) => set('executeOnce', event.currentTarget.checked)}
        />
        <Switch
          label="Always give an item"
          description="An empty one when there is no other"
          checked={settings.alwaysOutputData === true}
          onChange={(event) => set('alwaysOutputData', event.currentTarget.checked)}
        />
        <Textarea
          label="Note"
          description="Shown below the node on the canvas"
          autosize
          minRows={2}
          maxLength={10_000}
          value={node.notes ?? ''}
          onChange={(event) =>
            change(updateNode(graph, node.id, { notes: event.currentTarget.value }), `${node.id}/notes`)
          }
        />
      </Stack>
    </fieldset>
  );
}

interface WholeProps {
  label: string;
  description?: string;
  suffix?: string;
  value: number | undefined;
  usual?: number;
  least?: number;
  most: number;
  /** `undefined` when it was emptied. */
  onChange: (value: number | undefined) => void;
}

function Whole({ usual, least = 0, most, suffix = '', value, onChange, ...rest }: WholeProps) {
  return (
    <NumberInput
      {...rest}
      allowDecimal={false}
      min={least}
      max={most}
      clampBehavior="strict"
      placeholder={usual === undefined ? 'None' : `${grouped(usual)}${suffix}`}
      suffix={suffix}
      thousandSeparator={'\u2009'}
      value={value ?? ''}
      onChange={(next) => {
        if (typeof next === 'number') onChange(next);
        else if (next === '') onChange(undefined);
      }}
    />
  );
}
