export default {
  root: 'jose',
  base: './',
  build: { outDir: '../dist', emptyOutDir: true, target: ['chrome110', 'firefox110', 'safari16.4'], modulePreload: { polyfill: false } },
};
