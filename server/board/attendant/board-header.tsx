import { Group, Select, VisuallyHidden } from '@mantine/core';
import type { LotSummary } from '../api-client.ts';
import { Brand } from '../brand.tsx';
import type { Mode } from '../live/board-connection.ts';
import { texts } from '../texts.ts';
import { ThemeToggle } from '../theme-toggle.tsx';
import { AccountMenu } from './account/account-menu.tsx';
import classes from './board-header.module.css';
import { HeaderSearch } from './header-search.tsx';
import { isKiosk } from './kiosk.ts';
import { LanguageToggle } from './language-toggle.tsx';
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
  onOpenSlot: (code: string) => void;
  onLot: (code: string) => void;
  onLogout: () => void;
}

export function BoardHeader({
  lot,
  lots,
  mode,
  dataAt,
  search,
  onSearch,
  onOpenSlot,
  onLot,
  onLogout,
}: BoardHeaderProps) {
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
          <HeaderSearch lot={lot} search={search} onSearch={onSearch} onOpenSlot={onOpenSlot} />
          <Group gap={4} wrap="nowrap" className={classes['controls']}>
            <LinkPhone />
            <LanguageToggle />
            <ThemeToggle />
            <AccountMenu onLogout={onLogout} />
          </Group>
        </>
      )}
    </header>
  );
}
