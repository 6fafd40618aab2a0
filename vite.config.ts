/**
 * `vite build` makes four things, one after the other: the Outlook pane, the stand-in for Office.js (a classic script
 * of its own, as the real one is), the pages and the playground page. Separate builds, because each is served under its
 * own path and the pane must not depend on a chunk of a page.
 */
import { type UserConfig, build, defineConfig } from 'vite'

const here = import.meta.dirname

const common: UserConfig = {
  publicDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}

const pane: UserConfig = {
  ...common,
  root: `${here}/addin-outlook`,
  base: './',
  build: {
    outDir: `${here}/dist/outlook`,
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: { input: `${here}/addin-outlook/taskpane.html` },
  },
}

const standIn: UserConfig = {
  ...common,
  root: `${here}/addin-outlook`,
  build: {
    outDir: `${here}/dist/outlook`,
    emptyOutDir: false,
    lib: {
      entry: 'office-stand-in.ts',
      formats: ['iife'],
      name: 'officeStandIn',
      fileName: () => 'office-stand-in.js',
    },
  },
}

/** Served at many paths, so its files are named from the root. */
export const pages: UserConfig = {
  ...common,
  root: `${here}/server/web/pages/client`,
  base: '/pages/',
  build: { outDir: `${here}/dist/pages`, emptyOutDir: true, modulePreload: false },
}

export default defineConfig({
  ...common,
  root: `${here}/server/web/playground/client`,
  base: '/playground/',
  build: { outDir: `${here}/dist/playground`, emptyOutDir: true, modulePreload: false },
  builder: {
    async buildApp(builder) {
      for (const part of [pane, standIn, pages]) await build({ ...part, configFile: false })
      const { client } = builder.environments
      if (client) await builder.build(client)
    },
  },
})
