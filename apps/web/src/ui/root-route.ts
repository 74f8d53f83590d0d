import { createRootRoute } from '@tanstack/react-router';
import { Frame } from './frame.js';
import { MissingPage } from './problem-pages.js';

/** What every page lies in. */
export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: MissingPage });
