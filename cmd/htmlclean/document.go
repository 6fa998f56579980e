package main

import (
	"cmp"
	_ "embed"
	"html"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/htmlclean/htmlclean"
)

//go:embed document.css
var documentStyle string

// page is the article as a complete page.
func page(front string, r htmlclean.Result, name string) string {
	title, lang := articleTitle(front, r), articleLang(front, r)

	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html")
	if lang != "" {
		b.WriteString(` lang="` + html.EscapeString(lang) + `"`)
	}
	b.WriteString(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
	b.WriteString(html.EscapeString(cmp.Or(title, strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))))
	b.WriteString("</title>\n<style>\n" + documentStyle + "</style>\n</head>\n<body>\n<main>\n")
	if title != "" && !beginsWithHeading(r.HTML) {
		b.WriteString("<h1>" + html.EscapeString(title) + "</h1>\n")
	}
	b.WriteString(join("", r.HTML))
	b.WriteString("</main>\n</body>\n</html>\n")
	return b.String()
}

// articleTitle is what the front matter says, or the title element; it may be "".
func articleTitle(front string, r htmlclean.Result) string {
	return cmp.Or(scalar(front, "title"), strings.Join(strings.Fields(r.Title), " "))
}

// articleLang is what the front matter or the document says, or its script; it
// may be "".
func articleLang(front string, r htmlclean.Result) string {
	return cmp.Or(scalar(front, "lang"), scalar(front, "language"), r.Lang, scriptLanguage(r.HTML))
}

// beginsWithHeading tells whether the article has a headline of its own.
func beginsWithHeading(article string) bool {
	return strings.HasPrefix(article, "<h1") || strings.HasPrefix(article, "<h2") || strings.Contains(article, "<h1")
}

// scalar returns the value of a top-level key of front matter, where it is a
// string on one line; "" elsewhere.
func scalar(front, key string) string {
	for line := range strings.Lines(front) {
		rest, ok := strings.CutPrefix(line, key)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " \t")
		if rest == "" || rest[0] != ':' && rest[0] != '=' {
			continue
		}
		return unquote(strings.TrimSpace(rest[1:]))
	}
	return ""
}

func unquote(v string) string {
	switch {
	case len(v) > 1 && v[0] == '\'' && v[len(v)-1] == '\'':
		return strings.ReplaceAll(v[1:len(v)-1], "''", "'")
	case len(v) > 1 && v[0] == '"' && v[len(v)-1] == '"':
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(v[1 : len(v)-1])
	case strings.IndexAny(v, "|>[{&*!") == 0:
		return "" // no string, or none on this line
	}
	return v
}

// scriptLanguage names the language of an article that does not say it itself,
// where its script leaves little doubt: it chooses the font that a browser shows
// Chinese characters in.
func scriptLanguage(article string) string {
	const enough = 2000
	var letters, han, kana, hangul int
	inTag := false
	for _, r := range article {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case inTag || !unicode.IsLetter(r):
		case unicode.Is(unicode.Han, r):
			letters, han = letters+1, han+1
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			letters, kana = letters+1, kana+1
		case unicode.Is(unicode.Hangul, r):
			letters, hangul = letters+1, hangul+1
		default:
			letters++
		}
		if letters == enough {
			break
		}
	}
	switch {
	case 10*kana > letters:
		return "ja"
	case 3*hangul > letters:
		return "ko"
	case 3*han > letters:
		return "zh"
	}
	return ""
}
