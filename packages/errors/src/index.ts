export { problems, type ProblemCode } from './problems.js';
export {
  PatchbayError,
  isPatchbayError,
  errorFromProblem,
  type FieldProblem,
  type PatchbayErrorOptions,
  type Problem,
} from './patchbay-error.js';
