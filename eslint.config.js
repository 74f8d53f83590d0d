import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { guards } from './tools/lint/guards.mjs';
import { shape } from './tools/lint/shape.mjs';

const web = ['apps/web/**/*.{ts,tsx}'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', '**/.patchbay/**', 'test/fixtures/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['apps/web/vite.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.recommended] },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: web, extends: [reactHooks.configs.flat.recommended] },
  ...shape,
  ...guards,
);
