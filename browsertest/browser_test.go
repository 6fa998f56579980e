package browsertest

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

//go:embed probe.js
var probeJS string

//go:embed harness.js
var harnessJS string

// modes are the ways an article gets into a page; harness.js has one function for each.
var modes = []string{"inner", "served", "template", "rounds"}

// players are the hosts an iframe of an article may show.
var players = strings.Fields(`www.youtube-nocookie.com player.vimeo.com player.bilibili.com v.qq.com player.youku.com
	www.ixigua.com open.douyin.com music.163.com open.spotify.com w.soundcloud.com bandcamp.com
	embed.podcasts.apple.com www.dailymotion.com videopress.com`)

// A doc is one article shown in one way.
type doc struct {
	name, mode, html string
}

// An outcome is what a doc did in the browser.
type outcome struct {
	N        int      `json:"n"`
	Mode     string   `json:"mode"`
	Ran      []string `json:"ran"`     // scripts run and violations of the policy against inline scripts
	Residue  []string `json:"residue"` // what a clean article does not leave in a page
	Failed   string   `json:"failed"`  // why the doc could not be shown, such as that it went elsewhere
	Requests []string // what it asked for, pictures and media apart
}

// A browser is Chromium with the harness in its only page.
type browser struct {
	ctx  context.Context
	site *site

	mu     sync.Mutex
	frames map[cdp.FrameID]int // frame, or frame within → number of its doc
	asked  map[int][]string    // doc → its requests
	opened []string            // pages and dialogs that opened
}

// A site serves the harness and the docs.
type site struct {
	*httptest.Server
	docs []doc
}

// nonce signs the only script of the pages. Every other is against their policy,
// which only reports, so that what follows still happens.
const nonce = "4d9f01a7"

func newSite() *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy-Report-Only", "script-src 'nonce-"+nonce+"'")
	switch r.URL.Path {
	case "/":
		fmt.Fprint(w, "<!DOCTYPE html><body><script nonce="+nonce+">"+harnessJS+"</script>")
	case "/frame":
		fmt.Fprint(w, "<!DOCTYPE html><body>")
		n, _ := strconv.Atoi(r.URL.Query().Get("n"))
		switch r.URL.Query().Get("mode") {
		case "served":
			fmt.Fprint(w, s.docs[n].html)
		case "template":
			fmt.Fprint(w, "<template>"+s.docs[n].html+"</template>")
		}
	default:
		http.NotFound(w, r)
	}
}

// newBrowser starts Chromium. Nothing but the site can be reached from it.
func newBrowser(t *testing.T) *browser {
	chromium := findChromium(t)
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		// One process for all frames, so that one session sees them all.
		chromedp.Flag("disable-site-isolation-trials", true),
		chromedp.Flag("disable-features", "IsolateOrigins,site-per-process,IsolateSandboxedIframes,Translate,OptimizationHints,MediaRouter"),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
	)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)

	b := &browser{ctx: ctx, site: newSite(), frames: map[cdp.FrameID]int{}, asked: map[int][]string{}}
	t.Cleanup(b.site.Close)
	require.NoError(t, chromedp.Listen(ctx, b.watch), "starting %s", chromium)
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: probeJS})
	require.NoError(t, err)
	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(b.site.URL)))
	handlers, err := chromedp.Run(ctx, chromedp.Evaluate[int]("start()", chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	require.Greater(t, handlers, 80, "the browser knows fewer event handlers than it should: the harness does not look right")
	return b
}

// findChromium skips the test where there is no Chromium, except in CI, where
// there has to be one.
func findChromium(t *testing.T) string {
	for _, name := range []string{os.Getenv("CHROME"), "chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	const missing = "no Chromium on this machine (apt-get install chromium, or set CHROME): nothing was proven in a browser"
	if os.Getenv("CI") == "true" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// watch hears what the browser does on its own account.
func (b *browser) watch(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *page.EventFrameAttached:
		if n, ok := b.frames[e.ParentFrameID]; ok {
			b.frames[e.FrameID] = n
		}
	case *network.EventRequestWillBeSent:
		b.request(e)
	case *page.EventJavascriptDialogOpening:
		b.opened = append(b.opened, "dialog "+e.Message)
		go func() {
			_, _ = chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
		}()
	case *page.EventWindowOpen:
		b.opened = append(b.opened, "window "+e.URL)
	}
}

// request notes a request with the doc that made it. Pictures and media are
// what an article is for; so are the players of the list.
func (b *browser) request(e *network.EventRequestWillBeSent) {
	u, err := url.Parse(e.Request.URL)
	if err == nil && u.Path == "/frame" && strings.HasPrefix(e.Request.URL, b.site.URL) {
		if n, err := strconv.Atoi(u.Query().Get("n")); err == nil {
			b.frames[e.FrameID] = n
		}
		return
	}
	n, ok := b.frames[e.FrameID]
	switch {
	case !ok, e.Type == network.ResourceTypeImage, e.Type == network.ResourceTypeMedia:
	case e.Type == network.ResourceTypeDocument && err == nil && slices.Contains(players, u.Hostname()):
	default:
		b.asked[n] = append(b.asked[n], fmt.Sprintf("%s %.200s", e.Type, e.Request.URL))
	}
}

// show shows all docs, many at once, and returns an outcome for each.
func (b *browser) show(t *testing.T, docs []doc) []outcome {
	const batch = 60
	type job struct {
		N    int    `json:"n"`
		Mode string `json:"mode"`
		HTML string `json:"html"`
	}
	b.site.docs = docs
	b.mu.Lock()
	clear(b.asked)
	b.mu.Unlock()
	var all []outcome
	for start := 0; start < len(docs); start += batch {
		var jobs []job
		for n := start; n < min(start+batch, len(docs)); n++ {
			jobs = append(jobs, job{n, docs[n].mode, docs[n].html})
		}
		arguments, err := json.Marshal(jobs)
		require.NoError(t, err)
		hosts, err := json.Marshal(players)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
		script := fmt.Sprintf("show(%s, %s, 120)", arguments, hosts)
		outcomes, err := chromedp.Run(ctx, chromedp.Evaluate[[]outcome](script, chromedp.EvalAwaitPromise))
		cancel()
		require.NoError(t, err, "showing docs %d to %d, from %s", start, start+len(jobs), docs[start].name)
		require.Len(t, outcomes, len(jobs))
		all = append(all, outcomes...)
	}
	// Events of the last requests are still under way when the page is done.
	time.Sleep(200 * time.Millisecond)
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range all {
		all[i].Requests = b.asked[all[i].N]
	}
	return all
}

// text shows markup in a message.
func text(s string) string { return strconv.Quote(html.UnescapeString(s)) }
