import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { formatDay, formatMoney } from '../../../format.ts';
import { locale } from '../../../texts.ts';
import { wallAt } from '../../../zone.ts';
import pageClasses from '../../page.module.css';
import type { TariffView } from './api.ts';
import { changedBetween, inForceAt, standing } from './draft.ts';
import { words } from './words.ts';

/** A moment with its day, as nobody should guess from when money is another. */
export const momentWords = (at: string, timeZone: string): string =>
  `${formatDay(at, timeZone, locale)}, ${wallAt(Date.parse(at), timeZone).slice(11)}`;

export const changeWords = (one: TariffView, other: TariffView): string =>
  changedBetween(one, other)
    .map((name) => words.terms[name])
    .join(', ');

interface VersionsProps {
  versions: readonly TariffView[];
  now: number;
  timeZone: string;
  currency: string;
  onLoad: (version: TariffView) => void;
  onWithdraw: (version: TariffView) => void;
}

/** Every version: which holds, which will, which did, and what each has changed. */
export function Versions({ versions, now, timeZone, currency, onLoad, onWithdraw }: VersionsProps) {
  const inForce = inForceAt(versions, now);
  const all = standing(versions);
  const stateOf = (one: TariffView, isPlanned: boolean): string => {
    if (one.withdrawn) return words.withdrawn;
    if (one === inForce) return words.inForce;
    return isPlanned ? words.planned : words.over;
  };
  return (
    <section className={pageClasses['card']} aria-label={words.versions} data-testid="tariff-versions">
      <h3>{words.versions}</h3>
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {versions.map((one) => {
          const before = one.withdrawn ? undefined : all[all.indexOf(one) + 1];
          const changes = before === undefined ? '' : changeWords(one, before);
          const isPlanned = Date.parse(one.effectiveFrom) > now;
          return (
            <Group key={one.version} component="li" justify="space-between" data-testid={`version-${one.version}`}>
              <div>
                <Group gap="xs">
                  <Text fw={600}>{words.versionOf(one.version)}</Text>
                  <Badge variant="light" color={one === inForce ? 'blue' : 'gray'}>
                    {stateOf(one, isPlanned)}
                  </Badge>
                </Group>
                <Text size="sm">
                  {words.since(momentWords(one.effectiveFrom, timeZone))}
                  {one.ratePerHourMinor !== null &&
                    ` · ${words.perHour}: ${formatMoney(one.ratePerHourMinor, currency, locale)}`}
                </Text>
                {changes !== '' && <Text size="sm">{words.changes(changes)}</Text>}
              </div>
              <Group gap="xs">
                {isPlanned && !one.withdrawn && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={words.withdrawOf(one.version)}
                    data-testid="withdraw-version"
                    onClick={() => onWithdraw(one)}
                  >
                    {words.withdraw}
                  </Button>
                )}
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={words.loadOf(one.version)}
                  data-testid="load-version"
                  onClick={() => onLoad(one)}
                >
                  {words.load}
                </Button>
              </Group>
            </Group>
          );
        })}
      </Stack>
    </section>
  );
}
