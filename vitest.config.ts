import { defineConfig } from 'vitest/config';
import { course } from './scripts/course.ts';

export default defineConfig({
  plugins: [course],
  test: { include: ['src/**/*.test.{ts,tsx}', '*.test.ts'], environment: 'node', testTimeout: 20_000 },
});
