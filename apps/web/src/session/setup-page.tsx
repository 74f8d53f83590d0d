import { api } from '../api/client.js';
import { forgetTour } from '../start/tour.js';
import { AccountForm, type AccountValues } from './account-form.js';

export function SetupPage() {
  return (
    <AccountForm
      title="Create the first user"
      intro="Nobody uses this Patchbay yet. The first user is its administrator."
      button="Create user"
      isNew
      submit={create}
    />
  );
}

async function create(values: AccountValues) {
  const session = await api.call('setup', { body: values });
  forgetTour();
  return session;
}
