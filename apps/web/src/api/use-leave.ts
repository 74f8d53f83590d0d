import { useNavigate } from '@tanstack/react-router';

/** Goes to a page where nothing is open. Tells whether the person went: unsaved input may make them stay. */
export function useLeave(): (to: '/' | '/patterns') => Promise<boolean> {
  const navigate = useNavigate();
  return async (to) => {
    await navigate({ to });
    return location.pathname === to;
  };
}
