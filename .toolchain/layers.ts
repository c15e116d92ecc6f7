/**
 * Runs dependency-cruiser over the four folders, and fails too when it did not see every file.
 *
 * Its rules are in .dependency-cruiser.js. A cruise that cannot parse TypeScript ends green with
 * "0 modules": the count is therefore part of the check.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

interface CruiseResult {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
    readonly ruleSetUsed: {
      readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
    };
  };
}

const folders = ['model', 'impl', 'properties', 'traces'].filter((folder) => existsSync(folder));

function cruise(): CruiseResult {
  const tool = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
  const config = ['--config', '.dependency-cruiser.js', '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, [tool, ...config, ...folders], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(`dependency-cruiser printed nothing: ${stderr}`);
  return JSON.parse(stdout) as CruiseResult;
}

function sources(): readonly string[] {
  const options = ['--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', [
    'ls-files',
    ...options,
    '--',
    ...folders.map((f) => `${f}/`),
  ]);
  const names = listed.toString('utf8').split('\0');
  return names.filter((name) => name.endsWith('.ts') && existsSync(name));
}

const { modules, summary } = cruise();
const seen = new Set(modules.map((module) => module.source));
const expected = sources();
const unseen = expected.filter((name) => !seen.has(name));

const reasons = new Map(summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment]));

for (const { rule, from, to } of summary.violations) {
  console.error(`${rule.name}: ${from} -> ${to}\n  ${reasons.get(rule.name) ?? ''}`);
}
for (const name of unseen) console.error(`not-seen: ${name}`);
if (expected.length === 0) console.error('not-seen: there is no .ts file to look at');

console.log(
  `${expected.length - unseen.length} of ${expected.length} files seen, ` +
    `${summary.violations.length} broken rules`,
);
process.exitCode = summary.violations.length + unseen.length > 0 || expected.length === 0 ? 1 : 0;
