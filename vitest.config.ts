import { defineConfig } from 'vitest/config'

const shared = { environment: 'node' as const, testTimeout: 20_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    env: { TZ: 'Asia/Shanghai' },
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'server',
          include: ['apps/server/{src,test}/**/*.test.ts'],
          globalSetup: ['apps/server/test/postgres-setup.ts'],
        },
      },
      { test: { ...shared, name: 'sandbox', include: ['apps/sandbox/**/*.test.ts'] } },
      { test: { ...shared, name: 'contract', include: ['packages/contract/**/*.test.ts'] } },
      { test: { ...shared, name: 'console', include: ['apps/console/src/**/*.test.ts'] } },
      { test: { ...shared, name: 'client', include: ['apps/client/test/**/*.test.ts'] } },
      { test: { ...shared, name: 'scripts', include: ['scripts/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'faults',
          include: ['faults/gentle.test.ts'],
          globalSetup: ['apps/server/test/postgres-setup.ts'],
        },
      },
      // Starts, and kills, a database and servers of its own.
      { test: { ...shared, name: 'outages', include: ['faults/outages.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/harness/setup.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
