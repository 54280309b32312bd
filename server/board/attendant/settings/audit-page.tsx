import type { PageProps } from '../page-props.ts';
import { useViewRest } from '../view.ts';
import { AuditSection } from './audit-section.tsx';

/** The log as a page of its own; its address may name a login. */
export function AuditPage(props: PageProps) {
  const login = useViewRest();
  return <AuditSection key={login} {...props} staff={login} />;
}
