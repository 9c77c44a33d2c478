import { existsSync, readFileSync, readdirSync } from 'node:fs';

const swc = { ...JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8')), swcrc: false, sourceMaps: 'inline' };
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@liaison/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  resolver: '<rootDir>/tools/jest-resolver.cjs',
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.liaison'],
};
const packages = ['apps', 'libs']
  .flatMap((folder) => readdirSync(new URL(folder, import.meta.url)).map((name) => `${folder}/${name}`))
  .filter((path) => existsSync(new URL(`${path}/src`, import.meta.url)));

export default {
  globalSetup: '<rootDir>/tools/jest-postgres.mjs',
  globalTeardown: '<rootDir>/tools/jest-postgres-stop.mjs',
  reporters: ['default', '<rootDir>/tools/jest-summary.mjs'],
  workerIdleMemoryLimit: '512MB',
  maxWorkers: 2,
  testTimeout: 30_000,
  projects: packages.map((path) => ({ ...shared, displayName: path.split('/')[1], testMatch: [`<rootDir>/${path}/src/**/*.spec.ts`] })),
};
