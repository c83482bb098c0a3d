import WengertReveal from '../v1/wengert-reveal.js';
import Notes from './reveal/plugin/notes.mjs';
import Reveal from './reveal/reveal.mjs';

Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.02,
  hash: true,
  center: false,
  display: 'flex',
  transition: 'fade',
  plugins: [WengertReveal, Notes],
});
