package browsertest

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostile asks for something, or runs a script, in every way that is not
// stopped before a policy is. HOST is a server of ours.
const hostile = `<!DOCTYPE html><html lang="en"><head><title>Fog in the harbour</title>
<link rel="preconnect" href="HOST"><link rel="stylesheet" href="HOST/link.css"><link rel="icon" href="HOST/icon.png">
<base href="HOST/base/"><meta http-equiv="refresh" content="1;url=HOST/refresh">
<script>top.ran = 'script'; fetch('HOST/fetch')</script><script src="HOST/script.js"></script>
<style>@import "HOST/import.css"; body { background: url(HOST/background.png) }</style></head>
<body onload="top.ran = 'onload'; fetch('HOST/onload')" background="HOST/body.png">
<p>The fog came in at six.</p>
<div class="box" style="background-image: url(HOST/style.png)"><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" data-src="HOST/picture.png" width="40" height="30"></div>
<img src="HOST/other.png" onerror="top.ran = 'onerror'; fetch('HOST/onerror')">
<svg><image href="HOST/svg.png"/><script>top.ran = 'svg'</script></svg>
<iframe src="HOST/frame"></iframe><iframe srcdoc="<script>top.ran = 'srcdoc'; fetch('HOST/srcdoc')</script>"></iframe>
<object data="HOST/object"></object><embed src="HOST/embed"><video src="HOST/video.mp4" autoplay></video>
<form action="HOST/form"><button id="submit" autofocus onfocus="top.ran = 'focus'">Send</button></form>
<p><a id="link" href="HOST/link" ping="HOST/ping" target="_top">The ferry waits.</a> <a id="js" href="javascript:top.ran='javascript'">Now.</a></p>
<template><link rel="preconnect" href="HOST"><img src="HOST/template.png"></template>
</script></body></html>`

// A listener is a server that keeps account of what it was asked for.
type listener struct {
	*httptest.Server
	mu          sync.Mutex
	paths       []string
	connections int
}

func listen(t *testing.T) *listener {
	l := &listener{}
	l.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.paths = append(l.paths, r.URL.Path)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Cache-Control", "no-store")
	}))
	l.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if s == http.StateNew {
			l.connections++
		}
	}
	l.Start()
	t.Cleanup(l.Close)
	return l
}

func (l *listener) account() (paths []string, connections int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.paths), l.connections
}

// previewOf lets the command write the preview of these articles.
func previewOf(t *testing.T, articles ...string) (url string) {
	t.Helper()
	dir := t.TempDir()
	to := filepath.Join(dir, "preview.html")
	args := []string{"-preview", to}
	for i, a := range articles {
		name := filepath.Join(dir, string(rune('a'+i))+".html")
		require.NoError(t, os.WriteFile(name, []byte(a), 0o600))
		args = append(args, name)
	}
	out, err := exec.Command("go", append([]string{"run", "github.com/htmlclean/htmlclean/cmd/htmlclean"}, args...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return "file://" + to
}

// openPage starts a browser of its own on url, at the size of a desktop.
func openPage(t *testing.T, url string) context.Context {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(findChromium(t)), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	require.NoError(t, err)
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(1400, 900), chromedp.Navigate(url)))
	settle(t, ctx)
	return ctx
}

// settle waits until the frames are loaded, and then for what they might do.
func settle(t *testing.T, ctx context.Context) {
	t.Helper()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](`[...document.querySelectorAll('main:not([hidden]) iframe')].every(f => f.contentDocument && f.contentDocument.body && f.contentDocument.readyState === 'complete')`,
		chromedp.WithPollingTimeout(10*time.Second)))
	require.NoError(t, err)
	require.NoError(t, chromedp.Do(ctx, chromedp.Sleep(1500*time.Millisecond)))
}

func eval[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	require.NoError(t, err, js)
	return v
}

// shoot leaves a picture for people to look at: go test -artifacts.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(t.ArtifactDir(), name+".png"), shot.Data, 0o600))
}

const marks = `JSON.stringify(['before', 'after'].map(id => [...document.getElementById(id).contentDocument.querySelectorAll('[data-hc-mark]')].map(e => e.localName)))`

func TestPreviewRunsAndLoadsNothing(t *testing.T) {
	l := listen(t)
	article := strings.ReplaceAll(hostile, "HOST", l.URL)
	ctx := openPage(t, previewOf(t, article))

	paths, connections := l.account()
	assert.Empty(t, paths)
	assert.Zero(t, connections, "not even a connection")
	assert.Equal(t, "", eval[string](t, ctx, `String(window.ran || '')`))
	assert.Contains(t, eval[string](t, ctx, `document.getElementById('before').contentDocument.body.textContent`), "The fog came in at six.")

	// Clicks, as the reader would.
	for _, id := range []string{"link", "js", "submit"} {
		at := eval[[]float64](t, ctx, `(() => { const f = document.getElementById('before'), e = f.contentDocument.getElementById('`+id+`');
			e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect(), o = f.getBoundingClientRect();
			return [o.x + r.x + r.width / 2, o.y + r.y + r.height / 2] })()`)
		require.NoError(t, chromedp.Do(ctx, chromedp.MouseClickXY(at[0], at[1])))
	}
	require.NoError(t, chromedp.Do(ctx, chromedp.Sleep(time.Second)))
	paths, connections = l.account()
	assert.Empty(t, paths)
	assert.Zero(t, connections)
	assert.Equal(t, "", eval[string](t, ctx, `String(window.ran || '')`))
	assert.Equal(t, "about:srcdoc", eval[string](t, ctx, `document.getElementById('before').contentDocument.URL`))

	// The reader asks for pictures, and gets no more than these.
	require.NoError(t, chromedp.Do(ctx, chromedp.Click(chromedp.CSS("#pictures"))))
	settle(t, ctx)
	paths, _ = l.account()
	assert.Contains(t, paths, "/picture.png", "recovered, so that it is in the clean article")
	for _, p := range paths {
		assert.Regexp(t, `\.(png|mp4)$`, p)
	}
	assert.Equal(t, "", eval[string](t, ctx, `String(window.ran || '')`))
	assert.Equal(t, "about:srcdoc", eval[string](t, ctx, `document.getElementById('after').contentDocument.URL`))
}

// The same article outside of the preview does what it is kept from: the
// instrument works.
func TestPreviewsArticleIsHostile(t *testing.T) {
	l := listen(t)
	name := filepath.Join(t.TempDir(), "raw.html")
	require.NoError(t, os.WriteFile(name, []byte(strings.ReplaceAll(hostile, "HOST", l.URL)), 0o600))
	openPage(t, "file://"+name)
	require.Eventually(t, func() bool { paths, _ := l.account(); return slices.Contains(paths, "/refresh") }, 10*time.Second, 50*time.Millisecond)
	paths, connections := l.account()
	assert.NotZero(t, connections)
	for _, p := range strings.Fields("/fetch /script.js /link.css /other.png /frame /onerror /srcdoc /svg.png") {
		assert.Contains(t, paths, p)
	}
}

const harbour = `<div class="wrap"><h2>Harbour</h2><div class="box"><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" data-src="https://img.example/fog.jpg" width="640" height="360"></div>
<p onclick="x()">The fog came in at six, and by seven nobody on the pier could see the lamp at its end.</p>
<p>The ferry waited. <script>track()</script>Its captain had coffee.</p><p></p>
<form><button>Subscribe</button></form><p>At nine the wind turned.</p></div>`

func TestPreviewShowsWhere(t *testing.T) {
	ctx := openPage(t, previewOf(t, harbour))
	count := eval[int](t, ctx, `document.querySelectorAll('#list button').length`)
	require.Positive(t, count)

	// Each change is found in at least one of the frames.
	for i := range count {
		text := eval[string](t, ctx, `(() => { const b = document.querySelectorAll('#list button')[`+strconv.Itoa(i)+`]; b.focus(); return b.innerText })()`)
		assert.NotEqual(t, "[[],[]]", eval[string](t, ctx, marks), "nothing is marked for: %s", text)
	}

	// The picture's change marks it in both.
	got := eval[string](t, ctx, `(() => { [...document.querySelectorAll('#list button')].find(b => b.innerText.includes('data:image/gif') || b.innerText.includes('fog.jpg')).focus(); return `+marks+` })()`)
	assert.Equal(t, `[["img"],["img"]]`, got)
	shoot(t, ctx, "marked")

	// The arrow keys walk the list.
	require.NoError(t, chromedp.Do(ctx, chromedp.Focus(chromedp.CSS("#list li:first-child button"))))
	require.NoError(t, chromedp.Do(ctx, chromedp.KeyEvent(kb.ArrowDown)))
	assert.Equal(t, 1, eval[int](t, ctx, `[...document.querySelectorAll('#list button')].indexOf(document.activeElement)`))
	assert.Equal(t, 1, eval[int](t, ctx, `[...document.querySelectorAll('#list button')].findIndex(b => b.ariaCurrent)`))

	// So does pointing.
	at := eval[[]float64](t, ctx, `(() => { const r = document.querySelector('#list button').getBoundingClientRect(); return [r.x + 20, r.y + 10] })()`)
	require.NoError(t, chromedp.Do(ctx, chromedp.MouseEvent("mouseMoved", at[0], at[1]), chromedp.Sleep(300*time.Millisecond)))
	assert.Equal(t, 0, eval[int](t, ctx, `[...document.querySelectorAll('#list button')].findIndex(b => b.ariaCurrent)`))
}

func TestPreviewFits(t *testing.T) {
	one, many := previewOf(t, harbour), previewOf(t, harbour, hostile, "---\ntitle: Station\n---\n<p>The last train left.</p>")
	for _, scheme := range []string{"light", "dark"} {
		for _, size := range []struct {
			name          string
			width, height int64
		}{{"desktop", 1400, 900}, {"phone", 390, 844}} {
			t.Run(scheme+" "+size.name, func(t *testing.T) {
				ctx := openPage(t, one)
				_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
				require.NoError(t, err)
				require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height), chromedp.Sleep(300*time.Millisecond)))
				fits(t, ctx, size.width)
				shoot(t, ctx, scheme+"-"+size.name)
				dark := eval[string](t, ctx, `getComputedStyle(document.body).backgroundColor`) != "rgb(251, 251, 249)"
				assert.Equal(t, scheme == "dark", dark)
				assert.True(t, eval[bool](t, ctx, `document.getElementById('after').getBoundingClientRect().height > 200`), "there is room for the article")
				assert.True(t, eval[bool](t, ctx, `document.getElementById('list').getBoundingClientRect().height > 150`), "and for the changes")

				require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(many), chromedp.Sleep(300*time.Millisecond)))
				fits(t, ctx, size.width)
				shoot(t, ctx, scheme+"-"+size.name+"-index")
			})
		}
	}
}

func fits(t *testing.T, ctx context.Context, width int64) {
	t.Helper()
	assert.LessOrEqual(t, eval[int64](t, ctx, `document.documentElement.scrollWidth`), width, "no scrolling sideways")
}

func TestPreviewOfManyArticles(t *testing.T) {
	ctx := openPage(t, previewOf(t, harbour, "---\ntitle: </script><b>Station\n---\n<p>The last train left.</p>", "<p>Rain.</p>"))
	assert.Equal(t, 3, eval[int](t, ctx, `document.querySelectorAll('#rows tr').length`))
	assert.Equal(t, "</script><b>Station", eval[string](t, ctx, `document.querySelector('#rows tr:nth-child(2) small').textContent`))
	assert.Equal(t, 7, eval[int](t, ctx, `document.querySelectorAll('#rows tr:first-child td').length`))

	require.NoError(t, chromedp.Do(ctx, chromedp.Click(chromedp.CSS("#rows tr:nth-child(2) a"))))
	settle(t, ctx)
	after := `document.getElementById('after').contentDocument.body.textContent.trim()`
	assert.Equal(t, "The last train left.", eval[string](t, ctx, after))
	require.NoError(t, chromedp.Do(ctx, chromedp.Click(chromedp.CSS("#next"))))
	settle(t, ctx)
	assert.Equal(t, "Rain.", eval[string](t, ctx, after))
	assert.True(t, eval[bool](t, ctx, `document.getElementById('next').disabled`))
	require.NoError(t, chromedp.Do(ctx, chromedp.Click(chromedp.CSS("#back"))))
	settle(t, ctx)
	assert.False(t, eval[bool](t, ctx, `document.getElementById('index').hidden`))
}
