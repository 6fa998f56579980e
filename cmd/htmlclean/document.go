package main

import "github.com/htmlclean/htmlclean"

func page(front string, r htmlclean.Result, name string) string { return r.HTML }
