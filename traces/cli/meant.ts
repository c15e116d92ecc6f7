/**
 * What a mistyped name may have meant, told as the command line tells it of its own words.
 */
import { nearest } from '../../impl/profile/spelling.ts';

/** ` (did you mean E9?)` behind the name; only the name when nothing is near it. */
export function withMeant(name: string, known: Iterable<string>): string {
  const meant = nearest(name, known);
  return meant === null ? name : `${name} (did you mean ${meant}?)`;
}
