/**
 * A whole cluster for tests: actions by short names, and everything delivered in between when asked.
 *
 * Left out: judging promises and drawing actions, which is the business of properties/.
 */
import type { Packet } from '../messages.types.ts';
import type { Profile } from '../../model/config.types.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import type { Action, TcpDeed } from '../actions.types.ts';
import type { IgnoreReason } from '../distribution/inputs.types.ts';
import { distributionReducer } from '../distribution/reduce.ts';
import { soundRules, type Rules } from '../distribution/rules.ts';
import type { Vipa } from '../distribution/state.types.ts';
import { vipaOf } from '../distribution/turn.ts';
import { enabledDeliveries } from '../enabled.ts';
import { stackReducer, type StackOutput, type StackState } from '../stack.ts';
import { initialSysplex, sysplexStepper } from '../sysplex.ts';
import type { Happening, Sysplex, SysplexStepper, Topology } from '../sysplex.types.ts';
import { rowsOf } from '../tables/crt-rows.ts';
import type { CrtRow } from '../tables/crt.types.ts';

type Kind = StackOutput['type'];

export class Cluster {
  state: Sysplex;
  log: readonly Happening[] = [];
  readonly #step: SysplexStepper;

  /** Client K, router R, room for two half-open connections, unless `topology` says otherwise. */
  constructor(
    profiles: readonly Profile[],
    topology: Partial<Topology> = {},
    rules: Partial<Rules> = {},
  ) {
    const small = { unaware: [], clients: ['K'], routers: ['R'], backlog: 2, applications: [] };
    this.state = initialSysplex({ profiles, ...small, changes: {}, ...topology });
    this.#step = sysplexStepper(stackReducer(distributionReducer({ ...soundRules, ...rules })));
  }

  /** False, and nothing changes, when the action is not enabled. */
  try(action: Action): boolean {
    const next = this.#step(this.state, action);
    if (next === null) return false;
    this.state = next.state;
    this.log = [...this.log, ...next.happenings];
    return true;
  }

  do(...actions: readonly Action[]): this {
    for (const action of actions) {
      if (!this.try(action)) throw new Error(`not enabled: ${JSON.stringify(action)}`);
    }
    return this;
  }

  /** Delivers what is under way, but for what the test holds back. */
  settle(isHeld: (action: Action) => boolean = () => false): this {
    for (let count = 0; count < 2_000; count += 1) {
      const next = enabledDeliveries(this.state).find(
        (action) => !isHeld(action) && !this.#isChangeOfMind(action),
      );
      if (next === undefined) return this;
      this.do(next);
    }
    throw new Error('the cluster does not come to rest');
  }

  /** A router whose route is still advertised has nothing to learn. */
  #isChangeOfMind(action: Action): boolean {
    if (action.do !== 'LearnRoute') return false;
    const { routes, advertised } = this.state.network;
    const present = routes[action.router]?.[action.dvipa] ?? '';
    return advertised[action.dvipa]?.includes(present) === true;
  }

  /** Starts the stacks one after the other, each into a cluster at rest. */
  start(...stacks: readonly StackName[]): this {
    for (const stack of stacks) this.do({ do: 'StartStack', stack }).settle();
    return this;
  }

  crash(stack: StackName): this {
    return this.do({ do: 'CrashStack', stack }).settle();
  }

  /** An application listens on every named stack. */
  listen(stacks: readonly StackName[], port = 60, dvipa = 'V'): this {
    for (const stack of stacks) this.do({ do: 'Bind', stack, dvipa, port }).settle();
    return this;
  }

  /** Client K opens a connection from `port`; its SYN is under way. */
  syn(port: number, to = 60): this {
    const isn = port * 1000;
    return this.do({ do: 'Connect', client: 'K', port, dvipa: 'V', to, isn });
  }

  /** The stack that serves a new connection of client K, or null when nobody does. */
  connect(port: number, to = 60): StackName | null {
    return this.syn(port, to).settle().servedBy(port, to);
  }

  servedBy(port: number, to = 60): StackName | null {
    const key = `K:${port}>V:${to}`;
    const found = Object.keys(this.state.stacks).find((stack) => {
      const connections = this.state.stacks[stack]?.tcp.connections ?? {};
      return connections[key]?.state === 'ESTABLISHED';
    });
    return found ?? null;
  }

  /** What an application or a timer does to the connection of client K, at K or at a stack. */
  deed(at: string, deed: TcpDeed, port: number, to = 60): this {
    const connection = at === 'K' ? `V:${to}>K:${port}` : `K:${port}>V:${to}`;
    return this.do({ do: 'Tcp', at, deed, connection });
  }

  stack(name: StackName): StackState {
    const stack = this.state.stacks[name] ?? null;
    if (stack === null) throw new Error(`${name} is down`);
    return stack;
  }

  vipa(stack: StackName, dvipa = 'V'): Vipa {
    return vipaOf(this.stack(stack).distribution, dvipa);
  }

  /** The stacks that route V with complete tables. */
  owners(dvipa = 'V'): readonly StackName[] {
    const up = Object.keys(this.state.stacks).filter((name) => this.state.stacks[name] !== null);
    return up.filter((stack) => this.vipa(stack, dvipa).role.is === 'owner');
  }

  /** The routes of a stack: client port and target. */
  routes(stack: StackName): readonly (readonly [port: number, target: StackName])[] {
    const { role } = this.vipa(stack);
    const rows: readonly CrtRow[] = role.is === 'none' ? [] : rowsOf(role.crt);
    return rows.map(({ remote, target }) => [remote.port, target.stack] as const).sort();
  }

  /** The DPT of a stack: `stack:port*listeners`. */
  targets(stack: StackName): readonly string[] {
    const { role } = this.vipa(stack);
    const rows = role.is === 'owner' || role.is === 'rebuilding' ? role.dpt : [];
    return rows.map((row) => `${row.stack}:${row.port}*${row.listeners}`);
  }

  /** What has happened since the cluster was built or `forget` was called. */
  happened<T extends Kind>(type: T, at?: string): readonly Extract<StackOutput, { type: T }>[] {
    return this.log
      .filter((entry) => at === undefined || entry.at === at)
      .map(({ output }) => output)
      .filter((output): output is Extract<StackOutput, { type: T }> => output.type === type);
  }

  ignored(at?: string): readonly IgnoreReason[] {
    return this.happened('Ignore', at).map(({ reason }) => reason);
  }

  forget(): this {
    this.log = [];
    return this;
  }

  /** The packets of one kind that clients have sent and nobody has delivered. */
  underWay(kind: Packet['kind']): readonly Packet[] {
    return this.state.network.toCluster.filter((packet) => packet.kind === kind);
  }
}
