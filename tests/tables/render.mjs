// Compiles each MDX text of a JSON list with the real compiler, and prints what a page of it shows as HTML.
import { text } from 'node:stream/consumers'
import { evaluate } from '@mdx-js/mdx'
import { createElement } from 'react'
import * as runtime from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkGfm from 'remark-gfm'

const made = []
for (const source of JSON.parse(await text(process.stdin))) {
  const { default: Page } = await evaluate(source, { ...runtime, remarkPlugins: [remarkGfm] })
  made.push(renderToStaticMarkup(createElement(Page)))
}
console.log(JSON.stringify(made))
