import { Page } from '../../ui/page.js';

/** What somebody finds behind a link to a page that is not for them. */
export function Lacks({ title, who }: { title: string; who: string }) {
  return (
    <Page title={title}>
      <p className="muted">This page is for {who}. Ask one of them if you need something from it.</p>
    </Page>
  );
}
