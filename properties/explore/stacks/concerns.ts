/**
 * What the verdict of each promise, and of the refinement, on one step depends on: for the remembered search.
 *
 * Of the step: its action, what the acting stack was and became, and what happened.
 */
import type { Action } from '../../../impl/actions.types.ts';
import type { Happening, Sysplex, Topology } from '../../../impl/sysplex.types.ts';
import type { StackOutput } from '../../../impl/stack.ts';
import { followedSyn } from '../../invariants/selection.ts';
import type { Concern, Judge } from '../local-system.types.ts';
import { channelsTo, stackNames } from './cell-parts.ts';
import type { Explored, ExploredStep } from './system.ts';

type StackJudge = Judge<Explored, Action, ExploredStep>;

const NONE: readonly Concern[] = [];

function ofStep(name: string, before: readonly string[], after: readonly string[]) {
  return [{ name, isOfStep: true, before, after }] as const;
}

const lives = ofStep('lives', ['lives'], ['lives']);
const settled = ofStep('settled', ['settled'], []);
const offered = ofStep('offered', ['settled', 'seen', 'advertised'], []);
const itself = ofStep('itself', [], []);
const rows: readonly Concern[] = [{ name: 'rows', isOfStep: false, before: [], after: ['rows'] }];
const waits = ofStep('waits', [], ['awaited']);
const owners: readonly Concern[] = [
  { name: 'owners', isOfStep: false, before: [], after: ['owners'] },
];

function tells(happenings: readonly Happening[], ...types: readonly StackOutput['type'][]) {
  return happenings.some(({ output }) => types.includes(output.type));
}

function isHandedOn({ output }: Happening): boolean {
  return output.type === 'Send' && output.envelope.body.type === 'redirected';
}

/** In the order of the system's properties: of several that break in one step, the first is told. */
export function judgesOf(topology: Topology): readonly StackJudge[] {
  return [
    {
      property: 'P1',
      concerns: (_before, _action, { step: { happenings } }) => [
        ...(tells(happenings, 'Deliver') ? lives : NONE),
        ...(happenings.some(isHandedOn) ? itself : NONE),
      ],
    },
    {
      property: 'P2',
      // The home list is the acting stack's own business.
      concerns: (_before, _action, { step: { happenings } }) =>
        tells(happenings, 'Reset', 'Ended', 'DeleteAddress') ? lives : itself,
    },
    {
      property: 'P4',
      concerns: ({ sysplex }, action, { step: { happenings } }) =>
        tells(happenings, 'Selected', 'Reset') || followedSyn(sysplex, action) !== null
          ? settled
          : NONE,
    },
    { property: 'P6', concerns: comesBack(topology) },
    {
      property: 'P7',
      concerns: ({ sysplex }, _action, { state, step: { happenings } }) => [
        ...(ownersOf(sysplex) === ownersOf(state.sysplex) ? NONE : owners),
        ...(tells(happenings, 'Opened') ? lives : NONE),
      ],
    },
    { property: 'P9', concerns: () => (topology.unaware.length === 0 ? NONE : waits) },
    { property: 'P10', concerns: () => itself },
    { property: 'REF', concerns: refines(topology) },
    {
      property: 'P3',
      concerns: (_before, _action, { step: { happenings } }) =>
        tells(happenings, 'Reset') ? offered : NONE,
    },
  ];
}

/** The model before and after, and what the acting stack has not heard of yet when it claims. */
function refines(topology: Topology): StackJudge['concerns'] {
  const stacks = stackNames(topology);
  const known = (quiet: readonly string[], unheard: readonly string[]) => {
    const after = ['model', ...unheard];
    return {
      model: ofStep(after.join(), ['model', ...quiet], after),
      traffic: ofStep(`traffic ${after.join()}`, ['model', 'late', 'lives', ...quiet], after),
    };
  };
  const nobody = known([], []);
  const byStack = new Map(
    stacks.map((name) => {
      // Whether anything is under way to it: then a packet may be dropped that it will know of.
      const quiet = [...channelsTo(stacks, name).map((from) => `idle ${from}`), `noticed ${name}`];
      return [name, known(quiet, [`unheard by ${name}`])];
    }),
  );
  return (_before, action, { step: { happenings } }) => {
    const acting = 'stack' in action ? action.stack : 'to' in action ? action.to : null;
    const { model, traffic } = byStack.get(String(acting)) ?? nobody;
    return tells(happenings, 'Selected', 'Deliver', 'Reset') ? traffic : model;
  };
}

/** Where nobody begins or ceases to own, there are as many owners as before. */
function ownersOf({ stacks }: Sysplex): string {
  return Object.entries(stacks)
    .flatMap(([name, stack]) =>
      Object.entries(stack?.distribution.vipas ?? {}).map(
        ([dvipa, { role }]) => `${name} ${dvipa} ${role.is === 'owner'}`,
      ),
    )
    .join();
}

/** A row is looked at again when its table has changed, or anything about XCF. */
function comesBack(topology: Topology): StackJudge['concerns'] {
  const stacks = stackNames(topology);
  const rowsOf = new Map(
    stacks.map((owner): [string, Concern] => {
      const name = `rows of ${owner}`;
      return [owner, { name, isOfStep: false, before: [], after: [name] }];
    }),
  );
  return ({ sysplex: before }, _action, { state: { sysplex: after } }) => {
    if (before.stacks === after.stacks) return NONE;
    if (before.medium !== after.medium) return rows;
    return stacks
      .filter((owner) => {
        const was = before.stacks[owner]?.distribution.vipas ?? {};
        const is = after.stacks[owner]?.distribution.vipas ?? {};
        const isOwner = Object.values(is).some(({ role }) => role.is === 'owner');
        const isChanged = Object.keys(is).some((dvipa) => was[dvipa]?.role !== is[dvipa]?.role);
        return isOwner && isChanged;
      })
      .flatMap((owner) => rowsOf.get(owner) ?? []);
  };
}
