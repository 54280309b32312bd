import type { ReactNode } from 'react';
import type { SlotState } from '../../shared/live/board-events.ts';

interface IconProps {
  size?: number | string;
}

function Drawing({ size = '1.25em', children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

/** Drawn here, because an icon set would be another dependency. Every icon stands beside its words, so it is silent. */
const stroked = (drawing: ReactNode) => (props: IconProps) => <Drawing {...props}>{drawing}</Drawing>;

export const CircleIcon = stroked(<circle cx="12" cy="12" r="7.5" />);
export const ClockIcon = stroked(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7v5.2l3.4 2" />
  </>,
);
export const CarIcon = stroked(
  <>
    <path d="M4 16.5v-3.2a2 2 0 0 1 .5-1.3L6 10l1.4-3.2A2 2 0 0 1 9.2 5.6h5.6a2 2 0 0 1 1.8 1.2L18 10l1.5 2a2 2 0 0 1 .5 1.3v3.2z" />
    <path d="M6 10h12M5.5 16.5V19M18.5 16.5V19M7.5 13.3h1M15.5 13.3h1" />
  </>,
);
export const AlertIcon = stroked(
  <>
    <path d="M12 5v8.5" strokeWidth={2.8} />
    <path d="M12 18.5v.1" strokeWidth={3.4} />
  </>,
);
export const BanIcon = stroked(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="m6 6 12 12" />
  </>,
);
export const CloudOffIcon = stroked(
  <>
    <path d="M8 7.7A6 6 0 0 1 17.5 11 3.8 3.8 0 0 1 20 17M16.5 18.5H7.5A4.3 4.3 0 0 1 6.2 10" />
    <path d="m4 4 16 16" />
  </>,
);
export const BackIcon = stroked(<path d="m14.5 6-6 6 6 6" />);
export const NextIcon = stroked(<path d="m9.5 6 6 6-6 6" />);
export const CoinIcon = stroked(
  <path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM14.8 9a3 3 0 0 0-2.8-1.6c-1.6 0-2.8.8-2.8 2.2 0 3.1 5.8 1.6 5.8 4.6 0 1.5-1.4 2.4-3 2.4A3.3 3.3 0 0 1 9 14.9M12 5.8v1.6M12 16.6v1.6" />,
);
export const PlusIcon = stroked(<path d="M12 5v14M5 12h14" />);
export const MinusIcon = stroked(<path d="M5 12h14" />);
export const UndoIcon = stroked(<path d="M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3" />);
export const ChatIcon = stroked(<path d="M4.5 5.5h15v10h-8l-4 3.5v-3.5h-3z" />);
export const ChevronIcon = stroked(<path d="m6 9.5 6 6 6-6" />);
export const CheckIcon = stroked(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const DoubleCheckIcon = stroked(<path d="m2.5 12.5 4.5 4.5L16 7.5M12.5 16.5l.5.5L22 7.5" />);
export const SunIcon = stroked(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
  </>,
);
export const MoonIcon = stroked(<path d="M20 14.5A8.3 8.3 0 0 1 9.5 4a8.3 8.3 0 1 0 10.5 10.5z" />);
export const LogoutIcon = stroked(<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4 4-4 4M19 12H9.5" />);
export const UserIcon = stroked(
  <>
    <circle cx="12" cy="8" r="3.8" />
    <path d="M4.5 20a7.5 7.5 0 0 1 15 0" />
  </>,
);
export const MoreIcon = stroked(<path d="M12 5.5v.1M12 12v.1M12 18.5v.1" />);
export const SearchIcon = stroked(
  <>
    <circle cx="10.5" cy="10.5" r="6" />
    <path d="m15 15 5 5" />
  </>,
);
export const SendIcon = stroked(<path d="M4.5 12 3.5 4.5 21 12 3.5 19.5zM4.5 12H12" />);
export const TriangleIcon = stroked(
  <>
    <path d="M12 4 2.8 19.5h18.4z" />
    <path d="M12 10v4.2M12 17v.1" />
  </>,
);
export const ExternalIcon = stroked(
  <path d="M13 5h6v6M19 5l-9 9M17 14v4a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V8.5A1.5 1.5 0 0 1 6 7h4" />,
);
export const ArrowInIcon = stroked(<path d="M12 3.5v12M7 11l5 5 5-5M4.5 20.5h15" />);
export const ArrowOutIcon = stroked(<path d="M12 16V4M7 8.5l5-5 5 5M4.5 20.5h15" />);

/** One icon for each state, so that no state is told by its colour alone. */
export const stateIcons: Record<SlotState, (props: IconProps) => ReactNode> = {
  free: CircleIcon,
  reserved: ClockIcon,
  occupied: CarIcon,
  attention: AlertIcon,
  'out-of-service': BanIcon,
  unknown: CloudOffIcon,
};
export const PhoneIcon = stroked(
  <>
    <rect x="7" y="3" width="10" height="18" rx="2" />
    <path d="M11 17.8h2" />
  </>,
);
