package htmlclean_test

import (
	"fmt"

	"github.com/htmlclean/htmlclean"
)

func Example() {
	clean, err := htmlclean.HTML(`<div class="img_box" onclick="zoom(this)"><img class="lazy"
		data-original="http://img.example/quay.jpg" src="https://cors.zfour.workers.dev/?http://img.example/quay.jpg"></div>
		<zkspan>T</zkspan><zkspan>he</zkspan> ferry was late.<p></p>`)
	if err != nil {
		panic(err)
	}
	fmt.Println(clean)
	// Output:
	// <figure><img src="http://img.example/quay.jpg" alt=""></figure>
	// <p>The ferry was late.</p>
}

func ExampleNew() {
	c, err := htmlclean.New(htmlclean.Options{Report: true})
	if err != nil {
		panic(err)
	}
	res, err := c.Clean(htmlclean.Article{
		HTML: `<p>See <a href="/tides?utm_source=feed">the tables</a>.</p><script>count()</script>`,
		URL:  "https://quay.example/2026/ferry.html",
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(res.HTML)
	fmt.Print(res.Report)
	// Output:
	// <p>See <a href="https://quay.example/tides">the tables</a>.</p>
	// links/tracking: replace p > a: /tides?utm_source=feed → https://quay.example/tides
	// read/never-shown: drop script: script → –
	// 2 changes, 0 pictures, 1 links
}

func ExampleOptions_rules() {
	c, err := htmlclean.New(htmlclean.Options{Rules: []htmlclean.RuleSet{{
		Name: "my-site",
		Rules: []htmlclean.Rule{
			{Name: "caption", Match: "p.under-photo", Do: "caption", Why: "the photo's caption is a paragraph"},
			{Name: "follow", Match: "div.follow", Do: "drop", Why: "a call to follow the site"},
		},
	}}})
	if err != nil {
		panic(err)
	}
	res, err := c.Clean(htmlclean.Article{HTML: `<img src="https://img.example/quay.jpg"><p class="under-photo">The quay</p><div class="follow">Follow us!</div>`})
	if err != nil {
		panic(err)
	}
	fmt.Println(res.HTML)
	// Output:
	// <figure><img src="https://img.example/quay.jpg" alt=""><figcaption>The quay</figcaption></figure>
}
