/**
 * `lookup.html`: the frame at which other hosts are asked. One file that needs nothing beside it, because a frame without an origin may load
 * nothing that is not for everybody; its policy names the one script that may run by its hash.
 */

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { TARGETS } from './targets.ts';

const SCRIPT = fileURLToPath(new URL('../src/desk/desk.ts', import.meta.url));

export function lookupDesk(): Plugin {
  return {
    name: 'lookup-desk',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'lookup.html', source: pageOf(await scriptOf()) });
    },
  };
}

async function scriptOf(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { target: TARGETS, write: false, rolldownOptions: { input: SCRIPT, output: { format: 'iife' } } },
  })) as Rolldown.RolldownOutput;
  const code = built.output[0].code.trim();
  if (built.output.length !== 1 || code.includes('</script')) throw new Error('the desk is to be one script');
  return code;
}

function pageOf(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'connect-src https:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>Look-up desk</title></head>
<body><script>${script}</script></body>
</html>
`;
}
