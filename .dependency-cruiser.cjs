const { forbidden } = require('./tools/architecture/rules.cjs');

/** Who may import whom; the tables are in tools/architecture, and test/src/architecture probes every rule. */
module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    exclude: { path: '(^|/)dist/' },
    // Imports of types alone count too: they tie files together just as well.
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: 'tools/architecture/webpack.cjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
