package meta

import (
	"net/url"
	"strings"
)

// addressDate reads the date that stands in the page's address as /2024/05/17/
// or /2024-05-17-.
func (p *page) addressDate() Value {
	if d, ok := p.addressStamp(); ok {
		return Value{d.String(), "url"}
	}
	return Value{}
}

func (p *page) addressStamp() (stamp, bool) {
	for _, u := range [...]*url.URL{p.canonical(), p.base} {
		if u == nil {
			continue
		}
		if d, ok := pathDate(u.Path); ok {
			return d, true
		}
	}
	return stamp{}, false
}

func pathDate(path string) (stamp, bool) {
	for i := 0; i+10 <= len(path); i++ {
		if path[i] != '/' || digits(path[i+1:]) != 4 {
			continue
		}
		sep := path[i+5]
		if sep != '/' && sep != '-' && sep != '_' {
			continue
		}
		month, rest, ok := strings.Cut(path[i+6:], string(sep))
		if !ok {
			continue
		}
		s := stamp{year: atoi(path[i+1 : i+5]), month: pathMonth(month)}
		if n := digits(rest); n == 1 || n == 2 {
			s.day = atoi(rest[:n])
		}
		if s.valid() {
			return s, true
		}
	}
	// /20240517/
	for i := 0; i+9 <= len(path); i++ {
		if (path[i] == '/' || path[i] == '_' || path[i] == '-') && digits(path[i+1:]) == 8 {
			s := stamp{year: atoi(path[i+1 : i+5]), month: atoi(path[i+5 : i+7]), day: atoi(path[i+7 : i+9])}
			if s.valid() && s.year >= 1995 && s.year < 2050 {
				return s, true
			}
		}
	}
	return stamp{}, false
}

// pathMonth reads the month of an address, 0 for none: "05", "may", "mai".
func pathMonth(s string) int {
	if n := digits(s); n == len(s) && n <= 2 {
		return atoi(s)
	}
	return months[strings.ToLower(s)]
}

// dateOrder decides how 3/4/2024 is read: the United States write the month
// first, and so do pages in English without a country of their own.
func (p *page) dateOrder() order {
	lang := strings.ToLower(strings.ReplaceAll(p.lang, "_", "-"))
	if lang == "" {
		lang = strings.ToLower(strings.ReplaceAll(p.meta("og:locale"), "_", "-"))
	}
	if lang == "en-us" {
		return monthFirst
	}
	if lang != "" && lang != "en" {
		return dayFirst
	}
	if p.base != nil {
		host := p.base.Hostname()
		tld := host[strings.LastIndexByte(host, '.')+1:]
		if len(tld) == 2 && tld != "us" && tld != "io" && tld != "co" && tld != "ai" && tld != "tv" && tld != "me" {
			return dayFirst
		}
	}
	return monthFirst
}

// settle turns day and month around in the dates that were read in the wrong
// order, as the rest of the page shows: it gives the same day where it cannot be
// misread, or has numeric dates of the other order.
func (p *page) settle(dates ...*stamp) {
	var seen *calendar
	for _, d := range dates {
		if d.vague == 0 {
			continue
		}
		if seen == nil {
			seen = p.calendar(d.vague)
		}
		if t := d.turned(); t.valid() && seen.prefers(t, *d) {
			*d = t
		}
	}
}

// calendar is what a page's dates tell about the order in which it writes them.
type calendar struct {
	days   map[int]bool        // those of dates that cannot be misread
	orders [monthFirst + 1]int // numeric dates that can only be read in this order
}

// prefers reports whether a date is rather to be read as a than as b.
func (c *calendar) prefers(a, b stamp) bool {
	if is, was := c.days[a.days()], c.days[b.days()]; is != was {
		return is
	}
	return c.orders[a.vague] > 0 && c.orders[b.vague] == 0
}

// calendar reads all dates of the page.
func (p *page) calendar(o order) *calendar {
	c := &calendar{days: make(map[int]bool)}
	add := func(s stamp) {
		if s.vague == 0 {
			c.days[s.days()] = true
		}
		if s.only != 0 {
			c.orders[s.only]++
		}
	}
	if d, ok := p.addressStamp(); ok {
		add(d)
	}
	for i := range p.metas {
		if d, ok := parseStamp(p.metas[i].content, o); ok {
			add(d)
		}
	}
	for i := range p.marks {
		if v := attr(p.marks[i].node, "datetime"); v != "" {
			if d, ok := parseStamp(v, o); ok {
				add(d)
			}
		}
	}
	for i := range p.lines {
		if hasDigits(p.lines[i].text) {
			for _, d := range findDates(p.lines[i].text, o) {
				add(d.stamp)
			}
		}
	}
	return c
}
