// Bundles the extension into one file: dist/extension.js. With --tests also what runs inside VS Code in a test.
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  minify: process.argv.includes('--production'),
  logLevel: 'warning',
};

await build({ ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' });
if (process.argv.includes('--tests')) {
  await build({ ...common, entryPoints: ['test/host.ts'], outfile: 'dist-test/host.js' });
}
