/** What tsc does not see: promises that nobody waits for, and habits. `npm run lint -- --fix` sorts the imports. */

import js from "@eslint/js";
import perfectionist from "eslint-plugin-perfectionist";
import { parser, plugin as typed } from "typescript-eslint";

const SITE = ["web/{app,embed,engine}/**/*.js", "web/package/*.js", "web/sw.js"];
const TESTS = ["tests/node/**/*.mjs"];

/** Names of Node, in which the linter runs, too. */
const NODE = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, "readonly"]));

/** What the runner itself waits for. */
const RUNNER = { from: "package", package: "node:test", name: ["test", "suite", "before", "after", "beforeEach", "afterEach"] };

const ORDER = { type: "alphabetical", ignoreCase: true };

export default [
  js.configs.recommended,
  {
    plugins: { perfectionist },
    languageOptions: { globals: NODE },
    rules: {
      eqeqeq: "error",
      "no-irregular-whitespace": ["error", { skipTemplates: true }], // French puts it before some marks
      "no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "no-var": "error",
      "prefer-const": "error",
      "perfectionist/sort-imports": [
        "error",
        {
          ...ORDER,
          newlinesBetween: "ignore",
          partitionByComment: true, // a file's own stands above its imports
          groups: ["side-effect", ["builtin", "external"], "parent", ["sibling", "index"]],
        },
      ],
      "perfectionist/sort-named-imports": ["error", ORDER],
      "perfectionist/sort-named-exports": ["error", ORDER],
    },
  },
  {
    files: [...SITE, ...TESTS],
    plugins: { typed },
    languageOptions: {
      parser,
      parserOptions: { project: ["web/tsconfig.json", "web/engine/tsconfig.json", "tests/node/tsconfig.json"] },
    },
    rules: {
      "no-undef": "off", // tsc knows better which names each thread has
      "no-unused-private-class-members": "off", // tsc again: it does not mistake `||=` for no use
      "typed/await-thenable": "error",
      "typed/no-floating-promises": ["error", { allowForKnownSafeCalls: [RUNNER] }],
      // A listener may be async: what it throws is told in the console, as of any other.
      "typed/no-misused-promises": ["error", { checksVoidReturn: { arguments: false } }],
    },
  },
];
