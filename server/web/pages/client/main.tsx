/** Starts the pages: the only file here with side effects on import. */
import { render } from 'preact'
import { App } from './app.tsx'

const root = document.querySelector('#page')
if (root) render(<App />, root)
