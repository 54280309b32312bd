import { expect } from 'chai';
import { parseFaults } from '../../firmware-sim/faults/faults.ts';
import { plan } from '../../firmware-sim/plan.ts';
import { readScenario } from '../../firmware-sim/scenario-file.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { CarPark } from './car-park.ts';
import { simulate } from './simulate.ts';
import { judge } from './verdict.ts';

story('a car park on a virtual clock', function () {
  this.timeout(120_000);

  it('has the truth of its boards after hours in which everything went wrong', async () => {
    const { figures, faults } = await simulate({
      ...{ slots: 8, slotsEach: 4, seed: 11, hours: 3, outages: 1 },
      scenario: readScenario('rush-hour'),
      // As often within hours as elsewhere in days.
      faults: parseFaults(
        'everything,reboot=12,blackout=6,dropped-connection=24,flapping=24,duplicate-id=8,half-open=8',
      ),
    });
    expect(faults).to.deep.equal([]);
    expect(figures['events'], 'enough to tell').to.be.greaterThan(20);
  });

  it('would say so if it had not', async () => {
    const park = await CarPark.open({ slots: 6, slotsEach: 3, seed: 5, beginsMs: 7 * HOUR });
    try {
      const scenario = {
        ...readScenario('rush-hour'),
        ...{ begins: '07:00', stayMinutes: { mean: 20, least: 10 }, booked: 1, noShows: 0, wrongSlots: 0 },
      };
      await park.pass(2 * HOUR, plan(scenario, park.slots, 5, 2));
      await park.recover();
      expect((await judge(park)).faults).to.deep.equal([]);
      const { site } = park;
      const { database } = site.parkwire.storage;
      const spoil = async (sql: string) => {
        await database.writer.query(sql, []);
        const { faults } = await judge(park);
        return faults.join('\n');
      };
      expect(await spoil(`UPDATE observations SET occurred_at = occurred_at + ${MINUTE} WHERE seq = 3`)).to.match(
        /event sim-\d\/\w+\/3 is dated \d+ ms off/,
      );
      expect(await spoil("UPDATE observations SET seq = 9999 WHERE source LIKE 'sim-%' AND seq = 3")).to.match(
        /event sim-\d\/\w+\/3 is lost[\s\S]*nobody saw event sim-\d\/\w+\/9999/,
      );
      expect(
        await spoil('UPDATE parking_sessions SET charged_minor = charged_minor + 600 WHERE charged_minor > 0'),
      ).to.match(/stay \S+ on S\d cost \d+, its evidence is worth \d+/);
    } finally {
      await park.close();
    }
  });
});
