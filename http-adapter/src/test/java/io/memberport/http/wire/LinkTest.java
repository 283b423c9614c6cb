package io.memberport.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "https://h/a /a",
                "https://h /",
                "https://h?x=1 /?x=1",
                "https://h/a%2fb%2Fc//d/../e;p=1?q=a+b%20c&q=%c3%A9&s==# /a%2fb%2Fc//d/../e;p=1?q=a+b%20c&q=%c3%A9&s==",
                "https://h/a?u=http://x/?y#frag /a?u=http://x/?y",
                "https://h/{a}|b^c\"d<e>`` /{a}|b^c\"d<e>``",
                "https://h/a\\b /a\\b",
                "https://h/? /?",
            })
    void keepsWhatFollowsTheOriginCharacterForCharacter(String text, String target) {
        assertEquals(target, Link.parse(text).target());
    }

    @ParameterizedTest
    @CsvSource({
        "https://Host.Example/, https://host.example",
        "HTTPS://host.example:443/, https://host.example",
        "http://127.0.0.1:80, http://127.0.0.1",
        "https://host.example:/, https://host.example",
        "https://my_bucket.s3.example:8443/x, https://my_bucket.s3.example:8443",
        "http://[::1]:8080/, http://[0:0:0:0:0:0:0:1]:8080",
        "http://[0:0::1]:8080/, http://[0:0:0:0:0:0:0:1]:8080",
    })
    void comparesOriginsInCanonicalForm(String text, String origin) {
        assertEquals(origin, Link.parse(text).origin().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example, http://api.example",
        "https://api.example, https://api.example:444",
        "https://api.example, https://api.example.evil",
        "https://api.example, https://api.example.",
        "https://api.example, https://xapi.example",
    })
    void tellsOriginsApart(String one, String other) {
        assertNotEquals(Link.parse(one).origin(), Link.parse(other).origin());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/relative",
                "ftp://h/",
                "file:///etc/passwd",
                "https:///path",
                "https://user@h/",
                "https://user:pw@h/",
                "https://h@evil/",
                "https://h:0/",
                "https://h:65536/",
                "https://h:99999999999/",
                "https://h:8x/",
                "https://h:+80/",
                "https://h h/",
                "https://h/a b",
                "https://h/a\tb",
                "https://h/a\r\nX: y",
                "https://h\\evil/",
                "https://höst/",
                "https://[::1/",
                "https://[fe80::1%25eth0]/",
                "https://h/\u20ac",
            })
    void refusesWhatIsNoPlainLinkWithoutQuotingIt(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Link.parse(text));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("it "), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "https://other/x?y, https://other /x?y",
        "//other:1/x, https://other:1 /x",
        "/x/%2e/y?z=/../, https://h:8 /x/%2e/y?z=/../",
        "?only=query, https://h:8 /a/b/c?only=query",
        "sibling?z, https://h:8 /a/b/sibling?z",
        "../up/one, https://h:8 /a/up/one",
        "../../../../up?z, https://h:8 /up?z",
        "/x#fragment, https://h:8 /x",
    })
    void resolvesRelativeLinks(String reference, String expected) {
        Link resolved = Link.parse("https://h:8/a/b/c?q=1").resolve(reference);
        assertEquals(expected, resolved.origin() + " " + resolved.target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#fragment", "javascript:alert(1)", "mailto:x@y", "a|b?secret", "/a b"})
    void refusesRelativeLinksThatLeadNowhere(String reference) {
        Link base = Link.parse("https://h/a");
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> base.resolve(reference));
        assertFalse(String.valueOf(refusal.getMessage()).contains("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.255.3.4, true",
        "localhost, true",
        "LOCALHOST, true",
        "[::1], true",
        "[::ffff:127.0.0.1], true",
        "127.1, false",
        "0177.0.0.1, false",
        "127.0.0.01, false",
        "2130706433, false",
        "localhost.example, false",
        "127.0.0.1.example, false",
        "0.0.0.0, false",
        "10.0.0.1, false",
        "[::2], false",
    })
    void knowsThisMachineByItsPlainNamesOnly(String host, boolean isLoopback) {
        assertEquals(isLoopback, Origin.of("http", host).isLoopback());
    }

    @ParameterizedTest
    @CsvSource({
        "plain-._~09, plain-._~09",
        "a/b?c#d%2F, a%2Fb%3Fc%23d%252F",
        "'a b+c', a%20b%2Bc",
        "é€😀, %C3%A9%E2%82%AC%F0%9F%98%80",
    })
    void encodesOnePathSegment(String name, String segment) {
        assertEquals(segment, Link.segment(name));
    }

    @Test
    void showsTheOriginOnly() {
        assertEquals(
                "https://h", Link.parse("https://h/path?X-Amz-Signature=secret").toString());
    }
}
