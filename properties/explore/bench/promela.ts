/**
 * The reference model in Promela, for SPIN: every action is one guarded d_step of one process.
 *
 * Reports are numbers: 0 for listening, 1 + c for connection c opened, 1 + connections + c for closed. `m`
 * only holds what was read, and is 0 between steps. The last option stands for the properties: it is enabled where one is broken. Read first: reference/failover.ts.
 */
import type { Scope } from '../reference/failover.types.ts';

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

/** The model without the planted bug. */
export function promelaOf(scope: Scope): string {
  return `${declarations(scope)}\n${clearing(scope)}\nactive proctype Cluster() {\nend: do\n${optionsOf(
    scope,
  )
    .map((option) => `  :: d_step { ${option} }`)
    .join('\n')}\n  od\n}\n`;
}

function declarations({ stacks, connections, queueMax }: Scope): string {
  return `#define NOBODY ${stacks}
byte owner = 0;
bool up[${stacks}] = true;
bool bound[${stacks}];
bool owes[${stacks}];
bool listens[${stacks}];
chan report[${stacks}] = [${queueMax}] of { byte };
chan syn[${stacks}] = [${connections}] of { byte };
byte at[${connections}] = NOBODY;
byte known[${connections}] = NOBODY;
bit parity[${connections}];
byte m;
`;
}

function clearing({ stacks, connections }: Scope): string {
  const emptied = (chan: string): string =>
    `do :: nempty(${chan}) -> ${chan}?m :: empty(${chan}) -> break od`;
  const lines = [
    ...upTo(connections).map((c) => `known[${c}] = NOBODY`),
    ...upTo(stacks).flatMap((s) => [
      `listens[${s}] = false`,
      `owes[${s}] = false`,
      emptied(`report[${s}]`),
      emptied(`syn[${s}]`),
    ]),
  ];
  return `inline clear() {\n  ${[...lines, 'm = 0'].join(';\n  ')}\n}\n`;
}

function optionsOf(scope: Scope): readonly string[] {
  const stacks = upTo(scope.stacks);
  const connections = upTo(scope.connections);
  return [
    ...stacks.map((s) => bind(scope, s)),
    ...connections.flatMap((c) => stacks.map((s) => select(scope, c, s))),
    ...stacks.map((s) => `nempty(syn[${s}]) -> syn[${s}]?m; at[m] = ${s}; m = 0`),
    ...stacks.map((s) => deliver(scope, s)),
    ...connections.map(
      (c) =>
        `owner != NOBODY && at[${c}] != NOBODY && known[${c}] == at[${c}] -> parity[${c}] = 1 - parity[${c}]`,
    ),
    ...connections.flatMap((c) => stacks.map((s) => close(scope, c, s))),
    crash(scope),
    takeover(scope),
    ...stacks.map((s) => `!up[${s}] -> up[${s}] = true`),
    `owner != NOBODY && owner != 0 && up[0] -> clear(); owner = 0; ${everybodyOwes(scope)}`,
    ...stacks.map((s) => reportAll(scope, s)),
    `${isWrong(scope)} -> assert(false)`,
  ];
}

function bind({ queueMax }: Scope, s: number): string {
  const guard = `up[${s}] && !bound[${s}] && (owner == NOBODY || len(report[${s}]) < ${queueMax})`;
  return `${guard} -> bound[${s}] = true; if :: owner != NOBODY -> report[${s}]!0 :: else fi`;
}

function select({ stacks, connections }: Scope, c: number, s: number): string {
  const inFlight = upTo(stacks)
    .flatMap((q) => [`report[${q}]??[${1 + c}]`, `report[${q}]??[${1 + connections + c}]`])
    .join(' || ');
  const guard = `owner != NOBODY && listens[${s}] && at[${c}] == NOBODY && known[${c}] == NOBODY`;
  return `${guard} && !(${inFlight}) -> known[${c}] = ${s}; syn[${s}]!${c}`;
}

function deliver({ connections }: Scope, s: number): string {
  const arms = [
    `:: m == 0 -> listens[${s}] = true`,
    `:: m > 0 && m <= ${connections} -> known[m - 1] = ${s}`,
    `:: m > ${connections} -> known[m - ${1 + connections}] = NOBODY`,
  ];
  return `owner != NOBODY && nempty(report[${s}]) -> report[${s}]?m; if ${arms.join(' ')} fi; m = 0`;
}

function close({ connections, queueMax }: Scope, c: number, s: number): string {
  const guard = `at[${c}] == ${s} && (owner == NOBODY || len(report[${s}]) < ${queueMax})`;
  const tell = `if :: owner != NOBODY -> report[${s}]!${1 + connections + c} :: else fi`;
  return `${guard} -> at[${c}] = NOBODY; parity[${c}] = 0; ${tell}`;
}

function crash({ stacks, connections }: Scope): string {
  const another = upTo(stacks).map((s) => `(owner != ${s} && up[${s}])`);
  const lost = upTo(connections).map(
    (c) => `if :: at[${c}] == owner -> at[${c}] = NOBODY; parity[${c}] = 0 :: else fi`,
  );
  const stop = `up[owner] = false; bound[owner] = false; ${lost.join('; ')}; owner = NOBODY`;
  return `owner != NOBODY && (${another.join(' || ')}) -> clear(); ${stop}`;
}

function takeover(scope: Scope): string {
  const arms = upTo(scope.stacks).map((s) => {
    const lowest = upTo(s).map((lower) => `!up[${lower}] && `);
    return `:: ${lowest.join('')}up[${s}] -> owner = ${s}`;
  });
  return `owner == NOBODY -> if ${arms.join(' ')} fi; ${everybodyOwes(scope)}`;
}

function everybodyOwes({ stacks }: Scope): string {
  return upTo(stacks)
    .map((s) => `owes[${s}] = up[${s}]`)
    .join('; ');
}

function reportAll({ connections, queueMax }: Scope, s: number): string {
  const own = upTo(connections).map((c) => `(at[${c}] == ${s})`);
  const needed = [`len(report[${s}])`, `bound[${s}]`, ...own].join(' + ');
  const told = upTo(connections).map(
    (c) => `if :: at[${c}] == ${s} -> report[${s}]!${1 + c} :: else fi`,
  );
  const bound = `if :: bound[${s}] -> report[${s}]!0 :: else fi`;
  const guard = `owes[${s}] && owner != NOBODY && ${needed} <= ${queueMax}`;
  return `${guard} -> owes[${s}] = false; ${bound}; ${told.join('; ')}`;
}

/** With nothing on its way, something that is known is not so. */
function isWrong({ stacks, connections }: Scope): string {
  const quiet = upTo(stacks).map((s) => `empty(report[${s}]) && empty(syn[${s}]) && !owes[${s}]`);
  const right = upTo(connections).map((c) => `known[${c}] == at[${c}]`);
  return `owner != NOBODY && ${quiet.join(' && ')} && !(${right.join(' && ')})`;
}
