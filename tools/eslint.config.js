import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    'bench/fastify-synology-chat/',
    'tools/site/.vitepress/cache/',
    '**/.wrangler/',
    'coverage/',
    'reports/',
  ]),
  // The rules that need types are in oxlint.json: the same rules take a fifth of the time there.
  js.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  {
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // Constants have the case of all other values; a schema, a class or a component begins with a capital letter.
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'variable', modifiers: ['global'], format: ['camelCase', 'StrictPascalCase'] },
        { selector: 'variable', filter: '^_+$', format: null },
        { selector: 'function', format: ['camelCase', 'StrictPascalCase'] },
        // The names of others: variables of the environment, members of a reply.
        { selector: 'variable', modifiers: ['global', 'destructured'], format: null },
      ],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator:not([id.typeAnnotation]) > ArrowFunctionExpression[body.type="BlockStatement"]',
          message: 'Write a function declaration: at the top level an arrow is for one expression.',
        },
        {
          selector:
            ':matches(FunctionDeclaration[id.name=/^(make|new)[A-Z]/], VariableDeclarator[id.name=/^(make|new)[A-Z]/][init.type="ArrowFunctionExpression"])',
          message: 'Name a function that returns a new value createX.',
        },
        {
          selector: 'Literal[regex.flags=/u/]:not([regex.pattern=/\\\\[pP]\\{|\\\\u\\{|\\[\\^|[\\ud800-\\udfff]/])',
          message: 'Leave out the flag u: it is for \\p{…}, \\u{…}, [^…] and characters beyond U+FFFF.',
        },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', Response: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { console: 'readonly', require: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
