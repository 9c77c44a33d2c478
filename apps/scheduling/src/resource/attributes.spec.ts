import { lacks, plainAttributes } from './attributes.js';

const wu = { specialties: ['http://snomed.info/sct|394577000', 'anaesthesia'], languages: ['en', 'es'] };

describe('What somebody has', () => {
  it('answers to the code in its system, and to the code alone', () => {
    expect(lacks(wu, { specialties: ['http://snomed.info/sct|394577000', '394577000', 'anaesthesia'] })).toEqual([]);
    expect(lacks(wu, { specialties: ['http://example.org|394577000'] })).toEqual([
      { attribute: 'specialties', code: 'http://example.org|394577000' },
    ]);
  });
  it('is asked for all of it, and what is missing is named', () =>
    expect(lacks(wu, { languages: ['es', 'ase'], features: ['hoist'] })).toEqual([
      { attribute: 'languages', code: 'ase' },
      { attribute: 'features', code: 'hoist' },
    ]));
  it('is nothing when nobody has said anything', () => expect(lacks(undefined, { languages: ['es'] })).toHaveLength(1));
  it('is said once, and not at all where there is none', () => {
    expect(plainAttributes({ languages: ['es', 'es'], features: [] })).toEqual({ attributes: { languages: ['es'] } });
    expect(plainAttributes({ features: [] })).toEqual({});
  });
});
