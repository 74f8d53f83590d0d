import './section.css';
import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  intro?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** A card with a heading of its own. */
export function Section({ title, intro, action, children }: SectionProps) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <header className="section-head">
        <div className="grow">
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {intro !== undefined && <p className="muted small flat">{intro}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
