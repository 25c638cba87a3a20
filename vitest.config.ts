import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/store/**/*.test.ts', 'tests/network/**/*.test.ts'],
    // Properties tried twenty thousand times take most of a minute where another test has the other core.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Vitest leaves a core to others; on two that would leave one.
    maxWorkers: '100%',
    // No module keeps what a test changes, so a worker evaluates each once.
    isolate: false,
  },
});
