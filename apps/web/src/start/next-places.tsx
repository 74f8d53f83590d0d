import { Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMay } from '../api/use-me.js';
import './start.css';

/** Where to go on from here, as far as the person's role leads. */
export function NextPlaces() {
  const mayAdd = useMay('connector.edit');
  const mayLook = useMay('pattern.read');
  return (
    <section className="tour">
      <Title order={2} size="h5" mb="sm">
        Go on
      </Title>
      <Stack component="ul" className="plain-list" gap="xs">
        {mayAdd && (
          <li>
            <Link to="/connections/new" search={{}} className="text-link">
              Connect a system of your own
            </Link>
            <span className="muted">: choose what, enter where it is, test before you save.</span>
          </li>
        )}
        {mayLook && (
          <li>
            <Link to="/patterns" className="text-link">
              Make or open a pattern
            </Link>
            <span className="muted">: nodes that use your connections.</span>
          </li>
        )}
        {mayLook && (
          <li>
            <Link to="/runs" search={{}} className="text-link">
              See the runs
            </Link>
            <span className="muted">: what ran, and what went wrong.</span>
          </li>
        )}
      </Stack>
    </section>
  );
}
