// Builds rivals for production into dist/<name>: node build.mjs [name ...], all when none is named.
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import solid from 'vite-plugin-solid';

const HERE = import.meta.dirname;

const RIVALS = {
  solid: { root: 'apps/solid', plugins: [solid()], publicDir: false },
  'react-typical': { root: 'apps/react-typical', plugins: [react()], publicDir: false },
  vcc: { root: 'apps/vcc', plugins: [], publicDir: false },
  c15t: { root: 'apps/c15t', plugins: [react()], publicDir: false },
  keycloak: { root: 'kc', plugins: [react()], publicDir: path.join(HERE, 'kc/public') },
};

// What makes a page readable here (its comment, its line breaks) is not sent to a browser.
const joinLines = {
  name: 'join-lines',
  transformIndexHtml: html => html.replace(/<!--.*?-->/gs, '').replace(/\n\s*/g, ''),
};

async function buildRival(name, { root, plugins, publicDir }) {
  await build({
    root: path.join(HERE, root),
    plugins: [...plugins, joinLines],
    publicDir,
    logLevel: 'warn',
    configFile: false,
    resolve: { dedupe: ['react', 'react-dom'] },
    build: {
      outDir: path.join(HERE, 'dist', name),
      emptyOutDir: true,
      target: 'es2022',
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 5000,
    },
  });
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(RIVALS);
for (const name of wanted) {
  if (!RIVALS[name]) throw new Error(`no such rival: ${name}`);
  await buildRival(name, RIVALS[name]);
  console.log('built', name);
}
