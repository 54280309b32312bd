import { expect } from 'chai';
import { Scheduler } from '../../../server/inbound/schedule/scheduler.ts';
import { makeLogger } from '../../../server/outbound/system/logger.ts';
import { onEngine, postgres } from '../../support/databases.ts';
import { openWorld, type World } from '../../support/db-world.ts';
import { ManualClock, SECOND } from '../../support/manual-clock.ts';

import { until } from '../../support/wait.ts';

/** As it stands in the scheduler: how long whoever died keeps a job from the others. */
const LEASE_MS = 60 * SECOND;

onEngine(postgres, 'the schedules of several processes', (engine) => {
  let world: World;
  let schedulers: Scheduler[];
  const clock = new ManualClock();
  const runs = { one: 0, other: 0 };

  before(async () => {
    world = await openWorld(engine);
    const { unitOfWork } = world.storage;
    schedulers = (['one', 'other'] as const).map(
      (holder) =>
        new Scheduler({ unitOfWork, clock, log: makeLogger('silent'), holder }, [
          { name: 'job', every: '* * * * * *', run: async () => void runs[holder]++ },
        ]),
    );
  });

  after(async () => {
    for (const scheduler of schedulers) await scheduler.stop();
    await world.end();
  });

  it('run a job in one of them; once that one is gone, in another', async () => {
    for (const scheduler of schedulers) scheduler.start();
    await until('somebody ran the job three times', () => Math.max(runs.one, runs.other) >= 3);
    const [first, second] = runs.one > runs.other ? (['one', 'other'] as const) : (['other', 'one'] as const);
    expect(runs[second]).to.equal(0);
    await schedulers[first === 'one' ? 0 : 1]?.stop();
    const ran = runs[first];
    clock.advance(LEASE_MS);
    await until('the other takes over', () => runs[second] > 0);
    expect(runs[first]).to.equal(ran);
  });
});
