/**
 * The grammar of one statement (D2 to D4, D6, D9): from its words to what it says, still as words.
 *
 * Each statement is parsed by itself, so that a mistake in one never hides another (D10); within a
 * statement chevrotain's recovery goes on behind the mistake. Left out: what the words mean together
 * (masks, subnets, ranks, duplicates), which the files of the statements check.
 *
 * Every repetition stands at the end of its rule: chevrotain would recover inside the others by a
 * recursion as deep as the mistakes are many.
 */
import {
  defaultParserErrorProvider,
  EmbeddedActionsParser,
  type IRecognitionException,
  type TokenType,
} from 'chevrotain';
import type {
  AddressesStatement,
  BackupStatement,
  DistributeStatement,
  OpenStatement,
  RangeStatement,
  Statement,
  TargetWords,
  XcfStatement,
} from './statements.types.ts';
import * as words from './tokens.ts';
import type { Word } from './tokens.ts';

export interface Parsed {
  readonly statement: Statement;
  /** Options that were read and are not modelled (D9). */
  readonly unmodelled: readonly Word[];
  /** The message of each is what was expected in its place. */
  readonly errors: readonly IRecognitionException[];
}

const METHODS = 'BASEWLM, ROUNDROBIN, SERVERWLM, WEIGHTEDActive or HOTSTANDBY';

const EXPECTED: ReadonlyMap<TokenType, string> = new Map([
  [words.Address, 'an address'],
  [words.NumberWord, 'a number'],
  [words.Name, 'a name'],
  [words.MovedWhen, 'IMMEDiate or WHENIDLE'],
  [words.MovedHow, 'NONDISRUPTive or DISRUPTive'],
  [words.MethodName, METHODS],
  [words.PortWord, 'a port or a range of ports'],
  [words.Destination, 'ALL or an address'],
]);

function isAddress(word: Word): boolean {
  return [words.Name, words.Dotted, words.Colons].includes(word.tokenType);
}

/** What the place of a mistake asks for, in words. */
function expectation(expected: TokenType, previous: Word): string {
  if (expected === words.DestinationAddresses) {
    return isAddress(previous) ? 'PORT or DESTIP' : 'another port or DESTIP';
  }
  return String(EXPECTED.get(expected));
}

class StatementParser extends EmbeddedActionsParser {
  unmodelled: Word[] = [];

  constructor() {
    super([...words.TOKEN_TYPES], {
      recoveryEnabled: true,
      errorMessageProvider: {
        ...defaultParserErrorProvider,
        buildMismatchTokenMessage: ({ expected, previous }) =>
          expectation(expected, previous as Word),
        buildNotAllInputParsedMessage: () => 'the next statement or ENDVIPADynamic',
      },
    });
    this.performSelfAnalysis();
  }

  /** A word made up by the recovery would have no place, and could be taken for one that stands there. */
  protected override canTokenTypeBeInsertedInRecovery(): boolean {
    return false;
  }

  readonly statement = this.RULE('statement', (): Statement =>
    this.OR([
      { ALT: () => this.SUBRULE(this.open) },
      { ALT: () => this.SUBRULE(this.define) },
      { ALT: () => this.SUBRULE(this.backup) },
      { ALT: () => this.SUBRULE(this.distribute) },
      { ALT: () => this.SUBRULE(this.range) },
      { ALT: () => this.SUBRULE(this.remove) },
      { ALT: () => this.SUBRULE(this.xcf) },
    ]),
  );

  private readonly open = this.RULE('open', (): OpenStatement => {
    this.CONSUME(words.VipaDynamic);
    return { kind: 'open' };
  });

  /** D2. */
  private readonly define = this.RULE('define', (): AddressesStatement => {
    this.CONSUME(words.VipaDefine);
    this.OPTION(() => this.CONSUME(words.Define));
    this.SUBRULE(this.movement);
    return { kind: 'define', addresses: this.SUBRULE(this.addresses) };
  });

  /** D3. */
  private readonly backup = this.RULE('backup', (): BackupStatement => {
    this.CONSUME(words.VipaBackup);
    const rank = this.OPTION(() => this.take(words.NumberWord));
    const movement = this.SUBRULE(this.movement);
    return { kind: 'backup', rank, movement, addresses: this.SUBRULE(this.addresses) };
  });

  /** D4. */
  private readonly distribute = this.RULE('distribute', (): DistributeStatement => {
    this.CONSUME(words.VipaDistribute);
    const options = this.SUBRULE(this.distributeOptions);
    const address = this.take(words.Address);
    const ports = this.OPTION(() => this.SUBRULE(this.ports));
    this.CONSUME(words.DestinationAddresses);
    const targets = this.SUBRULE(this.targets);
    return { kind: 'distribute', options, address, ports, targets };
  });

  /** D6. */
  private readonly range = this.RULE('range', (): RangeStatement => {
    this.CONSUME(words.VipaRange);
    const options = this.SUBRULE(this.rangeOptions);
    const addresses = [this.take(words.Address)];
    this.OPTION(() => addresses.push(this.CONSUME2(words.Address) as Word));
    this.OPTION2(() => {
      this.unmodelled.push(this.take(words.ResourceName));
      this.CONSUME(words.Name);
    });
    return { kind: 'range', options, addresses };
  });

  private readonly remove = this.RULE('remove', (): AddressesStatement => {
    this.CONSUME(words.VipaDelete);
    return { kind: 'delete', addresses: this.SUBRULE(this.addresses) };
  });

  private readonly xcf = this.RULE('xcf', (): XcfStatement => {
    this.CONSUME(words.DynamicXcf);
    return { kind: 'xcf', address: this.take(words.Address) };
  });

  /** MOVEable IMMEDiate and the flags around it. */
  private readonly movement = this.RULE('movement', (): Word[] => {
    const said: Word[] = [];
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            this.CONSUME(words.Moveable);
            said.push(this.note(this.take(words.MovedWhen), words.WhenIdle));
          },
        },
        { ALT: () => this.unmodelled.push(this.take(words.DefineFlag)) },
      ]),
    );
    return said;
  });

  private readonly rangeOptions = this.RULE('rangeOptions', (): Word[] => {
    const said: Word[] = [];
    this.MANY(() =>
      this.OR([
        { ALT: () => said.push(this.take(words.Action)) },
        {
          ALT: () => {
            this.CONSUME(words.Moveable);
            said.push(this.take(words.MovedHow));
          },
        },
      ]),
    );
    return said;
  });

  /** In any order, before the address. */
  private readonly distributeOptions = this.RULE('distributeOptions', (): Word[] => {
    const said: Word[] = [];
    this.MANY(() =>
      this.OR([
        { ALT: () => said.push(this.take(words.Action)) },
        {
          ALT: () => {
            this.CONSUME(words.DistributionMethod);
            said.push(this.note(this.take(words.MethodName), words.HotStandby));
          },
        },
        { ALT: () => this.CONSUME(words.NoOptLocal) },
        { ALT: () => this.SUBRULE(this.distributeFlag) },
      ]),
    );
    return said;
  });

  private readonly distributeFlag = this.RULE('distributeFlag', (): void => {
    this.OR([
      { ALT: () => this.unmodelled.push(this.take(words.DistributeFlag)) },
      {
        ALT: () => {
          this.unmodelled.push(this.take(words.DistributeNumber));
          this.OPTION(() => this.CONSUME(words.NumberWord));
        },
      },
      { ALT: () => this.SUBRULE(this.pairs) },
    ]);
  });

  /** PROCTYPE CP 20 ZAAP 80; a name without a number behind it is the DVIPA already. */
  private readonly pairs = this.RULE('pairs', (): void => {
    this.unmodelled.push(this.take(words.DistributePairs));
    this.MANY({
      GATE: () => this.LA(2).tokenType === words.NumberWord,
      DEF: () => {
        this.CONSUME(words.Name);
        this.CONSUME(words.NumberWord);
      },
    });
  });

  private readonly addresses = this.RULE('addresses', (): Word[] => {
    const list = [this.take(words.Address)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(words.Comma));
      list.push(this.CONSUME2(words.Address) as Word);
    });
    return list;
  });

  private readonly ports = this.RULE('ports', (): Word[] => {
    this.CONSUME(words.Port);
    const list = [this.take(words.PortWord)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(words.Comma));
      list.push(this.CONSUME2(words.PortWord) as Word);
    });
    return list;
  });

  private readonly targets = this.RULE('targets', (): TargetWords[] => {
    const list = [this.SUBRULE(this.target)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(words.Comma));
      list.push(this.SUBRULE2(this.target));
    });
    return list;
  });

  private readonly target = this.RULE('target', (): TargetWords => {
    const address = this.take(words.Destination);
    const weights: Word[] = [];
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            this.CONSUME(words.Weight);
            weights.push(this.take(words.NumberWord));
          },
        },
        {
          ALT: () => {
            this.unmodelled.push(this.take(words.TargetFlag));
            this.OPTION(() => this.CONSUME2(words.NumberWord));
          },
        },
        { ALT: () => this.SUBRULE(this.distributeFlag) },
      ]),
    );
    return { address, weights };
  });

  private take(kind: TokenType): Word {
    return this.CONSUME(kind) as Word;
  }

  private note(word: Word, unmodelled: TokenType): Word {
    if (word.tokenType === unmodelled) this.unmodelled.push(word);
    return word;
  }
}

const parser = new StatementParser();

/** The statement is of use only when there are no errors. */
export function parseStatement(tokens: readonly Word[]): Parsed {
  parser.input = [...tokens];
  parser.unmodelled = [];
  const statement = parser.statement();
  return { statement, unmodelled: parser.unmodelled, errors: parser.errors };
}
