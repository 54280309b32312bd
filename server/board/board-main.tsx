import { App } from './attendant/app.tsx';
import { mount } from './mount.tsx';

mount(<App />);
