import { fileURLToPath } from 'node:url';

const path = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Jest settings shared by every project: ES modules straight from TypeScript source, loaded by Node once per worker. */
export const preset = {
  testEnvironment: path('tools/jest/environment.ts'),
  runtime: path('tools/jest/runtime.ts'),
  transform: {},
};
