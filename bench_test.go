package htmlclean

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/microcosm-cc/bluemonday"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// benchInputs are the complete ZAKER golden repeated to an article's usual size,
// and, where it stands beside the project, the article the project began with.
func benchInputs(b *testing.B) map[string]string {
	src, err := os.ReadFile("testdata/zaker--article/input.html")
	require.NoError(b, err)
	inputs := map[string]string{"golden": strings.Repeat(string(src), 3)}
	if seed, err := os.ReadFile("../shared/corpus/seed.html"); err == nil {
		_, inputs["seed"] = SplitFrontMatter(string(seed))
	}
	return inputs
}

// BenchmarkFloor, BenchmarkUGCPolicy and BenchmarkClean are to be read as ratios
// of one run: what parsing and rendering cost alone, what bluemonday's own
// policy costs on the raw article, and what everything costs.
func BenchmarkFloor(b *testing.B) {
	for name, src := range benchInputs(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				doc, err := html.Parse(strings.NewReader(src))
				require.NoError(b, err)
				require.NoError(b, html.Render(io.Discard, doc))
			}
		})
	}
}

func BenchmarkUGCPolicy(b *testing.B) {
	p := bluemonday.UGCPolicy()
	for name, src := range benchInputs(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				p.Sanitize(src)
			}
		})
	}
}

func BenchmarkClean(b *testing.B) {
	var sets []string
	for _, set := range RuleSets() {
		sets = append(sets, set.Name)
	}
	for _, bench := range []struct {
		name string
		opt  Options
	}{{"plain", Options{}}, {"report", Options{Report: true}}, {"without-rules", Options{Without: sets}}} {
		c, err := New(bench.opt)
		require.NoError(b, err)
		for name, src := range benchInputs(b) {
			b.Run(bench.name+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				b.ReportAllocs()
				for b.Loop() {
					_, err := c.Clean(Article{HTML: src})
					require.NoError(b, err)
				}
			})
		}
	}
}
