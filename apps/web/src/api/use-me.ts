import type { Me } from '@patchbay/contracts';
import { createContext, useContext } from 'react';

export const MeContext = createContext<Me | undefined>(undefined);

/** Who is logged in. Only pages inside the frame may ask. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('This page was drawn before the login');
  return me;
}

export function useMay(permission: string): boolean {
  return useMe().permissions.includes(permission);
}
