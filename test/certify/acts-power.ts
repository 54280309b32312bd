import { type Bench, Broken, SOON_MS, Untried } from './bench.ts';

/** The plug is pulled on an event that nobody has acknowledged. */
export async function powerCut(bench: Bench): Promise<void> {
  const { hands } = bench;
  const slot = bench.slots[0] ?? 'A';
  bench.isAcking = false;
  const from = bench.mark;
  const oldBoot = bench.bootId;
  await hands.cover(slot);
  const kept = await bench.wire.next(
    ({ leaf, body }) => leaf === 'event' && body['type'] === 'occupied',
    SOON_MS + hands.slackMs,
    from,
  );
  const pulled = bench.mark;
  await hands.pull();
  await bench.rule('will', async () => {
    const isLost = ({ leaf, body }: { leaf: string; body: Record<string, any> }) =>
      leaf === 'status' && body['status'] === 'lost';
    const { body } = await bench.must('word that the board is lost', isLost, bench.lostWithinMs, pulled);
    if (body['bootId'] !== oldBoot)
      throw new Broken(`the boot that is lost is called ${body['bootId']}, it was ${oldBoot}`);
  });
  const plugged = bench.mark;
  await hands.plug();
  const isBack = await bench.rule('reboot', async () => {
    await bench.birth(plugged);
  });
  await bench.rule('led-again', async () => {
    for (const [name, { rev }] of bench.desired) await bench.lit(name, { rev }, plugged);
  });
  await bench.rule('across-reboots', async () => {
    if (!kept) throw new Untried('no event came before the plug was pulled');
    const isOurs = (body: Record<string, any>) => body['bootId'] === oldBoot && body['seq'] === kept.body['seq'];
    const again = await bench.event(`event ${kept.body['seq']} of the boot before`, isOurs, SOON_MS, plugged);
    const newer = bench.wire.heard
      .slice(plugged)
      .find(({ leaf, body }) => leaf === 'event' && body['bootId'] !== oldBoot);
    if (newer && newer.at < again.at) throw new Broken('an event of the new boot came before those of the old one');
    if (Number(again.body['sentUptimeMs']) < Number(again.body['uptimeMs']))
      throw new Broken('it is said to have been sent before it happened');
  });
  await bench.ackAll();
  if (isBack) await hands.clear(slot);
}

export async function restart(bench: Bench): Promise<void> {
  await bench.rule('restart', async () => {
    const from = bench.mark;
    const oldBoot = bench.bootId;
    const commandId = await bench.command('restart');
    await bench.response(commandId, 'accepted', SOON_MS, from);
    const isGoodbye = ({ leaf, body }: { leaf: string; body: Record<string, any> }) =>
      leaf === 'status' && body['status'] !== 'online';
    const goodbye = await bench.must('goodbye', isGoodbye, SOON_MS, from);
    const isRight = goodbye.body['status'] === 'offline' && goodbye.body['bootId'] === oldBoot;
    if (!isRight) throw new Broken(`its goodbye was ${JSON.stringify(goodbye.body)}`);
    await bench.birth(from);
    await bench.response(commandId, 'done', SOON_MS, from);
  });
}
