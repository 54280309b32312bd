import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ERROR_CODES } from '../../server/domain/errors.ts';
import { problemOf } from '../../server/inbound/http/problem.ts';
import { projectRoot } from './sources.ts';

/** The sections of docs/errors.md: heading and text. */
const sections = readFileSync(join(projectRoot, 'docs/errors.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...text] = section.split('\n');
    return { heading, text: text.join(' ').trim() };
  });

describe('errors', () => {
  it('are all explained, each once, and nothing else is', () => {
    expect(sections.map(({ heading }) => heading).sort()).to.deep.equal([...ERROR_CODES].sort());
  });

  it('are explained with the status they have, what happened and what to do', () => {
    const wrong = sections.filter(({ heading, text }) => {
      const status = problemOf(heading as (typeof ERROR_CODES)[number], '').status;
      return !text.startsWith(`HTTP ${status}. `) || text.split(/[.;]\s/).length < 3;
    });
    expect(wrong.map(({ heading }) => heading)).to.deep.equal([]);
  });

  it('point at their explanation', () => {
    expect(problemOf('slot-taken', 'x').type).to.match(/errors#slot-taken$/);
  });
});
