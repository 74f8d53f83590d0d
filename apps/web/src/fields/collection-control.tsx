import { Button, Group, Menu } from '@mantine/core';
import { type CollectionField, isWithin } from '@patchbay/fields';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ControlProps } from './control.js';
import { FieldSet } from './field-set.js';
import { useForm } from './form-context.js';
import { RowAction } from './rows/row-action.js';
import { getOwn, isObject, pointerOf } from './values.js';

interface CollectionProps extends ControlProps<CollectionField> {
  /** Draws an inner field; handed in, because that one draws collections. */
  Inner: ComponentType<ControlProps>;
}

/** Optional fields that count only once somebody adds them. */
export function CollectionControl({ field, path, value, Inner }: CollectionProps) {
  const form = useForm();
  const values = isObject(value) ? value : {};
  const isStored = (key: string) =>
    form.stored.some((pointer) => isWithin(pointer, pointerOf([...path, key])));
  // Emptied on the way to another value (`null`) is still there; taken out is gone.
  const isAdded = (key: string) => getOwn(values, key) !== undefined || isStored(key);
  const entries = Object.entries(field.fields);
  const missing = entries.filter(([key]) => !isAdded(key));
  return (
    <FieldSet field={field} path={path}>
      {entries
        .filter(([key]) => isAdded(key))
        .map(([key, inner]) => (
          <Group key={key} gap="xs" align="flex-end" wrap="nowrap">
            <div className="grow">
              <Inner field={inner} path={[...path, key]} value={getOwn(values, key)} />
            </div>
            <RowAction
              name={`Remove ${inner.displayName}`}
              Icon={IconTrash}
              mb={4}
              onClick={() => form.change([...path, key], isStored(key) ? null : undefined)}
            />
          </Group>
        ))}
      {missing.length > 0 && (
        <Menu position="bottom-start" withinPortal={false}>
          <Menu.Target>
            <Button
              variant="default"
              size="compact-sm"
              w="fit-content"
              leftSection={<IconPlus size={14} aria-hidden />}
            >
              Add to {field.displayName.toLowerCase()}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {missing.map(([key, inner]) => (
              <Menu.Item key={key} onClick={() => form.change([...path, key], startOf(inner.default))}>
                {inner.displayName}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </FieldSet>
  );
}

/** An added field shows at once, with its default or empty. */
function startOf(value: unknown): string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean'
    ? value
    : typeof value === 'string'
      ? value
      : '';
}
