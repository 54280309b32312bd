import { mount } from './mount.tsx';
import { PhonePage } from './phone/phone-page.tsx';

mount(<PhonePage />);
