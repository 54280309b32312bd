import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { FakeMeta } from '../support/fake-meta.ts';
import { Site } from '../support/parkwire.ts';
import { Stage } from './stage.ts';

const folder = new URL('.', import.meta.url);
const files = ['en', 'hi'].flatMap((language) =>
  readdirSync(new URL(`${language}/`, folder)).map((name) => `${language}/${name}`),
);

describe('transcripts', () => {
  it('are many, in both languages', () => {
    expect(files.length).to.be.at.least(40);
    expect(files.filter((name) => name.startsWith('hi/')).length).to.be.at.least(12);
  });
});

for (const channel of ['twilio', 'meta'] as const) {
  story(`transcripts through ${channel}`, () => {
    let meta: FakeMeta;
    let site: Site;

    beforeEach(async () => {
      meta = await FakeMeta.start();
      site = await Site.start({ mode: 'production', environment: meta.environment });
    });

    afterEach(async () => {
      await site.stop();
      await meta.stop();
      expect(meta.malformed, 'every request has the published shape').to.deep.equal([]);
    });

    for (const file of files) {
      const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
      it(`${file}: ${lines[0]?.replace(/^# /, '')}`, () => new Stage(site, meta, channel).play(lines.slice(1)));
    }
  });
}
