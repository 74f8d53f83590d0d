import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { isolated } from './isolated.js';
import { Name } from './name.js';

interface PageProps {
  title: string;
  /** Above the title: where this page lies. */
  trail?: ReactNode;
  /** Beside the title: the page's one primary action. */
  action?: ReactNode;
  /** The page focuses something itself, such as its search. */
  focusesItself?: boolean;
  children: ReactNode;
}

let isFirstPage = true;

/** Title and content of a page. The title takes the focus, so that a screen reader says where it has got to. */
export function Page({ title, trail, action, focusesItself = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Right after loading, the browser's own order is what people expect.
    if (!isFirstPage && !focusesItself) heading.current?.focus();
    isFirstPage = false;
  }, [focusesItself]);
  return (
    <>
      <title>{`${isolated(title)} · Patchbay`}</title>
      <header className="page-head">
        <div className="grow">
          {trail !== undefined && <div className="page-trail">{trail}</div>}
          <Title order={1} size="h3" tabIndex={-1} ref={heading} className="page-title">
            <Name>{title}</Name>
          </Title>
        </div>
        {action}
      </header>
      {children}
    </>
  );
}
