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

/** What a role in a project allows; undefined is somebody without one. */
export function roleAllows(role: Role | undefined, permission: Permission): boolean {
  if (permission === 'public' || permission === 'authenticated') return true;
  return role !== undefined && rolePermissions[role].includes(permission);
}
