package article

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// embed adds a link to the video or sound that n, an <iframe>, <video> or
// <audio>, shows. Renderings of text leave it out, since its words are not on
// the page.
func (b *builder) embed(n *html.Node) {
	src := attribute(n, "src")
	if src == "" || strings.HasPrefix(src, "about:") {
		src = attribute(n, "data-src")
	}
	switch n.DataAtom {
	case atom.Iframe:
		link, ok := embedLink(src)
		if ok {
			b.addEmbed(link, clean(attribute(n, "title")))
		}
	case atom.Video, atom.Audio:
		for c := n.FirstChild; c != nil && src == ""; c = c.NextSibling {
			if c.DataAtom == atom.Source {
				src = attribute(c, "src")
			}
		}
		if link, ok := b.address(src); ok && (strings.HasPrefix(link, "http") || scheme(link) == "") {
			b.addEmbed(link, clean(attribute(n, "title")))
		}
	}
}

func (b *builder) addEmbed(link, title string) {
	if b.fixed {
		return
	}
	b.endBlock()
	if title == "" {
		title = link
	}
	a := newElement(atom.A, html.Attribute{Key: "href", Val: link})
	a.AppendChild(newText(title))
	p := newElement(atom.P, html.Attribute{Key: "data-embed"})
	p.AppendChild(a)
	b.place(atom.P).AppendChild(p)
}

// embedLink returns the page where what a frame at src shows can be seen. It is
// not ok for frames that are no video, sound or post of a known service.
func embedLink(src string) (string, bool) {
	src = strip(src)
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	u, err := url.Parse(src)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	last := url.PathEscape(path[len(path)-1])
	switch host {
	case "youtube.com", "youtube-nocookie.com", "m.youtube.com":
		if len(path) == 2 && path[0] == "embed" && last != "videoseries" {
			return "https://www.youtube.com/watch?v=" + last, true
		}
		if list := u.Query().Get("list"); list != "" {
			return "https://www.youtube.com/playlist?list=" + url.QueryEscape(list), true
		}
	case "player.vimeo.com":
		return "https://vimeo.com/" + last, true
	case "dailymotion.com", "geo.dailymotion.com":
		if v := u.Query().Get("video"); v != "" {
			last = url.PathEscape(v)
		}
		return "https://www.dailymotion.com/video/" + last, true
	case "platform.twitter.com", "platform.x.com":
		if id := u.Query().Get("id"); id != "" {
			return "https://x.com/i/status/" + url.PathEscape(id), true
		}
	case "open.spotify.com":
		return "https://open.spotify.com/" + strings.TrimPrefix(strings.Trim(u.EscapedPath(), "/"), "embed/"), true
	case "w.soundcloud.com", "facebook.com":
		for _, key := range []string{"url", "href"} {
			if link := u.Query().Get(key); strings.HasPrefix(link, "https://") {
				return escape(link), true
			}
		}
	case "instagram.com", "tiktok.com", "ted.com", "embed.ted.com", "rumble.com", "player.twitch.tv", "archive.org", "codepen.io",
		"bandcamp.com", "embed.podcasts.apple.com", "datawrapper.dwcdn.net", "jsfiddle.net", "codesandbox.io", "loom.com",
		"fast.wistia.net", "players.brightcove.net", "streamable.com":
		u.Fragment, u.RawFragment = "", ""
		return escape(u.String()), true
	}
	return "", false
}

// cardEmbed adds a link for the post of a social network that n holds, if it is
// one, and reports whether it is. Scripts would make it a card.
func (b *builder) cardEmbed(n *html.Node) bool {
	switch {
	case n.DataAtom == atom.Blockquote && (classHas(n, "twitter-tweet") || classHas(n, "twitter-video")):
		link := ""
		for c := range n.Descendants() {
			if c.DataAtom == atom.A && strings.Contains(attribute(c, "href"), "/status/") {
				link = attribute(c, "href")
			}
		}
		b.card(link)
	case n.DataAtom == atom.Blockquote && classHas(n, "instagram-media"):
		b.card(attribute(n, "data-instgrm-permalink"))
	case n.DataAtom == atom.Blockquote && classHas(n, "tiktok-embed"):
		b.card(attribute(n, "cite"))
	case n.Data == "lite-youtube" || n.Data == "youtube-video":
		b.card(youtube(attribute(n, "videoid")))
	case n.Data == "amp-youtube":
		b.card(youtube(attribute(n, "data-videoid")))
	default:
		return false
	}
	return true
}

func youtube(id string) string {
	if id == "" {
		return ""
	}
	return "https://www.youtube.com/watch?v=" + url.QueryEscape(id)
}

func (b *builder) card(link string) {
	address, ok := b.address(link)
	if !ok || !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return
	}
	if i := strings.IndexByte(address, '?'); i > 0 && !strings.Contains(address, "youtube") {
		address = address[:i]
	}
	b.addEmbed(address, "")
}
