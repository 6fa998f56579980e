package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/htmlclean/htmlclean"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	dirty      = "<div><p onclick=x>The ferry leaves at nine.</p></div>"
	dirtyPost  = "---\ntitle: Harbour\n---\n" + dirty
	tidyPost   = "---\ntitle: Harbour\n---\n\n" + tidy
	noArticle  = "# Notes\n\nNothing *here* is HTML.\n"
	noPath     = "no such file or directory"
	leadingOut = "the link leads out of"
)

// tree makes a directory with what -r takes and what it passes over.
func tree(t *testing.T) string {
	dir := t.TempDir()
	write(t, dir, "a.html", dirty)
	write(t, dir, "clean.htm", tidy)
	write(t, dir, "deep/er/post.md", dirtyPost)
	write(t, dir, "deep/README.md", noArticle)
	write(t, dir, "deep/style.css", "p { margin: 0 }")
	write(t, dir, ".git/x.html", dirty)
	write(t, dir, ".draft.html", dirty)
	return dir
}

func TestRewriteInPlace(t *testing.T) {
	dir := tree(t)
	require.NoError(t, os.Chmod(filepath.Join(dir, "a.html"), 0o640))
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	require.NoError(t, os.Chtimes(filepath.Join(dir, "clean.htm"), old, old))

	assert.Equal(t, ran{0, "", ""}, runWith("", "-r", "-w", dir))

	assert.Equal(t, tidy, read(t, filepath.Join(dir, "a.html")))
	assert.Equal(t, tidyPost, read(t, filepath.Join(dir, "deep/er/post.md")))
	assert.Equal(t, noArticle, read(t, filepath.Join(dir, "deep/README.md")), "Markdown without front matter is no article")
	assert.Equal(t, dirty, read(t, filepath.Join(dir, ".git/x.html")))
	assert.Equal(t, dirty, read(t, filepath.Join(dir, ".draft.html")))
	info, err := os.Stat(filepath.Join(dir, "a.html"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode(), "the mode is kept")
	info, err = os.Stat(filepath.Join(dir, "clean.htm"))
	require.NoError(t, err)
	assert.True(t, info.ModTime().Equal(old), "what is clean is not touched")
	assert.Empty(t, leftovers(t, dir))

	assert.Equal(t, ran{0, "", ""}, runWith("", "-r", "-l", dir), "all is clean now")
}

// leftovers lists temporary files.
func leftovers(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if strings.Contains(filepath.Base(path), ".htmlclean-") {
			list = append(list, path)
		}
		return err
	}))
	return list
}

func TestList(t *testing.T) {
	dir := tree(t)
	want := filepath.Join(dir, "a.html") + "\n" + filepath.Join(dir, "deep/er/post.md") + "\n"
	assert.Equal(t, ran{1, want, ""}, runWith("", "-r", "-l", dir))
	assert.Equal(t, dirty, read(t, filepath.Join(dir, "a.html")), "-l changes nothing")
	assert.Equal(t, ran{1, "stdin\n", ""}, runWith(dirty, "-l"))
	assert.Equal(t, ran{0, "", ""}, runWith(tidy, "-l"))
}

func TestDiff(t *testing.T) {
	dir := t.TempDir()
	post := write(t, dir, "post.md", dirtyPost)
	clean := write(t, dir, "clean.html", tidy)
	want := "diff P.orig P\n--- P.orig\n+++ P\n@@ -1,4 +1,5 @@\n ---\n title: Harbour\n ---\n-" +
		dirty + "\n\\ No newline at end of file\n+\n+" + tidy
	assert.Equal(t, ran{0, strings.ReplaceAll(want, "P", post), ""}, runWith("", "-d", post, clean))
	assert.Equal(t, dirtyPost, read(t, post))
}

func TestMirror(t *testing.T) {
	dir, out := tree(t), filepath.Join(t.TempDir(), "new", "site")
	single := write(t, t.TempDir(), "single.html", dirty)

	assert.Equal(t, ran{0, "", ""}, runWith("", "-r", "-o", out, dir, single))

	assert.Equal(t, tidy, read(t, filepath.Join(out, "a.html")))
	assert.Equal(t, tidy, read(t, filepath.Join(out, "clean.htm")), "what is clean is written too")
	assert.Equal(t, tidyPost, read(t, filepath.Join(out, "deep/er/post.md")))
	assert.Equal(t, tidy, read(t, filepath.Join(out, "single.html")))
	assert.Equal(t, dirty, read(t, filepath.Join(dir, "a.html")))
	assert.NoFileExists(t, filepath.Join(out, "deep/README.md"))
	assert.Empty(t, leftovers(t, out))
}

func TestMirrorPassesItsOwnDirectoryOver(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.html", dirty)
	out := filepath.Join(dir, "out")
	for range 2 {
		require.Equal(t, ran{0, "", ""}, runWith("", "-r", "-o", out, dir))
	}
	assert.NoDirExists(t, filepath.Join(out, "out"))
}

func TestMirrorRefusesCollisions(t *testing.T) {
	a := write(t, t.TempDir(), "x.html", "<p>one</p>")
	b := write(t, t.TempDir(), "x.html", "<p>two</p>")
	out := t.TempDir()
	got := runWith("", "-o", out, a, b)
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stderr, b+": its output "+filepath.Join(out, "x.html")+" is already that of "+a)
	assert.Equal(t, "<p>one</p>\n", read(t, filepath.Join(out, "x.html")))

	got = runWith("", "-o", filepath.Dir(a), a)
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stderr, "its output "+a+" is the input "+a+", see -w")
	assert.Equal(t, "<p>one</p>", read(t, a))

	got = runWith("", "-o", filepath.Dir(b), a, b)
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stderr, a+": its output "+b+" is the input "+b)
	assert.Equal(t, "<p>two</p>", read(t, b))
}

func TestSymbolicLinks(t *testing.T) {
	outside := write(t, t.TempDir(), "outside.html", dirty)
	dir := t.TempDir()
	target := write(t, dir, "z-target.html", dirty)
	link := func(name, to string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.Symlink(to, path))
		return path
	}
	inside := link("inside.html", "z-target.html")
	dangling := link("dangling.html", "nowhere.html")
	loop := link("loop.html", "loop.html")
	out := link("out.html", outside)
	link("directory.html", t.TempDir())

	got := runWith("", "-r", "-w", dir)
	assert.Equal(t, 1, got.code)
	assert.Equal(t, tidy, read(t, target))
	assert.Equal(t, dirty, read(t, outside), "-r does not leave its directory")
	assert.Contains(t, got.stderr, dangling+": lstat: "+noPath)
	assert.Contains(t, got.stderr, "htmlclean: "+loop+": ")
	assert.Contains(t, got.stderr, out+": "+leadingOut)
	assert.Equal(t, 3, strings.Count(got.stderr, "\n"), got.stderr)
	info, err := os.Lstat(inside)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink, "the link stays a link")

	assert.Equal(t, ran{0, "", ""}, runWith("", "-w", out), "a link that was named is followed anywhere")
	assert.Equal(t, tidy, read(t, outside))
	info, err = os.Lstat(out)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink)
	assert.Empty(t, leftovers(t, filepath.Dir(outside)))
}

func TestChangedFileIsLeftAlone(t *testing.T) {
	path := write(t, t.TempDir(), "a.html", "old")
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte("somebody else's"), 0o644))

	err = replaceFile(path, info, []byte("new"))

	assert.ErrorContains(t, err, "changed while it was being cleaned")
	assert.Equal(t, "somebody else's", read(t, path))
	assert.Empty(t, leftovers(t, filepath.Dir(path)))
}

func TestOnlyFilesAreReplaced(t *testing.T) {
	got := runWith("", "-w", os.DevNull)
	assert.Equal(t, 1, got.code)
	assert.Equal(t, "htmlclean: "+os.DevNull+": is no regular file, so -w cannot replace it\n", got.stderr)
}

func TestEncodings(t *testing.T) {
	gbk := "<meta charset=gbk><p>\xd5\xbe\xcc\xa8\xc9\xcf\xb5\xc4\xb5\xc6</p>"
	assert.Equal(t, ran{0, "<p>站台上的灯</p>\n", ""}, runWith(gbk))
	assert.Equal(t, ran{0, "<p>站台上的灯</p>\n", ""}, runWith(gbk[len("<meta charset=gbk>"):], "-charset", "gb18030"))
	utf16 := "\xff\xfe<\x00p\x00>\x00\xd9\x7a\xf0\x53"
	assert.Equal(t, ran{0, "<p>站台</p>\n", ""}, runWith(utf16))

	path := write(t, t.TempDir(), "a.html", gbk)
	assert.Equal(t, ran{0, "", ""}, runWith("", "-w", path))
	assert.Equal(t, "<p>站台上的灯</p>\n", read(t, path), "what is written is UTF-8")
}

func TestReports(t *testing.T) {
	dir := t.TempDir()
	a := write(t, dir, "a.html", dirty)
	missing := filepath.Join(dir, "missing.html")
	to := filepath.Join(dir, "report.json")

	got := runWith("", "-explain", "-report", to, a, missing)

	assert.Equal(t, 1, got.code)
	assert.Equal(t, tidy, got.stdout)
	var entries []struct {
		File, Error string
		Report      *htmlclean.Report
	}
	require.NoError(t, json.Unmarshal([]byte(read(t, to)), &entries))
	require.Len(t, entries, 2)
	assert.Equal(t, a, entries[0].File)
	require.NotNil(t, entries[0].Report)
	assert.Contains(t, got.stderr, "htmlclean: "+a+":\n"+entries[0].Report.String())
	assert.Equal(t, missing, entries[1].File)
	assert.Contains(t, entries[1].Error, noPath)
	assert.Nil(t, entries[1].Report)
}

func TestReportInLines(t *testing.T) {
	in := `{"id":1,"html":"<p>x</p><img src=http://img.example/a.jpg>"}` + "\n{bad"
	got := runWith(in, "-jsonl", "-with-report")
	lines := strings.Split(got.stdout, "\n")
	var first struct{ Report *htmlclean.Report }
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &first))
	require.NotNil(t, first.Report)
	assert.Len(t, first.Report.Pictures, 1)
	assert.NotContains(t, lines[1], "report")

	to := filepath.Join(t.TempDir(), "report.json")
	got = runWith(in, "-jsonl", "-report", to)
	assert.NotContains(t, got.stdout, `"report"`)
	var entries []map[string]any
	require.NoError(t, json.Unmarshal([]byte(read(t, to)), &entries))
	require.Len(t, entries, 2)
	assert.EqualValues(t, 1, entries[0]["id"])
	assert.NotEmpty(t, entries[1]["error"])
}

func TestEmptyReportIsAnArray(t *testing.T) {
	to := filepath.Join(t.TempDir(), "report.json")
	assert.Equal(t, 0, runWith("", "-jsonl", "-report", to).code)
	assert.Equal(t, "[]\n", read(t, to))
}

func TestSummary(t *testing.T) {
	in := `{"id":1,"html":"<p>x</p><p><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" data-src=\"https://relay.example/?http://img.example/a.jpg\">"}` + "\n{bad"
	got := runWith(in, "-jsonl", "-summary", "-proxies", "https://relay.example/?")
	assert.Regexp(t, `^2 articles, 1 failures, \d pictures restored, \d proxies stripped, 1\d\d bytes in, \d+ bytes out\n$`, got.stderr)
}

// What an Options field can say, a flag can say, under the same name.
func TestFlagsAreNamedAsOptions(t *testing.T) {
	flagOf := map[string]string{"Rules": "rules-file"}
	value := map[string]string{
		"rules-file": write(t, t.TempDir(), "own.json", ownRules),
		"allow":      `{"element":"span"}`, "deny": `{"element":"video"}`, "proxies": "https://relay.example/?", "charset": "gbk",
		"link-rel": "nofollow", "max-bytes": "5", "max-nodes": "5", "without": "zaker", "report": filepath.Join(t.TempDir(), "r.json"),
	}
	for field := range reflect.TypeFor[htmlclean.Options]().Fields() {
		name := flagOf[field.Name]
		if name == "" {
			name = kebab(field.Name)
		}
		t.Run(name, func(t *testing.T) {
			args := []string{"-" + name}
			if v, ok := value[name]; ok {
				args = append(args, v)
			}
			c := command{stderr: newConsole(os.Stderr)}
			require.NoError(t, c.parse(args))
			assert.False(t, reflect.ValueOf(c.opt).FieldByName(field.Name).IsZero(), "-%s sets Options.%s", name, field.Name)
			assert.Contains(t, usage, "-"+name)
		})
	}
}

func kebab(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func TestRules(t *testing.T) {
	sets := htmlclean.RuleSets()
	require.NotEmpty(t, sets)
	list := runWith("", "-rules")
	assert.Equal(t, 0, list.code)
	assert.Equal(t, len(sets), strings.Count(list.stdout, "\n"))
	for _, s := range sets {
		assert.Contains(t, list.stdout, s.Name)
		assert.Contains(t, list.stdout, s.About)
	}

	name := sets[0].Name
	printed := runWith("", "-rules", name)
	assert.Equal(t, 0, printed.code)
	assert.Equal(t, printed, runWith("", "-rules="+name))
	set, err := htmlclean.ParseRuleSet(name, []byte(printed.stdout))
	require.NoError(t, err, "what is printed can be read")
	assert.Equal(t, sets[0], set)

	none := runWith("", "-rules", "nobody")
	assert.Equal(t, 1, none.code)
	assert.Equal(t, "htmlclean: no built-in rule set is named \"nobody\"\n", none.stderr)
}

const ownRules = `{"name": "own", "about": "Harbour news", "rules": [
	{"name": "ticket", "match": "div.ticket", "do": "drop", "why": "a shop's box"}
]}`

func TestRulesFile(t *testing.T) {
	dir := t.TempDir()
	own := write(t, dir, "own.json", ownRules)
	in := "<p>The ferry leaves at nine.</p><div class=ticket>Buy now</div>"
	assert.Equal(t, tidy, runWith(in, "-rules-file", own).stdout)

	bad := write(t, dir, "bad.json", "{\"name\": \"own\", \"about\": \"x\", \"rules\": [\n\t{\"name\": \"a\", \"match\": \"div\", \"do\": \"dorp\", \"why\": \"x\"}\n]}")
	got := runWith(in, "-rules-file", bad)
	assert.Equal(t, 2, got.code)
	for _, part := range []string{bad, "row 1", ":2:", "dorp"} {
		assert.Contains(t, got.stderr, part)
	}
}
