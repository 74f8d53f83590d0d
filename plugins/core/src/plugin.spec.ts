import { testPlugin } from '@patchbay/plugin-testing';
import core from './index.js';

testPlugin(core, { entry: new URL('./index.js', import.meta.url) });
