/** E9, R16: the end of listening removes the routes of the stack, as claim 7 can be read. */
import { recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { Mutant } from './mutant.types.ts';

export const listenerTakesRoutes: Mutant = {
  name: 'E9',
  takesAway: 'connections outlive their listener',
  cites: ['E9', 'R16', 'C7', 'F8.166'],
  killedBy: ['P2', 'P3', 'P5'],
  rules: {
    routesAfterSrvstat: (crt, sender, stillListening) =>
      stillListening
        ? crt
        : tableOf(
            Object.fromEntries(
              Object.entries(recordOf(crt)).filter(
                ([, { target }]) => target.stack !== sender.stack,
              ),
            ),
          ),
  },
};
