import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { SearchResult } from '../../../shared/http/api.ts';
import { driverLabel } from '../format.ts';
import { SearchIcon } from '../icons.tsx';
import { usePolled } from '../live/use-polled.ts';
import { texts } from '../texts.ts';
import classes from './board-header.module.css';
import { search as lookUp } from './drivers/api.ts';
import { goTo } from './view.ts';

const waitMs = 150;
const pollMs = 60_000;

interface HeaderSearchProps {
  lot: string;
  search: string;
  onSearch: (search: string) => void;
  onOpenSlot: (code: string) => void;
}

/** Whether keys are text there; a radio button is an input too, and takes none. */
function isTyped(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** Everything that was found, in the order in which it is shown. */
function optionsOf({ slots, drivers, bookings }: SearchResult): string[] {
  return [
    ...slots.map((code) => `slot/${code}`),
    ...drivers.map(({ id }) => `drivers/${id}`),
    ...bookings.map(({ id }) => `bookings/${id}`),
  ];
}

/** `/` leads here from anywhere: what is typed narrows the slots, and names bookings and drivers wherever they are. */
export function HeaderSearch({ lot, search, onSearch, onOpenSlot }: HeaderSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  useWindowEvent('keydown', (event) => {
    if (event.key !== '/' || isTyped(event.target)) return;
    event.preventDefault();
    field.current?.focus();
  });
  const [wanted] = useDebouncedValue(search.trim(), waitMs);
  const { value: answer } = usePolled(
    async () => (wanted === '' ? null : { of: wanted, found: await lookUp(lot, wanted) }),
    `${lot} ${wanted}`,
    pollMs,
  );
  // What was found of another text is not offered for this one.
  const found = answer?.of === search.trim() ? answer.found : null;
  /** Enter was pressed before the answer to this text came. */
  const entered = useRef<string | null>(null);
  const words = texts.header;
  // Enter opens the best of what was found.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    if (found === null) return;
    const [best] = optionsOf(found);
    if (entered.current === answer?.of && best !== undefined) open(best);
    else combobox.selectFirstOption();
    entered.current = null;
  }, [found]);

  /** An option names its page and what is to be shown there. */
  function open(option: string): void {
    const [kind = '', id = ''] = option.split('/', 2);
    combobox.closeDropdown();
    if (kind === 'slot') onOpenSlot(id);
    if (kind === 'bookings' || kind === 'drivers') goTo(kind, id);
    onSearch('');
    field.current?.blur();
  }

  function press(key: string): void {
    if (key === 'Escape') onSearch('');
    entered.current = key === 'Enter' && found === null ? search.trim() : null;
  }

  const count = found === null ? 0 : optionsOf(found).length;
  return (
    <Combobox store={combobox} onOptionSubmit={open} withinPortal>
      <Combobox.Target>
        <TextInput
          ref={field}
          className={classes['search']}
          type="search"
          aria-label={words.search}
          title={words.search}
          placeholder={words.searchPlaceholder}
          data-testid="search"
          leftSection={<SearchIcon size="1.1em" />}
          rightSection={
            search === '' ? (
              <Kbd size="xs" className={classes['key']}>
                /
              </Kbd>
            ) : null
          }
          rightSectionPointerEvents="none"
          value={search}
          onChange={(event) => {
            entered.current = null;
            onSearch(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => {
            entered.current = null;
            combobox.closeDropdown();
          }}
          onKeyDown={(event) => press(event.key)}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found === null || count === 0}>
        <Combobox.Options aria-label={words.found} mah="60dvh" style={{ overflowY: 'auto' }}>
          {found !== null && found.slots.length > 0 && (
            <Combobox.Group label={words.foundSlots}>
              {found.slots.map((code) => (
                <Combobox.Option key={code} value={`slot/${code}`} data-testid="found-slot">
                  {code}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {found !== null && found.drivers.length > 0 && (
            <Combobox.Group label={words.foundDrivers}>
              {found.drivers.map((driver) => (
                <Combobox.Option key={driver.id} value={`drivers/${driver.id}`} data-testid="found-driver">
                  {[driverLabel(driver), driver.plate].filter((part) => part !== null).join(' · ')}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {found !== null && found.bookings.length > 0 && (
            <Combobox.Group label={words.foundBookings}>
              {found.bookings.map(({ id, reference, slot, driver }) => (
                <Combobox.Option key={id} value={`bookings/${id}`} data-testid="found-booking">
                  {[reference, slot, driver.replace(/^whatsapp_/, '')].join(' · ')}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
