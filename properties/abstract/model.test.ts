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
      Claimed: 33_814,
      CompletedLate: 1264,
      ConnectionEnded: 4040,
      ConnectionOpened: 8064,
      ConnectionReplaced: 4040,
      Forgotten: 212,
      ListChanged: 5116,
      ListKept: 16_008,
      ListReceived: 16_008,
      RoutingBegun: 11_712,
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
    states: 20608,
    events: {
      Advertised: 20_624,
      ApplicationBound: 19_880,
      ApplicationEnded: 19_872,
      Claimed: 84_772,
      CompletedLate: 4288,
      ConnectionEnded: 10_864,
      ConnectionOpened: 18_616,
      ConnectionReplaced: 10_864,
      Forgotten: 1128,
      ListReceived: 55_914,
      RoutingBegun: 19_968,
      SegmentGiven: 10_864,
      StackFailed: 55_914,
      StackStarted: 5910,
      SynAccepted: 5432,
      SynRefused: 7652,
      SynReturned: 7744,
      SynRouted: 31_472,
      Withdrawn: 45_786,
      Yielded: 45_786,
    },
  },
  'binds under ranges': {
    states: 982,
    events: {
      Advertised: 992,
      ApplicationBound: 924,
      ApplicationEnded: 920,
      Claimed: 2536,
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
