import { ErrorNotice } from '../../ui/error-notice.js';
import { Failure } from '../../ui/failure.js';
import { isProblem } from '../queries.js';

/** Why a step could not be taken; what the fields and the report say for themselves stays out. */
export function RotationFailure({ error, isAtFields = false }: { error: unknown; isAtFields?: boolean }) {
  if (error === null || isAtFields || isProblem(error, 'rotation-test-failed')) return null;
  if (!isProblem(error, 'version-conflict')) return <ErrorNotice error={error} />;
  return (
    <Failure title="Somebody else changed this connection meanwhile">
      <p className="flat">Nothing of yours is saved or lost. Try again to go on from what it is now.</p>
    </Failure>
  );
}
