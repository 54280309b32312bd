import classes from './brand.module.css';
import { texts } from './texts.ts';

/** The mark: a bay's P with its LED. */
export function Brand({ withName = true }: { withName?: boolean }) {
  return (
    <span className={classes['brand']}>
      <img src="/favicon.svg" alt={withName ? '' : texts.product} className={classes['mark']} />
      {withName && <span>{texts.product}</span>}
    </span>
  );
}
