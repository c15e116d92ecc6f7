/**
 * `dvipa model`: visits every state of the abstract cluster at each of its scopes.
 *
 * Exit code 0: the promises hold in all of them. 1: one is broken, with the shortest way to it.
 */
import { Command } from 'commander';
import { exploreModel } from '../../properties/abstract/explore-model.ts';
import { modelScopes } from '../../properties/abstract/scopes.ts';
import { table, thousands } from '../../properties/report/tables.ts';

function visitAll(): number {
  let worst = 0;
  const rows = modelScopes.map(({ sentence, scope }) => {
    const { states, transitions, depth, broken } = exploreModel(scope);
    if (broken !== null) {
      worst = 1;
      console.error(`BROKEN  ${broken.promise}: ${broken.witness}`);
      for (const event of broken.way) console.error(`  ${JSON.stringify(event)}`);
    }
    const verdict = broken === null ? 'all hold' : `${broken.promise} broken`;
    return [sentence, thousands(states), thousands(transitions), String(depth), verdict];
  });
  console.log(table(['scope', 'states', 'transitions', 'depth', 'promises'], rows));
  return worst;
}

export function modelCommand(): Command {
  return new Command('model')
    .description('Visits every state of the abstract cluster at each of its scopes.')
    .action(() => {
      process.exitCode = visitAll();
    });
}
