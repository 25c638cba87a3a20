import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/store/**/*.test.ts', 'tests/network/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest leaves a core to others; on two that would leave one.
    maxWorkers: '100%',
    // No module keeps what a test changes, so a worker evaluates each once.
    isolate: false,
  },
});
