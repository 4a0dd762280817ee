import { render } from 'preact';
import { Layout } from './layout.tsx';
import { goLive } from './live.ts';
import './style/page.css';

goLive();
render(<Layout />, document.body);
