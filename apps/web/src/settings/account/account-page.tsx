import { Page } from '../../ui/page.js';
import { Section } from '../parts/section.js';
import { NameForm } from './name-form.js';
import { PasswordForm } from './password-form.js';
import { Sessions } from './sessions.js';
import { ThemeChoice } from './theme-choice.js';

/** What concerns the person alone. */
export function AccountPage() {
  return (
    <Page title="Account">
      <div className="settings-stack">
        <Section title="You">
          <NameForm />
        </Section>
        <Section title="Theme" intro="Kept in this browser.">
          <ThemeChoice />
        </Section>
        <Section title="Password" intro="A change ends every session but this one.">
          <PasswordForm />
        </Section>
        <Sessions />
      </div>
    </Page>
  );
}
