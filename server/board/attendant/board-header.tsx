import { ActionIcon, Group, Kbd, Select, TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef } from 'react';
import type { LotSummary } from '../api-client.ts';
import { Brand } from '../brand.tsx';
import { LogoutIcon, SearchIcon } from '../icons.tsx';
import type { Mode } from '../live/board-connection.ts';
import { texts } from '../texts.ts';
import { ThemeToggle } from '../theme-toggle.tsx';
import classes from './board-header.module.css';
import { isKiosk } from './kiosk.ts';
import { LinkPhone } from './link-phone.tsx';
import { ModeBanner } from './mode-banner.tsx';
import { SimulatedMark } from './simulated-mark.tsx';

interface BoardHeaderProps {
  lot: string;
  lots: LotSummary[];
  mode: Mode;
  dataAt: string | null;
  search: string;
  onSearch: (search: string) => void;
  onLot: (code: string) => void;
  onLogout: () => void;
}

export function BoardHeader({ lot, lots, mode, dataAt, search, onSearch, onLot, onLogout }: BoardHeaderProps) {
  const searchField = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => searchField.current?.focus()]]);
  const summary = lots.find((one) => one.code === lot);

  return (
    <header className={classes['header']}>
      <div className={classes['lot']}>
        <Brand withName={false} />
        {lots.length > 1 && !isKiosk ? (
          <>
            <VisuallyHidden component="h1">{summary?.name ?? lot}</VisuallyHidden>
            <Select
              className={classes['select']}
              aria-label={texts.header.lot}
              data-testid="lot-select"
              data={lots.map(({ code, name }) => ({ value: code, label: name }))}
              value={lot}
              allowDeselect={false}
              onChange={(code) => code !== null && onLot(code)}
            />
          </>
        ) : (
          <h1 className={classes['name']}>{summary?.name ?? lot}</h1>
        )}
      </div>
      <div className={classes['modes']}>
        <ModeBanner mode={mode} dataAt={dataAt} timeZone={summary?.timeZone ?? 'UTC'} />
        <SimulatedMark />
      </div>
      {!isKiosk && (
        <>
          <TextInput
            ref={searchField}
            className={classes['search']}
            type="search"
            aria-label={texts.header.search}
            title={texts.header.search}
            placeholder={texts.header.searchPlaceholder}
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
            onChange={(event) => onSearch(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && onSearch('')}
          />
          <Group gap={4} wrap="nowrap" className={classes['controls']}>
            <LinkPhone />
            <ThemeToggle />
            <Tooltip label={texts.header.logout}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={texts.header.logout}
                data-testid="logout"
                onClick={onLogout}
              >
                <LogoutIcon />
              </ActionIcon>
            </Tooltip>
          </Group>
        </>
      )}
    </header>
  );
}
