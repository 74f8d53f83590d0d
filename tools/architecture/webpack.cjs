const { join } = require('node:path');
const { aliases } = require('./aliases.cjs');

/** dependency-cruiser takes aliases in the form of a webpack configuration; nothing here runs webpack. */
module.exports = { resolve: { alias: aliases(join(__dirname, '..', '..')) } };
