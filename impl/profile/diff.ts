/**
 * What changed between two profiles of one stack, in words (D8): for the operator who loads the second
 * one with VARY OBEY, and for the trace that tells of it.
 *
 * Left out: the order of the statements, which says nothing.
 */
import type { Profile } from '../../model/config.types.ts';
import { statementsOf } from './print.ts';

export function diffProfiles(before: Profile, after: Profile): readonly string[] {
  const sayings = [profileFacts(before), profileFacts(after)] as const;
  const [former, present] = sayings;
  return [
    ...former.filter((fact) => !present.includes(fact)).map((fact) => `no longer: ${fact}`),
    ...present.filter((fact) => !former.includes(fact)).map((fact) => `new: ${fact}`),
  ];
}

/** All that a profile says, one sentence each. */
export function profileFacts(profile: Profile): readonly string[] {
  const adapter = profile.attached ? 'attached to the network' : 'not attached to the network';
  return [`XCF address ${profile.xcf}`, adapter, ...statementsOf(profile)];
}
