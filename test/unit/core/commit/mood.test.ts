import { describe, expect, it } from 'vitest';
import { habitualMood, inMood } from '../../../../src/core/commit/mood';

describe('the verb of a subject', () => {
  it.each([
    ['Added a parser', 'Add a parser'],
    ['adds a parser', 'add a parser'],
    ['Adding a parser', 'Add a parser'],
    ['Applied the patch', 'Apply the patch'],
    ['Stopped the timer', 'Stop the timer'],
    ['Wrote a parser', 'Write a parser'],
    ['Passes the name', 'Pass the name'],
    // Where it must stay.
    ['Set the name', 'Set the name'],
    ['Read the name', 'Read the name'],
    ['Embedded systems are faster', 'Embedded systems are faster'],
    ['Updates', 'Updates'],
    ['Fixes: one', 'Fixes: one'],
    ['Tests for the parser', 'Tests for the parser'],
    ['Needed by the parser', 'Needed by the parser'],
    ['readTree(x) is faster', 'readTree(x) is faster'],
  ])('%j comes into the imperative', (description, imperative) => {
    expect(inMood(description, 'imperative')).toBe(imperative);
  });

  it.each([
    ['Add a parser', 'past', 'Added a parser'],
    ['make it fast', 'past', 'made it fast'],
    ['Fix it all', 'third', 'Fixes it all'],
    ['copy it all', 'third', 'copies it all'],
    ['Drop it all', 'gerund', 'Dropping it all'],
    ['Split it up', 'past', 'Split it up'],
  ] as const)('%j comes into the mood %s', (description, mood, expected) => {
    expect(inMood(description, mood)).toBe(expected);
  });
});

it.each<[readonly string[], string | undefined]>([
  [[], 'imperative'],
  [['Added a to b', 'Fixed b of c'], 'imperative'],
  [['Added a to b', 'Fixed b of c', 'Removed c from d'], 'past'],
  [['feat: adds a to b', 'fix: fixes b of c', 'fix: removes c from d'], 'third'],
  [['Added a to b', 'Fix b of c', 'Removes c from d'], undefined],
  [['Parser: x', 'Tree: y', 'Nothing here'], 'imperative'],
])('the habit of %j', (recent, mood) => expect(habitualMood(recent)).toBe(mood));
