package article

import (
	"net/url"
	"strings"
)

// maxAddress bounds an address, in bytes, before and after it is made absolute.
// Servers refuse longer ones; resolving one takes quadratic time.
const maxAddress = 8 << 10

// address returns the absolute form of a link's or image's address. It is not
// ok when there is nothing to follow: an empty address, "#" alone, one longer
// than maxAddress, or a scheme such as javascript that only http, https, mailto,
// ftp and tel are allowed against.
func (b *builder) address(href string) (string, bool) {
	s := strip(href)
	if s == "" || s == "#" || len(s) > maxAddress {
		return "", false
	}
	switch scheme(s) {
	case "http:", "https:", "ftp:":
	case "mailto:", "tel:":
		return escape(s), true
	case "":
		if b.options.Base == nil {
			break
		}
		ref, err := url.Parse(escape(s))
		if err != nil {
			return "", false
		}
		s = b.options.Base.ResolveReference(ref).String()
	default:
		return "", false
	}
	if b.options.CleanURLs {
		s = untrack(s)
	}
	return escape(s), true
}

// strip removes what browsers ignore in an address: white space around it, and
// line ends and control characters inside.
func strip(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return isSpace(r) || invisible(r) })
	if strings.IndexFunc(s, invisible) < 0 && !strings.ContainsRune(s, '\ufffd') {
		return s
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

// scheme returns the scheme of an address in lower case with its colon, empty
// for a relative one.
func scheme(s string) string {
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return ""
	}
	return strings.ToLower(s[:i+1])
}

// escape percent-encodes the characters that may end an address early in HTML
// or Markdown. Everything else stays as the page wrote it.
func escape(s string) string {
	if !strings.ContainsAny(s, " \"<>`\\^{|}\t\n\r") && strings.IndexFunc(s, isSpace) < 0 {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == ' ' || isSpace(r):
			out.WriteString("%20")
		case r < 0x80 && strings.ContainsRune("\"<>`\\^{|}", r):
			const hex = "0123456789ABCDEF"
			out.WriteByte('%')
			out.WriteByte(hex[r>>4])
			out.WriteByte(hex[r&15])
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// untrack drops query parameters that only tell where a reader came from.
func untrack(s string) string {
	address, fragment, hasFragment := strings.Cut(s, "#")
	path, query, ok := strings.Cut(address, "?")
	if !ok {
		return s
	}
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(p, "=")
		if !trackingParameter(strings.ToLower(name)) {
			kept = append(kept, p)
		}
	}
	if len(kept) > 0 {
		path += "?" + strings.Join(kept, "&")
	}
	if hasFragment {
		path += "#" + fragment
	}
	return path
}

// trackingParameter reports names that advertisers, mailers and social networks
// add. "ref" and "source" are not among them: sites give them meaning.
func trackingParameter(name string) bool {
	for _, prefix := range [...]string{"utm_", "mtm_", "pk_", "hsa_", "oly_", "vero_", "at_custom", "at_medium", "at_campaign"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "igshid", "igsh",
		"li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "_ga", "_gl",
		"s_cid", "cmpid", "icid", "wickedid", "srsltid", "rb_clickid", "ss_email_id", "fb_action_ids", "fb_action_types",
		"fb_source", "ref_src", "ref_url", "spm", "smid", "ocid", "ncid", "wt_mc", "wt.mc_id", "epik":
		return true
	}
	return false
}
