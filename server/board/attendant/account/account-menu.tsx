import { ActionIcon, Menu } from '@mantine/core';
import { useContext } from 'react';
import { LogoutIcon, UserIcon } from '../../icons.tsx';
import { StaffContext, useMay } from '../staff.ts';
import { goTo } from '../view.ts';
import { words } from './words.ts';

/** Behind one's name: one's own login, what only admins need now and then, and the way out. */
export function AccountMenu({ onLogout }: { onLogout: () => void }) {
  const staff = useContext(StaffContext);
  const isAdmin = useMay('admin');
  if (staff === null) return null;
  return (
    <Menu position="bottom-end" withArrow width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={words.menu(staff.login)}
          title={staff.login}
          data-testid="account-menu"
        >
          <UserIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {staff.login} · {words.roles[staff.role]}
        </Menu.Label>
        <Menu.Item onClick={() => goTo('account')} data-testid="to-account">
          {words.account}
        </Menu.Item>
        {isAdmin && (
          <>
            <Menu.Item onClick={() => goTo('staff')} data-testid="to-staff">
              {words.staff}
            </Menu.Item>
            <Menu.Item onClick={() => goTo('audit')} data-testid="to-audit">
              {words.audit}
            </Menu.Item>
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<LogoutIcon />} onClick={onLogout} data-testid="logout">
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
