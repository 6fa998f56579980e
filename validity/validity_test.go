package validity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/htmlclean/htmlclean"
	"github.com/htmlclean/htmlclean/browsertest/vectors"
	"github.com/stretchr/testify/require"
)

const soups = 800

// An article is one input, with the options it is cleaned with.
type article struct {
	name, html, url, title string
	options                htmlclean.Options
}

func TestOutputIsValid(t *testing.T) {
	var articles []article
	articles = append(articles, goldens(t)...)
	articles = append(articles, corpus(t)...)
	for _, v := range vectors.All() {
		articles = append(articles, article{name: "vector " + v.ID(), html: v.HTML})
	}
	for seed := range uint64(soups) {
		articles = append(articles, article{name: fmt.Sprintf("soup %d", seed), html: tagSoup(seed), url: "https://page.example/a/b.html"})
	}

	var pages []page
	seen := map[string]bool{}
	for _, a := range articles {
		c, err := htmlclean.New(a.options)
		require.NoError(t, err, a.name)
		r, err := c.Clean(htmlclean.Article{HTML: a.html, URL: a.url, Title: a.title})
		require.NoError(t, err, a.name)
		if !seen[r.HTML] {
			seen[r.HTML] = true
			pages = append(pages, page{article: a, body: r.HTML})
			if why := mutates(t, r.HTML); why != "" {
				t.Errorf("%s: %s\n  output %.2000s", a.name, why, r.HTML)
			}
		}
	}
	require.Greater(t, len(pages), soups/2, "most inputs should have outputs of their own")
	t.Logf("%d articles, %d different outputs", len(articles), len(pages))
	report(t, pages, nu(t, pages, 1))
}

// Were nothing found in wrong markup either, finding nothing would prove nothing.
func TestCheckerFindsErrors(t *testing.T) {
	wrong := []string{
		`<p><img src="a.jpg"></p>`,
		`<p><div>x</div></p>`,
		`<a href="a b">x</a>`,
		`<table><tr><td colspan="2">x</td></tr><tr><td>x</td></tr></table>`,
		`<ul><p>x</p></ul>`,
		`<p id="a">x</p><p id="a">y</p>`,
		`<p onclick="x()" wrong="x">x</p>`,
	}
	var pages []page
	for _, w := range wrong {
		pages = append(pages, page{article: article{name: w}, body: w})
	}
	for _, perFile := range []int{1, 3} {
		found := nu(t, pages, perFile)
		for i, w := range wrong {
			require.NotEmpty(t, found[i], "the checker accepts %s", w)
		}
	}
}

// goldens are the inputs of the project's own cases.
func goldens(t *testing.T) []article {
	files, err := filepath.Glob("../testdata/*/input.html")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var list []article
	for _, file := range files {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		dir := filepath.Dir(file)
		var opt struct {
			htmlclean.Options
			URL   string `json:"url"`
			Title string `json:"title"`
		}
		data, err := os.ReadFile(filepath.Join(dir, "options.json"))
		if err == nil {
			require.NoError(t, json.Unmarshal(data, &opt), dir)
		} else {
			require.ErrorIs(t, err, os.ErrNotExist)
		}
		list = append(list, article{"golden " + filepath.Base(dir), string(src), opt.URL, opt.Title, opt.Options})
	}
	return list
}

// corpus are the articles that stand beside the project, where there are any.
func corpus(t *testing.T) []article {
	var list []article
	for _, pattern := range []string{"../../shared/corpus/*.html", "../../shared/corpus/*/*.html"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			src, err := os.ReadFile(file)
			require.NoError(t, err)
			_, body := htmlclean.SplitFrontMatter(string(src))
			list = append(list, article{name: "corpus " + filepath.Base(file), html: body})
		}
	}
	if len(list) == 0 {
		t.Log("no corpus beside the project: its articles are not checked")
	}
	return list
}

// recommendations are messages that the checker gives as warnings, and only with
// --errors-only, which makes it stricter, as errors. Nothing else is forgiven.
var recommendations = []struct{ message, why string }{
	{"Setting both “allow-scripts” and “allow-same-origin” is not recommended",
		"a sandbox with both is open to documents of the page's own origin; players are of other origins, and do not start without both"},
}

func recommended(m message) bool {
	for _, r := range recommendations {
		if strings.Contains(m.Message, r.message) {
			return true
		}
	}
	return false
}

// A page is a clean article, to be checked as the body of a page.
type page struct {
	article
	body string
}

// A message is what the checker says of a page.
type message struct {
	Type, Message, URL, Extract string
	LastLine                    int
}

// nu checks all pages in one run of the checker, perFile of them in one document
// each; pages that share one must not share ids. The result has the errors of each
// page by its index.
func nu(t *testing.T, pages []page, perFile int) map[int][]message {
	jar := checker(t)
	dir := t.TempDir()
	ends := make([]int, len(pages)) // each page's last line in its document
	for first := 0; first < len(pages); first += perFile {
		doc := "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>t</title></head><body>\n"
		for i := first; i < min(first+perFile, len(pages)); i++ {
			doc += pages[i].body + "\n"
			ends[i] = strings.Count(doc, "\n")
		}
		doc += "</body></html>\n"
		require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.html", first)), []byte(doc), 0o644))
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), java(), "-Xss8m", "-jar", jar, "--format", "json", "--stdout", "--errors-only",
		"--exit-zero-always", "--no-langdetect", "--skip-non-html", dir)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), stderr.String())
	var result struct{ Messages []message }
	require.NoError(t, json.Unmarshal(stdout.Bytes(), &result), "%.2000s%.2000s", stdout.String(), stderr.String())
	found := map[int][]message{}
	for _, m := range result.Messages {
		if recommended(m) {
			continue
		}
		u, err := url.Parse(m.URL)
		require.NoError(t, err)
		var i int
		_, err = fmt.Sscanf(filepath.Base(u.Path), "%05d.html", &i)
		require.NoError(t, err, "%+v", m)
		for last := min(i+perFile, len(pages)) - 1; i < last && m.LastLine > ends[i]; {
			i++
		}
		found[i] = append(found[i], m)
	}
	return found
}

// report fails for each page that has errors. A page is shown once an error, and
// each kind of error with the pages that are smallest.
func report(t *testing.T, pages []page, found map[int][]message) {
	kinds := map[string][]int{}
	for i, messages := range found {
		for _, m := range messages {
			if k := kind(m.Message); !slices.Contains(kinds[k], i) {
				kinds[k] = append(kinds[k], i)
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		of := kinds[k]
		slices.SortFunc(of, func(a, b int) int { return len(pages[a].body) - len(pages[b].body) })
		var b strings.Builder
		fmt.Fprintf(&b, "%d outputs: %s", len(of), k)
		for _, i := range of[:min(3, len(of))] {
			fmt.Fprintf(&b, "\n- %s\n  input  %.700q\n  output %.700q", pages[i].name, pages[i].html, pages[i].body)
			for _, m := range found[i] {
				if kind(m.Message) == k {
					fmt.Fprintf(&b, "\n  %s\n  at %q", m.Message, m.Extract)
					break
				}
			}
		}
		t.Error(b.String())
	}
}

// kind is a message without the values and names it quotes.
func kind(message string) string {
	before, rest, quoted := strings.Cut(message, "Bad value “")
	if !quoted {
		return message
	}
	_, after, _ := strings.Cut(rest, "” for ")
	return before + "Bad value for " + after
}

// checker is the path of the checker's jar.
func checker(t *testing.T) string {
	missing := func(why string) {
		why += ": nothing was checked"
		if os.Getenv("CI") == "true" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	if _, err := exec.LookPath(java()); err != nil {
		missing("no Java on this machine (apt-get install default-jre-headless, or set JAVA)")
	}
	out, err := exec.CommandContext(t.Context(), "./vnu.sh").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, exit.Stderr)
		}
		missing("the checker cannot be fetched: " + err.Error())
	}
	return strings.TrimSpace(string(out))
}

// java is the command that runs Java.
func java() string {
	if j := os.Getenv("JAVA"); j != "" {
		return j
	}
	return "java"
}
