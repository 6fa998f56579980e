package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html"
	"os"

	"github.com/htmlclean/htmlclean"
)

var (
	//go:embed preview.html
	previewBody string
	//go:embed preview.css
	previewStyle string
	//go:embed preview.js
	previewScript string
)

// previewPolicy is the page's Content Security Policy. The frames inherit it, so
// that it must allow what they may ever load; their own policy, in preview.js,
// allows no picture until the reader asks for them. The only script that runs is
// the page's own, by its hash.
func previewPolicy() string {
	hash := sha256.Sum256([]byte(previewScript))
	return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; " +
		"img-src http: https: data:; media-src http: https:; " +
		"script-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
}

// A preview is the page that -preview writes, article by article, so that many
// of them take no memory. A nil preview does nothing.
type preview struct {
	file *os.File
	w    *bufio.Writer
	own  []htmlclean.RuleSet
}

// previewFigures are an article's row in the index.
type previewFigures struct {
	Name     string `json:"name"`
	Title    string `json:"title,omitzero"`
	Error    string `json:"error,omitzero"`
	Changes  int    `json:"changes"`
	Pictures int    `json:"pictures"`
	Restored int    `json:"restored"`
	Proxies  int    `json:"proxies"`
	In       int    `json:"in"`
	Out      int    `json:"out"`
}

// previewArticle is what the page shows of an article.
type previewArticle struct {
	Lang    string             `json:"lang,omitzero"`
	Before  string             `json:"before"`
	After   string             `json:"after"`
	Changes []htmlclean.Change `json:"changes"`
}

func (c *command) newPreview() (*preview, error) {
	if c.previewTo == "" {
		return nil, nil
	}
	f, err := os.Create(c.previewTo)
	if err != nil {
		return nil, err
	}
	p := &preview{file: f, w: bufio.NewWriter(f), own: c.opt.Rules}
	p.w.WriteString("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"" + html.EscapeString(previewPolicy()) + "\">\n" +
		"<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width\">\n" +
		"<title>htmlclean: before and after</title>\n<style>\n" + previewStyle + "</style>\n</head>\n<body>\n" + previewBody)
	return p, nil
}

// add shows an article, or that it failed.
func (p *preview) add(f cleaned) error {
	if p == nil {
		return nil
	}
	figures := previewFigures{Name: f.label(), In: f.raw, Out: len(f.out)}
	var article previewArticle
	if f.err != nil {
		figures.Error = reason(f.err)
	} else {
		_, body := htmlclean.SplitFrontMatter(f.before)
		figures.Title = articleTitle(f.front, f.result)
		figures.Changes, figures.Pictures = len(f.result.Report.Changes), len(f.result.Report.Pictures)
		figures.Restored, figures.Proxies = recovered(f.result.Report)
		article = previewArticle{articleLang(f.front, f.result), body, f.result.HTML, f.result.Report.Changes}
	}
	_, err := p.w.WriteString(`<script type="application/json" class="article" data-figures="` +
		html.EscapeString(string(scriptJSON(figures))) + `">` + string(scriptJSON(article)) + "</script>\n")
	return err
}

func (p *preview) close() error {
	if p == nil {
		return nil
	}
	p.w.WriteString(`<script type="application/json" id="reasons">` + string(scriptJSON(allReasons(p.own))) + "</script>\n" +
		`<script type="application/json" id="document-style">` + string(scriptJSON(documentStyle)) + "</script>\n" +
		"<script>" + previewScript + "</script>\n</body>\n</html>\n")
	return errors.Join(p.w.Flush(), p.file.Close())
}

// scriptJSON encodes v so that nothing in it can end a script element:
// [json.Marshal] writes <, > and & as escapes.
func scriptJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // no type above has a value that fails
	}
	return bytes.TrimSpace(data)
}

// allReasons maps "set/rule" to why the rule exists.
func allReasons(own []htmlclean.RuleSet) map[string]string {
	why := map[string]string{"front-matter/proxy": "the address stood behind a proxy"}
	for _, r := range htmlclean.Reasons() {
		why[r.Set+"/"+r.Rule] = r.Why
	}
	for _, s := range append(htmlclean.RuleSets(), own...) {
		for _, r := range s.Rules {
			why[s.Name+"/"+r.Name] = r.Why
		}
	}
	return why
}
