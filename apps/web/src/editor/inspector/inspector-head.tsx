import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import type { PatternNode } from '@patchbay/contracts';
import { IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { PluginIcon } from '../../ui/plugin-icon.js';
import { useEditor } from '../editor-context.js';
import { removeNodes } from '../model/graph.js';
import { renameNode } from '../model/rename.js';

/** The open node's name, which can be changed, and how to get rid of it. */
export function InspectorHead({ node }: { node: PatternNode }) {
  const { graph, types, change, open, mayEdit } = useEditor();
  const [name, setName] = useState(node.name);
  const description = types.get(node.type);
  const isTaken = graph.nodes.some((other) => other.id !== node.id && other.name === name.trim());
  const rename = () => {
    if (isTaken || name.trim() === '') setName(node.name);
    else change(renameNode(graph, node.id, name.trim()));
  };
  return (
    <header className="inspector-head">
      <PluginIcon icon={description?.icon} name={description?.displayName ?? node.type} />
      <TextInput
        className="grow"
        aria-label="Name of the node"
        value={name}
        maxLength={200}
        readOnly={!mayEdit}
        error={isTaken ? 'Another node has this name' : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename();
        }}
      />
      {mayEdit && (
        <Tooltip label="Delete the node">
          <ActionIcon
            variant="subtle"
            color="red"
            size={36}
            aria-label="Delete the node"
            onClick={() => {
              open(undefined);
              change(removeNodes(graph, new Set([node.id])));
            }}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label="Close the node">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label="Close the node"
          onClick={() => open(undefined)}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
