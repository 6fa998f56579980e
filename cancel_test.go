package htmlclean

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := defaultCleaner().CleanContext(ctx, Article{HTML: "<p>x"})
	assert.ErrorIs(t, err, context.Canceled)
}

// A lateContext is done after it has been asked n times.
type lateContext struct {
	context.Context
	asked, n int
	job      *job // the one that asks
	steps    int  // that it had taken when the context was done
}

func (c *lateContext) Err() error {
	if c.asked++; c.asked <= c.n {
		return nil
	}
	if c.asked == c.n+1 && c.job != nil {
		c.steps = c.job.steps
	}
	return context.Canceled
}

// cancelAfter cleans src with a context that is done after n questions, the
// first of which comes in the step before offset, and returns how often it was
// asked and how many steps were taken when it was done.
func cancelAfter(t *testing.T, c *Cleaner, src string, offset, n int) (asked, behind int, err error) {
	ctx := &lateContext{Context: t.Context(), n: n}
	j := c.newJob(ctx, "https://site.example/page")
	defer j.release()
	ctx.job, j.steps = j, offset
	if err = j.parse(src); err == nil {
		_, err = j.clean(len(src))
	}
	return ctx.asked, j.steps - ctx.steps, err
}

const never = 1 << 30 // questions

// Wherever a context is done, nothing that is half finished makes a pass fail.
func TestCancelledAnywhere(t *testing.T) {
	c, err := New(Options{Report: true, PromoteHeadings: true, DropTitle: true})
	require.NoError(t, err)
	inputs, err := filepath.Glob("testdata/*/input.html")
	require.NoError(t, err)
	require.NotEmpty(t, inputs)
	for i, name := range inputs {
		src, err := os.ReadFile(name)
		require.NoError(t, err)
		for k := range 4 {
			offset := (97*i + 61*k) % 256 // so that the questions come everywhere
			asked, _, err := cancelAfter(t, c, string(src), offset, never)
			require.NoError(t, err)
			_, _, err = cancelAfter(t, c, string(src), offset, 3+(31*i+7*k)%(asked-3))
			assert.ErrorIs(t, err, context.Canceled, name)
		}
	}
}

// long are articles of which each keeps another pass busy.
var long = []struct{ name, before, block string }{
	{"blocks", "", `<div><p>text <b>bold</b> and more of it</p><img src="https://example.org/a.jpg?x"></div>`},
	{"one line", "<p>", `text <b>bold</b> <i>x</i> `},
	{"plain text", "", "Water finds its way.\n\n"},
	{"line breaks", "<p>", "Water finds its way.<br>"},
	{"hidden in hidden", strings.Repeat("<div hidden>", 200), `<p>text <b>bold</b></p>`},
	{"footnotes", "<h2>x</h2>", `<p>text<a id=f1 href="#n1">[1]</a></p><p><a id=n1 href="#f1">[1]</a> note</p>`},
	{"notes in attributes", "", `<sup class="ss-footnote" title="x">1</sup>`},
	{"lazy pictures", "", `<p><img data-src="https://example.org/a.jpg" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP"><noscript><img src="https://example.org/a.jpg"></noscript>`},
	{"picture elements", "", `<picture><source srcset="https://example.org/a.webp 1x, https://example.org/b.webp 2x"><img src="https://example.org/a.jpg"></picture>`},
	{"list items", "<ul>", `<li>text <b>bold</b>`},
	{"rows", "<table>", `<tr><td>text<td>more`},
	{"painted code", "<pre>", "<span class=k>func</span> x() { return 1 }\n"},
	{"formulas", "<p>", "<math><mi>x</mi></math> "},
	{"links", "", `<p><a href="https://example.org/?utm_source=x">x</a></p>`},
	{"styles", "", `<p><span style="font-weight:bold">x</span> y</p>`},
	{"headings", "", `<h3>1. x</h3><p>y</p>`},
	{"typed lists", "", "<p>1. one</p><p>2. two</p>"},
	{"separators", "<p>x</p>", "<p>***</p>"},
	{"footers", "", "<footer>x</footer><p>y</p>"},
	{"wrapped characters", "<p>", "<zkspan>字</zkspan>"},
}

// Behind a cancellation the loops that are under way end at once: what they
// still do is what they had begun.
func TestCancelledInTheMiddle(t *testing.T) {
	c, err := New(Options{Report: true})
	require.NoError(t, err)
	for _, in := range long {
		t.Run(in.name, func(t *testing.T) {
			src := in.before + strings.Repeat(in.block, 100_000/len(in.block))
			asked, _, err := cancelAfter(t, c, src, 0, never)
			require.NoError(t, err)
			for n := 0; n < asked; n += 1 + asked/25 {
				again, behind, err := cancelAfter(t, c, src, 0, n)
				assert.ErrorIs(t, err, context.Canceled, "after %d questions", n)
				assert.Less(t, again, n+8, "questions, the last one after %d", n)
				assert.Less(t, behind, 700, "steps behind the cancellation after %d questions", n)
			}
		})
	}
}

// A stopwatch is a context that measures the times between its questions.
type stopwatch struct {
	context.Context
	last time.Time
	gaps []time.Duration
}

func (c *stopwatch) Err() error {
	c.gaps = append(c.gaps, time.Since(c.last))
	c.last = time.Now()
	return nil
}

// A pass that never asks is not seen by counting questions. On an article that
// keeps it busy it is seen by the time that goes by without one. The questions are
// the same each time, so that the shortest of several times between two of them is
// the work, without what else the machine did meanwhile.
func TestContextIsAskedOften(t *testing.T) {
	if testing.Short() {
		t.Skip("long articles take seconds")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a collection is no pass
	c, err := New(Options{Report: true})
	require.NoError(t, err)
	for _, in := range long {
		t.Run(in.name, func(t *testing.T) {
			src := in.before + strings.Repeat(in.block, 1_000_000/len(in.block))
			var work []time.Duration
			for range 24 {
				runtime.GC()
				watch := &stopwatch{Context: t.Context(), last: time.Now()}
				_, err := c.CleanContext(watch, Article{HTML: src, URL: "https://site.example/page"})
				require.NoError(t, err)
				require.NoError(t, watch.Err())
				if work == nil {
					work = watch.gaps
				}
				require.Len(t, watch.gaps, len(work))
				var total, longest time.Duration
				for i := range work {
					work[i] = min(work[i], watch.gaps[i])
					total += work[i]
					longest = max(longest, work[i])
				}
				if longest <= max(total/10, 4*time.Millisecond) {
					return
				}
			}
			t.Errorf("the longest times between two questions: %v", slices.Sorted(slices.Values(work))[max(0, len(work)-5):])
		})
	}
}

// Every walk over the whole article asks the context.
func TestWalksCanBeStopped(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	walks := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		require.NoError(t, err)
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, src, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			loop, ok := n.(*ast.ForStmt)
			if !ok || loop.Init == nil {
				return true
			}
			text := func(n ast.Node) string { return string(src[set.Position(n.Pos()).Offset:set.Position(n.End()).Offset]) }
			if !strings.Contains(text(loop.Init), "root.first") {
				return true
			}
			walks++
			if body := text(loop); !strings.Contains(body, ".stopped()") && !strings.Contains(body, ".next(n)") {
				t.Errorf("%s: the walk never asks the context:\n%s", set.Position(loop.Pos()), body)
			}
			return true
		})
	}
	assert.Greater(t, walks, 15, "walks over the article")
}
