import * as exhausting from './exhausting.js';
import * as forging from './forging.js';
import * as native from './native.js';
import * as poisoning from './poisoning.js';
import * as reading from './reading.js';
import * as reaching from './reaching.js';
import * as writing from './writing.js';

export const techniques = {
  ...exhausting,
  ...forging,
  ...native,
  ...poisoning,
  ...reading,
  ...reaching,
  ...writing,
};
