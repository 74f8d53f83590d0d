import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { environmentListQuery } from './queries.js';
import { useMay } from './use-me.js';

/**
 * The environment that the person works in: where what they start runs, and what previews see. Kept in this browser;
 * one that the project does not have gives way to the project's default.
 */
export function useEnvironment() {
  const mayLook = useMay('pattern.read');
  const { data: environments = [] } = useQuery({ ...environmentListQuery, enabled: mayLook });
  const [kept, choose] = useLocalStorage({ key: 'patchbay.environment', defaultValue: '' });
  const known = environments.find(({ name }) => name === kept);
  const usual = environments.find(({ isDefault }) => isDefault);
  return { environments, environment: (known ?? usual)?.name, choose };
}
