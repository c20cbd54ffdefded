package source

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAddressAndBase(t *testing.T) {
	const none = "<nil>"
	for _, test := range []struct{ name, url, page, address, base string }{
		{"nothing", "", "<p>x", none, none},
		{"given", "https://example.org/a/b.html", "<p>x", "https://example.org/a/b.html", "https://example.org/a/b.html"},
		{"given file", "file:///home/ann/b.html", "<p>x", "file:///home/ann/b.html", "file:///home/ann/b.html"},
		{"given with password", "https://ann:secret@example.org/", "<p>x", "https://example.org/", "https://example.org/"},
		{"base", "", "<base href='https://example.org/a/'><p>x", none, "https://example.org/a/"},
		{"relative base", "https://example.org/a/b.html", "<base target=x><base href='../c/'><base href='/d/'><p>x", "https://example.org/a/b.html", "https://example.org/c/"},
		{"relative base alone", "", "<base href='/c/'><p>x", none, none},
		{"base of script", "https://example.org/", "<base href='javascript:alert(1)//'><p>x", "https://example.org/", "https://example.org/"},
		{"base of data", "", "<base href='data:text/html,x'><link rel=canonical href='https://example.org/c'><p>x", "https://example.org/c", "https://example.org/c"},
		{"canonical", "", "<link rel='stylesheet' href=a><link rel='Canonical' href=' https://example.org/c '><meta property=og:url content='https://example.org/og'><p>x", "https://example.org/c", "https://example.org/c"},
		{"given before canonical", "https://example.org/a", "<link rel=canonical href='https://other.example/c'><p>x", "https://example.org/a", "https://example.org/a"},
		{"relative canonical", "", "<link rel=canonical href='/c'><meta property=og:url content='https://example.org/og'><p>x", "https://example.org/og", "https://example.org/og"},
		{"canonical in the body", "", "<p>x</p><link rel=canonical href='https://example.org/c'>", "https://example.org/c", "https://example.org/c"},
		{"SingleFile", "", "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/s?a=b \n saved date: Mon\n--><head><link rel=canonical href='https://example.org/c'></head><p>x", "https://example.org/s?a=b", "https://example.org/s?a=b"},
		{"saved from", "", "<!DOCTYPE html>\n<!-- saved from url=(0023)https://example.org/f -->\n<html><p>x", "https://example.org/f", "https://example.org/f"},
		{"saved from nowhere", "", "<!-- saved from url=(0014)about:internet -->\n<html><p>x", none, none},
		{"endless base", "https://example.org/a", "<base href='https://example.org/" + strings.Repeat("a", 3000) + "/'><p>x", "https://example.org/a", "https://example.org/a"},
		{"endless canonical", "", "<link rel=canonical href='https://example.org/" + strings.Repeat("a", 3000) + "/'><p>x", none, none},
		{"given with an endless query", "https://example.org/a?" + strings.Repeat("b", 3000), "<p>x", "https://example.org/a?" + strings.Repeat("b", 3000), "https://example.org/"},
		{"given with a long name", "https://example.org/a/b/" + strings.Repeat("c", 600) + ".html", "<p>x", "https://example.org/a/b/" + strings.Repeat("c", 600) + ".html", "https://example.org/a/b/"},
		{"given with an endless path", "https://example.org/" + strings.Repeat("b", 3000), "<p>x", "https://example.org/" + strings.Repeat("b", 3000), "https://example.org/"},
		{"given with endless folders", "https://example.org/" + strings.Repeat("b/", 3000), "<p>x", "https://example.org/" + strings.Repeat("b/", 3000), "https://example.org/"},
		{"HTTrack", "", "<html><!-- Mirrored from example.org/h.html by HTTrack Website Copier/3.x [XR&CO'2014], Mon -->\n<p>x", "http://example.org/h.html", "http://example.org/h.html"},
	} {
		p, err := Read(context.Background(), Input{URL: test.url, Body: strings.NewReader(test.page)}, Limits{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := fmt.Sprint(p.Address); got != test.address {
			t.Errorf("%s: address %s, want %s", test.name, got, test.address)
		}
		if got := fmt.Sprint(p.Base); got != test.base {
			t.Errorf("%s: base %s, want %s", test.name, got, test.base)
		}
	}
}

func TestBadURL(t *testing.T) {
	for _, address := range []string{"example.org/a", "/a", "javascript:alert(1)", "mailto:a@example.org", "http://", "https:///x", "://", "http://exa mple.org/", "file:"} {
		_, err := Read(context.Background(), Input{URL: address, Body: strings.NewReader("<p>x")}, Limits{})
		want := fmt.Sprintf("%q is not an absolute http, https or file URL", address)
		var param *ParamError
		if !errors.As(err, &param) || param.Field != "URL" || err.Error() != want {
			t.Errorf("%s: error %v, want %s", address, err, want)
		}
	}
}
