import { api } from '../api/client.js';
import { AccountForm } from './account-form.js';

export function SetupPage() {
  return (
    <AccountForm
      title="Create the first user"
      intro="Nobody uses this Patchbay yet. The first user is its administrator."
      button="Create user"
      isNew
      submit={(values) => api.call('setup', { body: values })}
    />
  );
}
