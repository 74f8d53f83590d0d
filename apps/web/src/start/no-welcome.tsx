import { Link } from '@tanstack/react-router';

export function NoWelcome() {
  return (
    <p className="flat">
      This project has no pattern “Welcome”: it was deleted, or it lies in the default project.{' '}
      <Link to="/patterns" className="text-link">
        Go to the patterns
      </Link>{' '}
      to make or run one of your own.
    </p>
  );
}
