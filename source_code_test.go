package htmlclean

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Source code that stands unescaped in an element that shows it comes out letter
// by letter. Where want is empty, it is all of it.
func TestUnescapedCode(t *testing.T) {
	for _, tt := range []struct{ name, tag, code, want string }{
		{"generic types", "code", `Map<String, List<Foo>> m = new ArrayList<>(); Vec::<u8>::new()`, ""},
		{"a class that HTML has as well", "code", `Map<String, List<Image>> m; Optional<Data> d; class A<Object> {}`, ""},
		{"a type parameter that HTML has as well", "code", `class Box<A> extends Seq<B> {}`, ""},
		{"a small letter is emphasis", "code", `grep<b>foo</b>`, "grepfoo"},
		{"includes and shifts", "pre", "#include <stdio.h>\n#include <vector>\nstd::cout << \"a\" << std::endl;", ""},
		{"templates", "pre", `template <typename T> class A : public B<T> {};`, ""},
		{"comparisons", "pre", "if (a<b && c>d) return;\nfor (i=0;i<n;i++) if (x <y) z();\na <- b; x<-5", ""},
		{"a here-document", "pre", "cat <<EOF > a.txt\nhello <name>\nEOF\ncat <<-\"END\"\nx\nEND", ""},
		{"placeholders that HTML has as well", "code", `docker run <image> <command> && cd <path> && ssh <address> -t <time> <output>`, ""},
		{"placeholders outside a code element", "pre", "git clone <URL> <path>\ngit commit -m <message>", ""},
		{"a placeholder in bold", "code", `docker run <b><image></b>`, `docker run <image>`},
		{"the picture of a button", "code", `cd <path> <svg class="i"><title>Copy</title><path d="M0"></path></svg>`, "cd <path>"},
		{"a drawing's tag alone", "code", `a <svg> b <title> c`, ""},
		{"capitals of another time", "code", `printf<I>format</I>`, "printfformat"},
		{"an address that Cloudflare hides", "pre", `<code>mail <a class="__cf_email__">[email]</a><script data-cfasync="false" src="/cdn-cgi/scripts/email-decode.min.js"></script></code>`, "mail [email]"},
		{"one tag", "code", `<div>`, ""},
		{"one tag with attributes", "code", `<input type="text" required>`, ""},
		{"an end tag", "code", `</p>`, ""},
		{"an empty element", "code", `<a href="#"></a>`, ""},
		{"a component", "code", `<Button kind="x">Go</Button>`, ""},
		{"XML in capitals and small letters", "pre", "<dependency>\n  <groupId>org.Example</groupId>\n</dependency>", ""},
		{"a page", "code", "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>A</title><!-- b -->\n<script>c(1)</script>\n</head>\n<body class=\"x\">\n<p>Hi<br>there <code>x</code>\n</body>\n</html>", ""},
		{"a form", "code", "<form action=\"/a\">\n<p><input name=a></p>\n</form>", ""},
		{"a component's file", "code", "<template>\n  <div id=\"app\"><MyComponent v-if=\"a < b\"/></div>\n</template>\n<style scoped>\na { color: red }\n</style>", ""},
		{"JSX", "code", "return (\n  <div className=\"App\">\n    <Header title=\"x\" />\n    <p>Hello {name}</p>\n    <button onClick={() => a()}>Go</button>\n  </div>\n);", ""},
		{"markup by its language", `code class="language-html"`, "<div class=\"a\">\n  <p>Hello</p>\n</div>", ""},
		{"what is escaped was not pasted", `pre class="language-html"`, "&lt;hr&gt;<p>x</p>", "<hr>\nx"},
		{"a string", "pre", `list.innerHTML += "<li>" + name + "</li>"; a = '<br>' + "<div class=a>b</div>"`, ""},
		{"a string in a line of text", "code", `"<li>" + name + "</li>"`, ""},
		{"a link in a string", "code", `"<a href="https://example.org/">name</a>"`, `"name"`},
		{"emphasis in a string", "pre", `el.innerHTML = "<b>high</b>"; s = '<h2>' + t + "</h2>"`, ""},
		{"emphasis of a string", "pre", `if (a &lt; b) print("<b>high</b>")`, `if (a < b) print("high")`},
		{"lines behind a string", "pre", "a = \"b\"<br>c = \"d\"<br>", "a = \"b\"\nc = \"d\""},
		{"PHP", "code", "<?php\necho $a->b;\n?>", ""},
		{"a highlighter's work", "code", "<span class=\"hljs-meta\">#include <stdio.h></span>\n<span class=\"hljs-string\">\"<p>\"</span>", "#include <stdio.h>\n\"<p>\""},
		{"emphasis and links", "code", `foo(<em>name</em>, <a href="https://example.org/"><var>size</var></a>)`, "foo(name, size)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name, _, _ := strings.Cut(tt.tag, " ")
			src := "<" + tt.tag + ">" + tt.code + "</" + name + ">"
			if strings.Contains(tt.code, "\n") && name == "code" {
				src = "<pre>" + src + "</pre>"
			}
			want := tt.want
			if want == "" {
				want = tt.code
			}
			src = "<p>Before.</p>" + src + "<p>After.</p>"
			got, err := HTML(src)
			require.NoError(t, err)
			nodes, err := parseFragment(got)
			require.NoError(t, err)
			var text strings.Builder
			for _, n := range nodes {
				text.WriteString(parsedText(n))
			}
			assert.Equal(t, "Before."+want+"After.", text.String())
			checkProperties(t, Options{}, Article{HTML: src})
		})
	}
}

// A code element that nobody closed holds the rest of the article: its elements
// stay elements.
func TestUnclosedCode(t *testing.T) {
	got, err := HTML(`<p>a <code>b</p><h2>c</h2><section>d</section><form><p>e</p></form><p>f <code>g</code></p>`)
	require.NoError(t, err)
	assert.NotContains(t, got, "&lt;")
	assert.Contains(t, got, "<h2>")
}
