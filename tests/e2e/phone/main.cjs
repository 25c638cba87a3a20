// A phone's browser: Chromium in a window of a phone's size, with nothing of the app in it. Its owner has compared the
// certificate's fingerprint with the host's screen, and goes on.
const { app, BrowserWindow, session } = require('electron');

app.enableSandbox();
app.whenReady().then(() => {
  const expected = `sha256/${Buffer.from(process.env.STAGEDOOR_PHONE_FINGERPRINT, 'hex').toString('base64')}`;
  session.defaultSession.setCertificateVerifyProc(({ certificate }, done) =>
    done(certificate.fingerprint === expected ? 0 : -2),
  );
  // A browser writes its cookies down half a minute after they came; one that is ended by force may be ended sooner here.
  const { cookies } = session.defaultSession;
  cookies.on('changed', () => void cookies.flushStore());
  const window = new BrowserWindow({
    width: 412,
    height: 880,
    useContentSize: true,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false,
    },
  });
  void window.loadURL(process.env.STAGEDOOR_PHONE_URL);
});
app.on('window-all-closed', () => app.quit());
