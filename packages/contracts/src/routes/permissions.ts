import type { Role } from '../schemas/users.js';
import type { Permission } from './route.js';

/** What each role may do in its project; `admin` may do everything. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  admin: [
    'connector.read',
    'connector.edit',
    'pattern.read',
    'pattern.edit',
    'pattern.run',
    'secret.read',
    'secret.edit',
    'admin',
  ],
  designer: [
    'connector.read',
    'connector.edit',
    'pattern.read',
    'pattern.edit',
    'pattern.run',
    'secret.read',
    'secret.edit',
  ],
  analyst: ['connector.read', 'pattern.read', 'pattern.run'],
  viewer: ['pattern.read'],
};

export function roleAllows(role: Role, permission: Permission): boolean {
  return (
    permission === 'public' || permission === 'authenticated' || rolePermissions[role].includes(permission)
  );
}
