import { api } from '../api/client.js';
import { AccountForm } from './account-form.js';

export function LoginPage() {
  return (
    <AccountForm
      title="Log in"
      intro="Connections and patterns of this Patchbay are behind a login."
      button="Log in"
      isNew={false}
      submit={({ email, password }) => api.call('login', { body: { email, password } })}
    />
  );
}
