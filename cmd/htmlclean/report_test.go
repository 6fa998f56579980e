package main

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/htmlclean/htmlclean"
	"github.com/stretchr/testify/assert"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	c := newConsole(&out)
	c.terminal = true

	c.progress(10, 0.5)
	assert.Empty(t, out.String(), "short work shows nothing")

	c.begin = c.begin.Add(-10 * time.Second)
	c.progress(100, 0.5)
	assert.Equal(t, eraseLine+"100 articles, 10 a second, 50 %, 10s left", out.String())
	c.progress(101, 0.51)
	assert.Equal(t, eraseLine+"100 articles, 10 a second, 50 %, 10s left", out.String(), "not for every article")

	fmt.Fprintln(c, "htmlclean: a.html: failed")
	assert.Equal(t, eraseLine+"100 articles, 10 a second, 50 %, 10s left"+eraseLine+"htmlclean: a.html: failed\n", out.String(),
		"a message takes the line's place")

	out.Reset()
	c.terminal = false
	c.progress(200, 0.9)
	assert.Empty(t, out.String(), "a file wants no progress")
}

func TestProgressOfUnknownLength(t *testing.T) {
	assert.Equal(t, "100 articles, 20 a second", progressLine(100, 0, 5*time.Second))
}

func TestFigures(t *testing.T) {
	var f figures
	f.add(1000, 500, false, &htmlclean.Report{
		Pictures: []htmlclean.Picture{
			{Attribute: "data-src", Original: "a", Proxies: []string{"x", "y"}},
			{Attribute: "src", Original: "b"},
			{},
		},
		Links: []htmlclean.Link{{Proxies: []string{"z"}}},
	})
	f.add(12_000_000, 0, true, nil)
	assert.Equal(t, "2 articles, 1 failures, 1 pictures restored, 3 proxies stripped, 12.0 MB in, 500 bytes out", f.String())
}

func TestFrontMatterIsReported(t *testing.T) {
	in := "---\ntitle: Fog\nheadimg: 'https://relay.example/?http://img.example/a.jpg'\n---\n<p>x</p>"
	got := runWith(in, "-explain", "-proxies", "https://relay.example/?")
	assert.Equal(t, "---\ntitle: Fog\nheadimg: 'http://img.example/a.jpg'\n---\n\n<p>x</p>\n", got.stdout)
	assert.Contains(t, got.stderr, "front-matter/proxy: replace: headimg: 'https://relay.example/?http://img.example/a.jpg' → headimg: 'http://img.example/a.jpg'\n")
}
