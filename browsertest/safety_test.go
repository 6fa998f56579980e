package browsertest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/htmlclean/htmlclean"
	"github.com/htmlclean/htmlclean/browsertest/vectors"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// harmless has everything an article may have. Shown as it is, nothing may be
// noticed: the instrument tells hostile from harmless.
const harmless = `<h2 id="fn-1">Heading</h2><p lang="en">Text with <a href="https://good.example/?a=1&amp;b=2#c" rel="noopener">a
link</a>, <a href="mailto:a@good.example">a mail address</a>, <a href="#fn-1">a note</a>, <code>javascript:</code>,
<math><mi>x</mi><mo>=</mo><mn>1</mn></math> and <ruby>字<rt>zì</rt></ruby>.</p>
<figure><picture><source srcset="https://pictures.example/a.webp 1x, https://pictures.example/b.webp 2x" type="image/webp"><img
src="https://pictures.example/a.jpg" srcset="https://pictures.example/b.jpg 2x" alt="a: b" width="3" height="2"
loading="lazy" referrerpolicy="no-referrer"></picture><figcaption>Caption</figcaption></figure>
<figure><video controls poster="https://pictures.example/p.jpg" src="https://pictures.example/a.mp4"></video></figure>
<audio controls src="https://pictures.example/a.mp3"></audio>
<iframe src="https://www.youtube-nocookie.com/embed/aaaaaaaaaaa" sandbox="allow-scripts allow-same-origin" title="x"></iframe>
<details open><summary>More</summary><p>Text</p></details><blockquote cite="https://good.example/"><p>Quote</p></blockquote>
<table><caption>c</caption><tr><th scope="col">a</th></tr><tr><td colspan="1">b</td></tr></table>
<ol start="3"><li>one</li></ol><pre><code class="language-js">alert(1) &lt;script&gt;pwn()&lt;/script&gt;</code></pre>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" alt="">`

func TestInstrumentIsSilentOnHarmlessMarkup(t *testing.T) {
	b := newBrowser(t)
	var docs []doc
	for _, mode := range modes {
		docs = append(docs, doc{"harmless", mode, harmless})
	}
	for _, o := range b.show(t, docs) {
		assert.Empty(t, o.Ran, o.Mode)
		assert.Empty(t, o.Residue, o.Mode)
		assert.Empty(t, o.Failed, o.Mode)
		assert.Empty(t, o.Requests, o.Mode)
	}
}

// The raw vectors show that the instrument works: the floors are a little below
// what Chromium 156 was measured to run.
func TestRawVectorsFire(t *testing.T) {
	floors := map[string]int{"inner": 90, "served": 1550, "template": 90, "rounds": 85}
	b := newBrowser(t)
	all := slices.Concat(vectors.All(), everyth(513, fromTables(t)), everyth(27, fromRules()))
	var docs []doc
	var of []int // doc → vector
	for i, v := range all {
		for j, mode := range modes {
			// Served, all are shown; the other ways share a quarter of the list.
			if mode == "served" || i%(4*len(modes)) == j {
				docs, of = append(docs, doc{v.ID(), mode, v.HTML}), append(of, i)
			}
		}
	}
	ran, seen := map[int]bool{}, map[int]bool{}
	perMode, requests, residue := map[string]int{}, 0, 0
	for _, o := range b.show(t, docs) {
		i := of[o.N]
		for _, r := range o.Ran {
			ran[i] = ran[i] || strings.HasPrefix(r, "script: ")
		}
		if len(o.Ran) > 0 {
			perMode[o.Mode]++
		}
		if len(o.Requests) > 0 {
			requests++
		}
		if len(o.Residue) > 0 {
			residue++
		}
		if len(o.Ran)+len(o.Residue)+len(o.Requests) > 0 || o.Failed != "" {
			seen[i] = true
		}
	}
	perFamily := map[string][3]int{}
	var order []string
	for i, v := range all {
		c, known := perFamily[v.Family]
		if !known {
			order = append(order, v.Family)
		}
		c[0]++
		if ran[i] {
			c[1]++
		}
		if seen[i] {
			c[2]++
		} else {
			t.Logf("harmless here: %s: %s", v.ID(), text(v.HTML)[:min(len(text(v.HTML)), 150)])
		}
		perFamily[v.Family] = c
	}
	for _, f := range order {
		t.Logf("%-34s %4d vectors, %4d run a script, %4d noticed", f, perFamily[f][0], perFamily[f][1], perFamily[f][2])
	}
	t.Logf("%d vectors: %d run a script, %d are noticed; shown %d times, per way %v, %d with requests, %d with residue",
		len(all), len(ran), len(seen), len(docs), perMode, requests, residue)
	for mode, floor := range floors {
		assert.GreaterOrEqual(t, perMode[mode], floor, "vectors that run shown as %s", mode)
	}
	assert.GreaterOrEqual(t, len(ran), 1550, "vectors that run a script")
	assert.GreaterOrEqual(t, requests, 60, "shown vectors that request more than pictures and media")
	assert.GreaterOrEqual(t, residue, 2200, "shown vectors that leave what a clean article does not")
}

func TestCleanedVectorsDoNothing(t *testing.T) {
	b := newBrowser(t)
	seen := map[string]bool{}
	t.Run("recommended options", func(t *testing.T) {
		check(t, b, cleaned(t, htmlclean.Options{}, "", seen, modes))
	})
	// What else these options let out is shown the way that runs most of it raw.
	t.Run("everything kept", func(t *testing.T) {
		options := htmlclean.Options{
			KeepProxies: true, KeepTracking: true, KeepHeadings: true, FullSize: true, LazyLoading: true, EscapeBraces: true,
			LinkRel: "noopener noreferrer",
		}
		check(t, b, cleaned(t, options, "https://www.myzaker.com/article/1", seen, []string{"served"}))
	})
}

// cleaned are the vectors' outputs that were not seen yet, once for each mode. Those
// of tables and rules, which differ in an attribute, take the modes in turn.
func cleaned(t *testing.T, opt htmlclean.Options, pageURL string, seen map[string]bool, modes []string) []doc {
	c, err := htmlclean.New(opt)
	require.NoError(t, err)
	var docs []doc
	add := func(all []vectors.Vector, modesOf func(n int) []string) {
		outputs := 0
		for _, v := range all {
			r, err := c.Clean(htmlclean.Article{HTML: v.HTML, URL: pageURL})
			require.NoError(t, err, v.ID())
			if seen[r.HTML] {
				continue
			}
			seen[r.HTML] = true
			for _, mode := range modesOf(outputs) {
				docs = append(docs, doc{v.ID(), mode, r.HTML})
			}
			outputs++
		}
		require.NotZero(t, outputs)
		t.Logf("%d vectors, %d different outputs that were not shown yet", len(all), outputs)
	}
	add(vectors.All(), func(int) []string { return modes })
	add(slices.Concat(fromTables(t), fromRules()), func(n int) []string { return modes[n%len(modes):][:1] })
	t.Logf("shown %d times: %s", len(docs), strings.Join(modes, ", "))
	return docs
}

// A front matter's URLs lose their proxies, never to give a hostile one: it goes
// into templates.
func TestFrontMatterStaysHarmless(t *testing.T) {
	c, err := htmlclean.New(htmlclean.Options{})
	require.NoError(t, err)
	var tried int
	for _, v := range vectors.All() {
		front, _ := htmlclean.SplitFrontMatter(v.HTML)
		if front == "" {
			continue
		}
		tried++
		for line := range strings.Lines(c.FrontMatter(front)) {
			_, value, _ := strings.Cut(line, ": ")
			for _, scheme := range []string{"javascript:", "data:"} {
				if strings.HasPrefix(value, scheme) {
					assert.Contains(t, front, line, "%s: this value is new", v.ID())
				}
			}
		}
	}
	assert.Greater(t, tried, 3, "vectors with front matter")
}

// check shows the docs and fails for each that does, leaves or requests anything.
func check(t *testing.T, b *browser, docs []doc) {
	wrong := map[string][]string{} // a doc's name and markup → what it did
	for _, o := range b.show(t, docs) {
		d := docs[o.N]
		key := fmt.Sprintf("%s: %.600q", d.name, d.html)
		for what, list := range map[string][]string{"ran": o.Ran, "left": o.Residue, "requested": o.Requests} {
			for _, s := range list {
				wrong[key] = append(wrong[key], o.Mode+" "+what+" "+s)
			}
		}
		if o.Failed != "" {
			wrong[key] = append(wrong[key], o.Mode+" could not be shown: "+o.Failed)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(wrong)) {
		slices.Sort(wrong[key])
		t.Errorf("%s\n  %s", key, strings.Join(slices.Compact(wrong[key]), "\n  "))
	}
	assert.Empty(t, b.opened, "windows and dialogs")
}
