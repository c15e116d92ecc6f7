#!/usr/bin/env node
/**
 * The `bin` of the package: plain JavaScript, because an older Node cannot read the rest.
 *
 * A Node that is new enough runs the command line itself; an older one hands over to the pinned Node that `npm ci`
 * installs, or says what to do. Left out: everything that dvipa does (dvipa.ts).
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The least version of Node, as [major, minor], from package.json. */
function needed() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return engines.node.match(/\d+/g).map(Number);
}

function isNewEnough([major, minor]) {
  const [ours, minorOfOurs] = process.versions.node.split('.').map(Number);
  return ours > major || (ours === major && minorOfOurs >= minor);
}

/** The Node that the lock file brings; undefined where it is not installed. */
function pinnedNode() {
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const file = isWindows ? 'node.exe' : 'node';
  const places = [join(root, 'node_modules', name, 'bin', file)];
  if (!isWindows) places.push(join(root, 'node_modules', '.bin', file));
  return places.find((place) => existsSync(place));
}

function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, DVIPA_HANDED_OVER: '1' },
  });
  // Who stops this process means the one that works; a terminal stops both by itself.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (problem) => {
    console.error(`dvipa: ${node} cannot be started (${problem.message})`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code;
    else {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}

const least = needed();
if (isNewEnough(least)) {
  const { main } = await import('./dvipa.ts');
  await main(process.argv.slice(2));
} else {
  const node = process.env.DVIPA_HANDED_OVER === undefined ? pinnedNode() : undefined;
  if (node === undefined) {
    console.error(
      `dvipa needs Node ${least.join('.')} or newer, and this is ${process.versions.node}: ` +
        'run npm ci in the clone, which brings one, or install it.',
    );
    process.exitCode = 2;
  } else handOver(node);
}
