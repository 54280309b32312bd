import { Table, type TableProps } from '@mantine/core';
import classes from './page.module.css';

interface WideTableProps extends TableProps {
  /** What the table is of: a region that scrolls is one that can be reached by the keyboard, and has a name. */
  label: string;
  /** Narrower than so many px it scrolls sideways by itself, and not the page. */
  minWidth: number;
  /** It stands in a card already. */
  isPlain?: boolean;
}

/** A table in a card. */
export function WideTable({ label, minWidth, isPlain = false, ...table }: WideTableProps) {
  return (
    <Table.ScrollContainer
      type="native"
      minWidth={minWidth}
      {...(isPlain ? {} : { className: classes['card'] ?? '' })}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table verticalSpacing="sm" {...table} />
    </Table.ScrollContainer>
  );
}
