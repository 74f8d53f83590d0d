import { NativeSelect } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { PickProps } from './pick-props.js';

/** From so many on one looks for a choice by typing instead of by looking through the list. */
const many = 20;

const SearchedPick = lazy(() => import('./searched-pick.js'));

/** A choice of one of what people made, of which there may be two or thousands. */
export function PickOne(props: PickProps) {
  if (props.options.length <= many) return <Listed {...props} />;
  return (
    <Suspense fallback={<Listed {...props} disabled />}>
      <SearchedPick {...props} />
    </Suspense>
  );
}

function Listed({ none, options, onPick, ...props }: PickProps & { disabled?: boolean }) {
  return (
    <NativeSelect
      {...props}
      data={[{ value: '', label: none }, ...options]}
      onChange={(event) => onPick(event.currentTarget.value)}
    />
  );
}
