import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { type Desk, removeHome, root, startDesk } from './desk.ts';
import { again } from './mainProcess.ts';
import { openScreens, openStage } from './stageWindows.ts';

test.describe('what a page of the app can’t do', () => {
  let desk: Desk;
  test.beforeAll(async () => {
    desk = await startDesk();
  });
  test.afterAll(async () => {
    await desk.close();
    removeHome(desk.home);
  });

  test('run text as code, or a script that is not the app’s', async () => {
    const ran = await desk.page.evaluate(async () => {
      const tried: string[] = [];
      // From a timer: what the driver evaluates itself is exempt from the policy.
      const evaluated = await new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: the attack
            globalThis.eval('1');
            resolve(true);
          } catch {
            resolve(false);
          }
        });
      });
      if (evaluated) tried.push('eval');
      const inline = document.createElement('script');
      inline.textContent = 'window.attacked = true';
      document.body.append(inline);
      if ('attacked' in window) tried.push('inline script');
      const remote = document.createElement('script');
      const settled = new Promise((resolve) => {
        remote.onload = () => resolve('remote script');
        remote.onerror = () => resolve(undefined);
      });
      remote.src = 'data:text/javascript,window.attacked=true';
      document.body.append(remote);
      const loaded = await settled;
      if (loaded) tried.push(String(loaded));
      return tried;
    });
    expect(ran).toEqual([]);
  });

  test('reach the network in any way', async () => {
    const reached = await desk.page.evaluate(async () => {
      const url = 'https://example.com/';
      const tries: Record<string, Promise<unknown>> = {
        fetch: fetch(url, { mode: 'no-cors' }),
        image: new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = reject;
          image.src = url;
        }),
        socket: new Promise((resolve, reject) => {
          const socket = new WebSocket('wss://example.com/');
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
        beacon: navigator.sendBeacon(url, 'x') ? Promise.resolve() : Promise.reject(new Error('refused')),
        file: fetch('file:///etc/passwd'),
      };
      const names: string[] = [];
      for (const [name, result] of Object.entries(tries)) {
        await result.then(
          () => names.push(name),
          () => {},
        );
      }
      return names;
    });
    // A beacon's "true" means only that it was queued; that nothing left is seen in the network log below.
    expect(reached.filter((name) => name !== 'beacon')).toEqual([]);
  });

  test('have a permission other than the camera', async () => {
    const granted = await desk.page.evaluate(async () => {
      const names: string[] = [];
      const tries: Record<string, () => Promise<unknown>> = {
        microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
        both: () => navigator.mediaDevices.getUserMedia({ audio: true, video: true }),
        screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
        place: () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 5000 }),
          ),
        notice: async () => {
          if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
        },
        clipboard: () => navigator.clipboard.readText(),
      };
      for (const [name, attempt] of Object.entries(tries)) {
        await attempt().then(
          () => names.push(name),
          () => {},
        );
      }
      return names;
    });
    expect(granted).toEqual([]);
  });

  test('see Node, Electron or a second way in', async () => {
    const found = await desk.page.evaluate(async () => {
      const globals = ['require', 'process', 'Buffer', 'module', 'electron', 'ipcRenderer', '__dirname'];
      const names = globals.filter((name) => name in window);
      const { port1, port2 } = new MessageChannel();
      const answered = new Promise((resolve) => {
        port1.onmessage = () => resolve('a second port was served');
        setTimeout(() => resolve(undefined), 1000);
      });
      window.postMessage('connect', '*', [port2]);
      port1.postMessage(JSON.stringify({ i: '1', p: { u: '/program/today' } }));
      const answer = await answered;
      return answer ? [...names, String(answer)] : names;
    });
    expect(found).toEqual([]);
  });

  test('read a file that is not the page’s', async () => {
    const read = await desk.page.evaluate(async () => {
      const paths = [
        '/../package.json',
        '/%2e%2e/%2e%2e/package.json',
        '/..%2f..%2fmain/main.js',
        '/fonts/../main/main.js',
        '/fonts/..%2fmain%2fmain.js',
        '/fonts/%2e%2e/preload/preload.cjs',
        '//etc/passwd',
        '/assets/..%5c..%5cmain.js',
      ];
      const got: string[] = [];
      for (const path of paths) {
        const response = await fetch(`app://stagedoor${path}`).catch(() => undefined);
        if (response?.ok) got.push(path);
      }
      const other = await fetch('app://elsewhere/index.html').catch(() => undefined);
      if (other?.ok) got.push('another host');
      const post = await fetch('app://stagedoor/', { method: 'POST' }).catch(() => undefined);
      if (post?.ok) got.push('post');
      return got;
    });
    expect(read).toEqual([]);
  });

  test('leave its sandbox: every page is isolated, under seccomp, and runs as no root', async () => {
    const pages = await again(() =>
      desk.app.evaluate(({ BrowserWindow, app }) => {
        const renderers = app.getAppMetrics().filter((metric) => metric.type === 'Tab');
        const preferences = BrowserWindow.getAllWindows().map((window) => {
          const { sandbox, contextIsolation, nodeIntegration, webSecurity } =
            // biome-ignore lint/suspicious/noExplicitAny: Electron has it, its types do not
            (window.webContents as any).getLastWebPreferences();
          return { sandbox, contextIsolation, nodeIntegration, webSecurity };
        });
        return { renderers: renderers.map(({ pid, sandboxed }) => ({ pid, sandboxed })), preferences };
      }),
    );
    expect(pages.preferences.length).toBeGreaterThan(0);
    for (const preference of pages.preferences) {
      expect(preference).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
      expect(preference.webSecurity).not.toBe(false);
    }
    expect(pages.renderers.length).toBeGreaterThan(0);
    for (const { pid } of pages.renderers) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      expect(status).toMatch(/^Seccomp:\s+2$/m);
      expect(status).not.toMatch(/^Uid:\s+0\s/m);
    }
  });
});

test('a page can’t go elsewhere, open a window, embed a page or start a download', async ({ start }) => {
  const desk = await start();
  const { page, app } = desk;
  const before = page.url();
  const attack = (text: string) =>
    again(() =>
      app.evaluate(
        ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
        text,
      ),
    );
  expect(await attack(`window.open('https://example.com/')`)).toBeNull();
  for (const element of [`'iframe'`, `'webview'`]) {
    await attack(
      `{ const it = document.createElement(${element}); it.setAttribute('src', 'https://example.com/'); document.body.append(it); }`,
    );
  }
  await attack(
    `{ const link = document.createElement('a'); link.href = URL.createObjectURL(new Blob(['x'])); link.download = 'attack.txt'; link.click(); }`,
  );
  for (const url of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,attack']) {
    await attack(`window.location.href = '${url}'`);
    // A question that comes back proves that the page is still the same one.
    expect(
      await attack(`document.querySelector('[data-testid=clock]') !== null && window.location.href`),
    ).toBe(before);
  }
  const contents = await again(() =>
    app.evaluate(({ webContents }) => webContents.getAllWebContents().length),
  );
  expect(contents).toBe(1);
  expect(
    readdirSync(desk.home, { recursive: true }).filter((name) => String(name).includes('attack')),
  ).toEqual([]);
});

test('a page of the stage, which opens others when the caller asks for them, opens none of its own', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  await openStage(desk);
  const { mc, timer, lobby, backstage } = await openScreens(desk, true);
  for (const page of [mc, timer, lobby, backstage]) {
    for (const url of [page.url(), 'app://stagedoor/#/today', 'https://example.com/', 'about:blank'])
      expect(await page.evaluate((address) => window.open(address), url)).toBeNull();
  }
  const contents = await again(() =>
    desk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length),
  );
  expect(contents).toBe(5);
});

test('a page from elsewhere gets no answer, even with the app’s own preload', async ({ start }) => {
  const desk = await start();
  const preload = path.join(root, 'out/app/preload/preload.cjs');
  const answer = await again(() =>
    desk.app.evaluate(async ({ BrowserWindow }, preloadFile) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: preloadFile, sandbox: true },
      });
      await window.loadURL('data:text/html,<p>stranger</p>');
      return window.webContents.executeJavaScript(`new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve('answered');
      port1.onclose = () => resolve('closed');
      setTimeout(() => resolve('silence'), 1500);
      window.postMessage('connect', '*', [port2]);
      port1.postMessage(JSON.stringify({ i: '1', p: { u: '/program/today' } }));
    })`);
    }, preload),
  );
  expect(answer).not.toBe('answered');
});

test('nothing asks the network for anything but the app’s own pages', async ({ start, rehearsal }) => {
  const desk = await start();
  await desk.close();
  const log = path.join(desk.home, 'net.json');
  const next = await start({ home: desk.home, program: rehearsal, args: [`--log-net-log=${log}`] });
  for (const job of ['people', 'door', 'stage', 'certificates', 'program', 'today']) {
    await next.page.getByTestId(`job-${job}`).click();
    await next.page.waitForLoadState('load');
  }
  await next.page.evaluate(() => navigator.sendBeacon('https://example.com/', 'x'));
  await next.close();
  const urls = new Set(readFileSync(log, 'utf8').match(/(?<="url":")[^"]+/g));
  expect([...urls].filter((url) => !/^(app|data|blob|devtools):/.test(url))).toEqual([]);
  const hosts = readFileSync(log, 'utf8').match(/(?<="host":")[^"]+/g) ?? [];
  expect(hosts).toEqual([]);
});
