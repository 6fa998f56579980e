package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDocument(t *testing.T) {
	for _, tt := range []struct {
		name, in   string
		has, lacks []string
	}{
		{"front matter", "---\ntitle: 'Fog & ''ferries'''\nlang: en-GB\n---\n<p>The harbour.</p>",
			[]string{`<html lang="en-GB">`, "<title>Fog &amp; &#39;ferries&#39;</title>", "<h1>Fog &amp; &#39;ferries&#39;</h1>\n<p>The harbour.</p>\n</main>"}, []string{"---"}},
		{"whole document", `<!DOCTYPE html><html lang=fr><title>Le port</title><body><p>Brume.</p>`,
			[]string{`<html lang="fr">`, "<title>Le port</title>", "<h1>Le port</h1>\n<p>Brume.</p>"}, nil},
		{"own headline", "---\ntitle: Harbour\n---\n<h1>The harbour</h1><p>Fog.</p>",
			[]string{"<title>Harbour</title>"}, []string{"<h1>Harbour</h1>"}},
		{"fragment", "<p>Fog.</p>", []string{"<html>", "<title>stdin</title>", "<main>\n<p>Fog.</p>\n</main>"}, []string{"<h1>"}},
		{"Chinese says it by its script", "<p>站台上的灯 ok</p>", []string{`<html lang="zh">`}, nil},
		{"Japanese", "<p>港の朝はまだ暗い</p>", []string{`<html lang="ja">`}, nil},
		{"Korean", "<p>항구의 아침</p>", []string{`<html lang="ko">`}, nil},
		{"hostile title", "---\ntitle: '</title><script>alert(1)</script>'\nlang: '\"><script>'\n---\n<p>x</p>",
			[]string{"&lt;script&gt;alert(1)"}, []string{"<script"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := runWith(tt.in, "-document")
			assert.Equal(t, 0, got.code)
			assert.True(t, strings.HasPrefix(got.stdout, "<!DOCTYPE html>\n"))
			assert.True(t, strings.HasSuffix(got.stdout, "</html>\n"))
			for _, s := range tt.has {
				assert.Contains(t, got.stdout, s)
			}
			for _, s := range tt.lacks {
				assert.NotContains(t, got.stdout, s)
			}
		})
	}
}

func TestScalar(t *testing.T) {
	for _, tt := range []struct{ front, want string }{
		{"---\ntitle: Fog\n---\n", "Fog"},
		{"---\r\ntitle:   'It''s fog' \r\n---\r\n", "It's fog"},
		{"---\ntitle: \"a \\\"b\\\"\"\n---\n", `a "b"`},
		{"+++\ntitle = \"Fog\"\n+++\n", "Fog"},
		{"---\n  title: nested\n---\n", ""},
		{"---\ntitles: x\n---\n", ""},
		{"---\ntitle: |\n  x\n---\n", ""},
		{"---\ntitle:\n---\n", ""},
	} {
		assert.Equal(t, tt.want, scalar(tt.front, "title"), tt.front)
	}
}

func TestDropTitle(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"front matter", "---\ntitle: 'Fog_ a log'\n---\n<h1>Fog: a log</h1><p>Day one.</p>", "<p>Day one.</p>"},
		{"title element", "<title>Fog | Harbour</title><h1>FOG</h1><p>Day one.</p>", "<p>Day one.</p>"},
		{"another heading", "---\ntitle: Fog\n---\n<h1>Wind</h1><p>Day one.</p>", "<h2>Wind</h2>\n<p>Day one.</p>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := runWith(tt.in, "-drop-title")
			assert.True(t, strings.HasSuffix(got.stdout, "\n"+tt.want+"\n") || got.stdout == tt.want+"\n", got.stdout)
		})
	}
	got := runWith(`{"html":"<h1>Fog</h1><p>x</p>","title":"Fog"}`, "-jsonl", "-drop-title")
	assert.Equal(t, `{"id":null,"html":"<p>x</p>"}`+"\n", got.stdout)
}
