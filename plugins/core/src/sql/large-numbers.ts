import { field } from '@patchbay/plugin-sdk';

export const largeNumbersParameter = field.options({
  displayName: 'Large numbers',
  description: 'Of columns such as NUMERIC and BIGINT, which may have more digits than a number here',
  options: [
    { value: 'exact', name: 'As numbers, those that would change as texts' },
    { value: 'text', name: 'As texts' },
  ],
  default: 'exact',
});

/** For the options of a query. */
export function largeNumbersOf({ largeNumbers }: { largeNumbers: 'exact' | 'text' }): {
  largeNumbers?: 'text';
} {
  return largeNumbers === 'text' ? { largeNumbers } : {};
}
