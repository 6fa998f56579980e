package main

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkLines shows what a second processor is worth:
//
//	go test -bench Lines -cpu 1,2 ./cmd/htmlclean
func BenchmarkLines(b *testing.B) {
	const paragraph = `<div class=\"zaker_div\"><p><zkspan>末</zkspan><zkspan>班</zkspan>车开走以后，<b>灯</b>还亮着。</p></div><p><img data-original=\"http://img.example/a.jpg\"></p>`
	in := strings.Repeat(`{"id":1,"html":"`+strings.Repeat(paragraph, 80)+`"}`+"\n", 400)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if code := run([]string{"-jsonl"}, strings.NewReader(in), io.Discard, io.Discard); code != 0 {
			b.Fatal(code)
		}
	}
}
