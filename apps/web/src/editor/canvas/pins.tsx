import type { PinDescription } from '@patchbay/contracts';
import { Handle, Position } from '@xyflow/react';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

interface PinsProps {
  side: 'input' | 'output';
  pins: readonly PinDescription[];
}

/** The typed pins of one side. Colour tells the type at a glance, the title in words. */
export function Pins({ side, pins }: PinsProps) {
  const isInput = side === 'input';
  return pins.map((pin, index) => {
    const name = pin.displayName ?? pin.name;
    return (
      <Handle
        key={pin.name}
        id={pin.name}
        type={isInput ? 'target' : 'source'}
        position={isInput ? Position.Left : Position.Right}
        className={`pin pin-${pin.type}`}
        style={{ top: `${((index + 0.5) / pins.length) * 100}%` }}
        title={`${isolated(name)} (${pin.type})`}
      >
        {pins.length > 1 && (
          <span className={`pin-name pin-name-${side}`}>
            <Name>{name}</Name>
          </span>
        )}
      </Handle>
    );
  });
}
