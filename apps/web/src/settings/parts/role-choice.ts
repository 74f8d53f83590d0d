import { roles, type Role } from '@patchbay/contracts';
import { capitalized } from '../../ui/words.js';

export const roleWords: Record<Role, string> = {
  admin: 'may do everything in the project',
  designer: 'makes connections and patterns',
  analyst: 'runs patterns and sees connections',
  viewer: 'looks at patterns and runs',
};

export const roleOptions = roles.map((role) => ({
  value: role,
  label: `${capitalized(role)}: ${roleWords[role]}`,
}));
