package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the page does in a browser is tested in browsertest.

func TestPreview(t *testing.T) {
	dir := t.TempDir()
	evil := write(t, dir, "evil.html", "---\ntitle: '</title></script><script>alert(1)</script>'\n---\n<p onclick=alert(1)>Fog.</p></script><!--<script>alert(1)</script>")
	plain := write(t, dir, "plain.html", tidy)
	missing := filepath.Join(dir, "missing.html")
	to := filepath.Join(dir, "preview.html")

	got := runWith("", "-preview", to, evil, missing, plain)
	assert.Equal(t, 1, got.code)
	assert.Empty(t, got.stdout)
	page := read(t, to)

	hash := sha256.Sum256([]byte(previewScript))
	assert.Contains(t, page, html.EscapeString("script-src 'sha256-"+base64.StdEncoding.EncodeToString(hash[:])+"'"))
	assert.Equal(t, 6, strings.Count(page, "<script"), "three articles, two tables, the page's own")
	assert.Equal(t, 6, strings.Count(page, "</script"))
	assert.NotContains(t, page, "alert(1)</")

	rows := regexp.MustCompile(`(?m)^<script type="application/json" class="article" data-figures="([^"]*)">(.*)</script>$`).FindAllStringSubmatch(page, -1)
	require.Len(t, rows, 3)
	var figures [3]previewFigures
	var articles [3]previewArticle
	for i, row := range rows {
		require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(row[1])), &figures[i]))
		require.NoError(t, json.Unmarshal([]byte(row[2]), &articles[i]))
	}
	assert.Equal(t, "</title></script><script>alert(1)</script>", figures[0].Title)
	assert.Contains(t, articles[0].Before, "<p onclick=alert(1)>Fog.</p>")
	assert.NotContains(t, articles[0].After, "onclick")
	assert.Equal(t, len(articles[0].Changes), figures[0].Changes)
	assert.Contains(t, figures[1].Error, noPath)
	assert.Equal(t, tidy, articles[2].After+"\n")
}

func TestReasonsOfAllRules(t *testing.T) {
	why := allReasons(nil)
	assert.NotEmpty(t, why["zaker/character"])
	for rule, reason := range why {
		assert.NotEmpty(t, reason, rule)
	}
}
