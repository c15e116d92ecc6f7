/**
 * The model on its own: all its states at small scope keep the promises. wrong-models.test.ts has those that do not.
 */
import test from 'ava';
import { exploreModel } from './explore-model.ts';
import { scopeNamed } from './scopes.ts';

/**
 * How many states the model has at each scope, and how often each event happens in them. Whoever changes what the model
 * allows, or forbids, finds it here, also where no promise speaks of it.
 */
const sizes = {
  'lists that come late': {
    states: 8170,
    events: {
      Advertised: 8220,
      ApplicationBound: 8006,
      ApplicationEnded: 8002,
      Claimed: 27_530,
      CompletedLate: 1264,
      ConnectionEnded: 4040,
      ConnectionOpened: 8064,
      ConnectionReplaced: 4040,
      Forgotten: 212,
      ListChanged: 5116,
      ListKept: 16_008,
      ListReceived: 16_008,
      RoutingBegun: 11_136,
      SegmentGiven: 4040,
      StackFailed: 16_008,
      StackStarted: 332,
      SynAccepted: 2020,
      SynRefused: 3282,
      SynReturned: 4020,
      SynRouted: 7830,
      Withdrawn: 10_892,
      Yielded: 10_892,
    },
  },
  'MVS3 without the function': {
    states: 23584,
    events: {
      Advertised: 23_600,
      ApplicationBound: 22_808,
      ApplicationEnded: 22_800,
      Claimed: 77_830,
      CompletedLate: 4288,
      ConnectionEnded: 12_048,
      ConnectionOpened: 22_136,
      ConnectionReplaced: 12_048,
      Forgotten: 1128,
      ListReceived: 64_426,
      RoutingBegun: 18_432,
      SegmentGiven: 12_048,
      StackFailed: 64_426,
      StackStarted: 6326,
      SynAccepted: 6024,
      SynRefused: 8500,
      SynReturned: 10_080,
      SynRouted: 33_216,
      Withdrawn: 51_322,
      Yielded: 51_322,
    },
  },
  'binds under ranges': {
    states: 982,
    events: {
      Advertised: 992,
      ApplicationBound: 924,
      ApplicationEnded: 920,
      Claimed: 3632,
      CompletedLate: 208,
      ConnectionEnded: 632,
      ConnectionOpened: 636,
      ConnectionReplaced: 632,
      Forgotten: 42,
      ListReceived: 1844,
      RoutingBegun: 960,
      SegmentGiven: 632,
      StackFailed: 1844,
      StackStarted: 120,
      SynAccepted: 244,
      SynRefused: 688,
      SynRouted: 832,
      Withdrawn: 1364,
      Yielded: 1364,
    },
  },
};

for (const [name, size] of Object.entries(sizes)) {
  const { sentence, scope } = scopeNamed(name);
  test(`every reachable state keeps the promises, and none is missing or new: ${sentence}`, (t) => {
    const { broken, states, fired } = exploreModel(scope);

    t.is(broken, null);
    t.deepEqual({ states, events: Object.fromEntries(fired) }, size);
  });
}
