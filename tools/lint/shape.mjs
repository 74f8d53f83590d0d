const specs = ['**/*.spec.{ts,tsx}', '**/*.spec.*.ts', '**/src/spec/**'];

/** The tests of node:test are promises that the runner itself awaits. */
const testCalls = { from: 'package', package: 'node:test', name: ['it', 'test', 'describe', 'suite'] };

/** Size and style: what keeps a file readable on one screen or two. */
export const shape = [
  {
    name: 'shape',
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 75, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': ['error', 6],
      complexity: ['error', { max: 15, variant: 'modified' }],
      eqeqeq: 'error',
      'no-control-regex': 'error',
      'no-prototype-builtins': 'error',
      'no-self-compare': 'error',
      'no-fallthrough': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-param-reassign': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    name: 'shape/types',
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [testCalls] }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => close()` where the result is void reads well and hides nothing.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // `void close()` is how we mark what nobody waits for, promise or not.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // A function that answers a promise by its type need not wait for anything itself.
      '@typescript-eslint/require-await': 'off',
      // Slow, and wrong about option objects of libraries that declare them as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Nest's modules are classes that hold nothing but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // `void | Promise<void>` is what a callback returns that may be asynchronous or not.
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    name: 'shape/injected',
    files: ['apps/host/**'],
    rules: {
      // A type-only import of a class leaves Nest nothing to inject by.
      '@typescript-eslint/consistent-type-imports': 'off',
      // What is injected is a parameter of the constructor.
      'max-params': ['error', 8],
    },
  },
  {
    name: 'shape/specs',
    files: specs,
    rules: {
      'max-lines-per-function': 'off',
      // Type tests declare values and parameters only to look at their types.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      // Specs print, spread and compare on purpose what the code must never print.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'shape/page',
    files: ['apps/web/**/*.tsx'],
    // JSX counts its markup as lines of the function.
    rules: { 'max-lines-per-function': ['error', { max: 90, skipComments: true }] },
  },
];
