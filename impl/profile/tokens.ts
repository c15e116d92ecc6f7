/**
 * The words of the definition language: one token type per keyword, one per kind of value, and the
 * categories under which the grammar asks for them (D1 to D7, and the product's spelling, D9).
 *
 * A keyword's name is its spelling, capitals first. Left out: when a word is a keyword (words.ts).
 */
import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';

/** A token of a file: it always has a place. */
export interface Word extends IToken {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

const tokenTypes: TokenType[] = [];
const keywords: TokenType[] = [];

function kind(name: string, ...categories: readonly TokenType[]): TokenType {
  const made = createToken({ name, pattern: Lexer.NA, categories: [...categories] });
  tokenTypes.push(made);
  return made;
}

function keyword(spelling: string, ...categories: readonly TokenType[]): TokenType {
  const made = kind(spelling, ...categories);
  keywords.push(made);
  return made;
}

/** Values. An address of version 6 is a kind of its own because it is read but not modelled. */
export const Destination = kind('Destination');
export const Address = kind('Address', Destination);
export const Name = kind('Name', Address);
export const Dotted = kind('Dotted', Address);
export const Colons = kind('Colons', Address);
export const PortWord = kind('PortWord');
export const NumberWord = kind('NumberWord', PortWord);
export const NumberRange = kind('NumberRange', PortWord);
export const Junk = kind('Junk');

/** What begins a statement inside the block, or ends the block: what follows belongs to it. */
export const StatementWord = kind('StatementWord');
export const VipaDynamic = keyword('VIPADynamic', StatementWord);
export const EndVipaDynamic = keyword('ENDVIPADynamic', StatementWord);
export const VipaDefine = keyword('VIPADEFine', StatementWord);
export const VipaBackup = keyword('VIPABackup', StatementWord);
export const VipaDistribute = keyword('VIPADISTribute', StatementWord);
export const VipaRange = keyword('VIPARange', StatementWord);
export const VipaDelete = keyword('VIPADELete', StatementWord);
export const VipaRoute = keyword('VIPAROUTE', StatementWord);
export const VipaParameters = keyword('VIPASMparms', StatementWord);
/** A word that can only be meant as a statement, but is none. */
export const UnknownStatement = kind('UnknownStatement', StatementWord);
/** Outside the block: the option of IPCONFIG that gives the stack its XCF address. */
export const DynamicXcf = kind('DYNAMICXCF');

export const Moveable = keyword('MOVEable');
export const MovedWhen = kind('MovedWhen');
export const WhenIdle = keyword('WHENIDLE', MovedWhen);
keyword('IMMEDiate', MovedWhen);
export const MovedHow = kind('MovedHow');
export const Disruptive = keyword('DISRUPTive', MovedHow);
keyword('NONDISRUPTive', MovedHow);

export const Action = kind('Action');
export const Delete = keyword('DELEte', Action);
export const Define = keyword('DEFINE', Action);
export const DistributionMethod = keyword('DISTMethod');
export const MethodName = kind('MethodName');
export const BaseWlm = keyword('BASEWLM', MethodName);
export const ServerWlm = keyword('SERVERWLM', MethodName);
export const WeightedActive = keyword('WEIGHTEDActive', MethodName);
export const HotStandby = keyword('HOTSTANDBY', MethodName);
keyword('ROUNDROBIN', MethodName);
export const Port = keyword('PORT');
export const DestinationAddresses = keyword('DESTIP');
export const All = keyword('ALL', Destination);
export const Weight = keyword('WEIGHT');
export const ResourceName = keyword('SAF');
export const NoOptLocal = keyword('NOOPTLOCAL');

/** Options of the product that are read and named in a warning (D9), by what may follow them. */
export const DefineFlag = kind('DefineFlag');
export const DistributeFlag = kind('DistributeFlag');
export const DistributeNumber = kind('DistributeNumber');
export const DistributePairs = kind('DistributePairs');
export const TargetFlag = kind('TargetFlag');
for (const name of ['TIER1', 'TIER2', 'CPCSCOPE']) keyword(name, DefineFlag, DistributeFlag);
for (const name of ['SERVICEMGR']) keyword(name, DefineFlag);
for (const name of ['SYSPLEXPorts', 'GRE', 'ENCAP', 'TARGCONTROLLED']) {
  keyword(name, DistributeFlag);
}
for (const name of ['AUTOSWITCHBACK', 'HEALTHSWITCH']) {
  keyword(name, DistributeFlag);
  keyword(`NO${name}`, DistributeFlag);
}
for (const name of ['OPTLOCAL', 'TIMEDAFFinity', 'ILWEIGHTING']) keyword(name, DistributeNumber);
for (const name of ['PROCTYPE', 'PROCXCOST']) keyword(name, DistributePairs);
for (const name of ['PREFERRED', 'BACKUP']) keyword(name, TargetFlag);

/** What separates words, and the one separator that counts. A comment ends with its line. */
const skipped = { group: Lexer.SKIPPED };
const Blank = createToken({ name: 'Blank', pattern: /\s+/, line_breaks: true, ...skipped });
const Comment = createToken({ name: 'Comment', pattern: /;[^\r\n]*/, ...skipped });
const AnyWord = createToken({ name: 'AnyWord', pattern: /[^\s,;]+/ });
export const Comma = createToken({ name: 'Comma', pattern: /,/ });

const lexer = new Lexer([Blank, Comment, Comma, AnyWord]);

/** The text as words and commas: every character belongs to one of the four, so nothing fails. */
export function wordsOf(text: string): readonly Word[] {
  return lexer.tokenize(text).tokens as Word[];
}

/** Every keyword of the block, so that a word can be looked up. */
export const KEYWORDS: readonly TokenType[] = keywords;

export const TOKEN_TYPES: readonly TokenType[] = [...tokenTypes, Comma];
