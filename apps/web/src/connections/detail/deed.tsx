import type { ReactNode } from 'react';

/** Something that can be done, what it means, and its button. */
export function Deed({ name, what, children }: { name: string; what: ReactNode; children: ReactNode }) {
  return (
    <li className="deed">
      <div className="grow">
        <strong className="deed-name">{name}</strong>
        <div className="muted">{what}</div>
      </div>
      {children}
    </li>
  );
}
