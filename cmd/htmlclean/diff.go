package main

func unifiedDiff(oldName, newName, old, new string) []byte { return nil }
