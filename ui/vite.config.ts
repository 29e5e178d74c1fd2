import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Debian's own browser unless told otherwise: nothing is ever downloaded. */
const chromium = process.env['VIGIE_CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: '127.0.0.1' },
  build: {
    target: ['chrome111', 'safari16.4'],
    // The Content-Security-Policy allows files of our own only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  optimizeDeps: {
    include: ['axe-core', 'bits-ui', '@fluent/bundle', '@tanstack/virtual-core', 'lucide', 'uplot'],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.node.test.ts'],
          setupFiles: ['src/test/setup.ts'],
          testTimeout: 20_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 760 },
            provider: playwright({
              launchOptions: { executablePath: chromium, args: ['--no-sandbox'] },
              contextOptions: { locale: 'en-US', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: { name: 'files', include: ['src/**/*.node.test.ts'], environment: 'node' },
      },
    ],
  },
});
