import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInstalled, sockspec } from './support/command.js'
import { scratchFolder } from './support/programs.js'

const folder = scratchFolder()
const CHROMIUM = '/usr/bin/chromium'
const hasBrowser = isInstalled(CHROMIUM)

/** What a student could call herself, or have her server answer, to have a page do something. */
const MARKUP = '<img src=x onerror=alert(1)>'
const echo = (answer: string): string => `
import socket, sys, threading
def serve(c):
    while data := c.recv(65536):
        c.sendall(${answer})
    c.close()
s = socket.create_server(('127.0.0.1', int(sys.argv[1])))
while True: threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
`
const CLASS: Readonly<Record<string, string>> = {
  ana: echo('data'),
  beto: echo(`b"${MARKUP}<script>alert(2)</script>" + data`),
  [`zoe ${MARKUP}`]: echo('data[:10]'),
}

/** Grades the class, and gives the address of its page. */
async function gradedClass(): Promise<string> {
  for (const [name, text] of Object.entries(CLASS)) {
    mkdirSync(join(folder, 'submissions', name), { recursive: true })
    writeFileSync(join(folder, 'submissions', name, 'server.py'), text)
  }
  const file = join(folder, 'lab.yaml')
  writeFileSync(
    file,
    'protocol: tcp-echo\nstart: python3 server.py {port}\nonly: [TCP-ECHO-S1, TCP-ECHO-S2, TCP-ECHO-T1]\n',
  )
  const out = join(folder, 'out')
  const { status, stderr } = await sockspec(['grade', join(folder, 'submissions'), '--assignment', file, '--out', out])
  expect(status, stderr).toBe(1)
  return pathToFileURL(join(out, 'index.html')).href
}

const names = (page: Page): Promise<string[]> => page.locator('#matrix tbody th.name > a').allInnerTexts()

describe.skipIf(!hasBrowser)(`the page of a class${hasBrowser ? '' : ' (needs chromium)'}`, () => {
  let browser: Browser
  let address: string
  beforeAll(async () => {
    address = await gradedClass()
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-background-networking'],
    })
  })
  afterAll(() => browser.close())

  /** A page on which nothing may be said, asked or run that is not ours. */
  async function opened(width: number, colorScheme: 'light' | 'dark'): Promise<{ page: Page; trouble: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    const trouble: string[] = []
    page.on('console', (message) => trouble.push(`console: ${message.text()}`))
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('data:'))
        trouble.push(`request: ${request.url()}`)
    })
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    await page.goto(address)
    return { page, trouble }
  }

  it('sorts by a heading, and the other way round', async () => {
    const { page, trouble } = await opened(1280, 'light')
    const student = page.locator('#matrix thead button').first()
    await student.click()
    const rising = await names(page)
    expect(rising).toEqual(Object.keys(CLASS))
    await student.click()
    expect(await names(page)).toEqual([...rising].reverse())
    // The worst first: who failed S1 before who did not.
    await page.locator('#matrix thead button', { hasText: /^S1$/ }).click()
    expect((await names(page)).at(-1)).toBe('ana')
    expect(trouble).toEqual([])
  })

  it('leads from a cell to its place in the report of that student, where nothing of hers runs', async () => {
    const { page, trouble } = await opened(1280, 'light')
    await page.locator('tr', { hasText: 'beto' }).locator('.cell.fail a').first().click()
    expect(page.url()).toMatch(/students\/beto\/.*#TCP-ECHO-S1$/)
    const place = page.locator('[id="TCP-ECHO-S1"]')
    expect(await place.count()).toBe(1)
    expect((await place.boundingBox())?.y).toBeLessThan(800)
    expect(await page.locator('img, main script').count()).toBe(0)
    expect(await page.locator('body').innerText()).toContain(MARKUP)
    expect(trouble).toEqual([])
  })

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [400, 'light'],
    [400, 'dark'],
  ] as const)('fits %i pixels, %s', async (width, scheme) => {
    const { page, trouble } = await opened(width, scheme)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(background).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(22, 24, 28)')
    if (process.env.SCREENSHOTS !== undefined)
      await page.screenshot({ path: join(process.env.SCREENSHOTS, `class-${width}-${scheme}.png`), fullPage: true })
    expect(trouble).toEqual([])
  })
})
