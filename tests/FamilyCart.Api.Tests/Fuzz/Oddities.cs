using System.Text;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>What nobody expects, in the forms in which it travels.</summary>
internal static class Oddities
{
    private const int Depth = 3000;

    /// <summary>Texts as JSON.</summary>
    internal static IReadOnlyList<string> JsonTexts { get; } =
    [
        "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u0007\"", "\"a\\nb\"", "\"abc\\n\"", "\"\\u202Egnp.exe\"", "\"\\u200B\"", "\"\\uFEFF\"",
        "\"\\ud800\"", "\"\\udc00 lone\"", "\"\\ud83d\\ude00\"", "\"👨‍👩‍👧‍👦🥛\"", "\"ﷺ\"", "\"e\\u0301\\u0301\\u0301\"", "\"İı\"", "\"ß\"", "\"\\uFFFF\"",
        "\"'; drop table item; --\"", "\"' or 1=1 --\"", "\"$1\"", "\"@ListId\"", "\"%\"", "\"_\"", "\"\\\\\"", "\"<script>alert(1)</script>\"",
        "\"{{7*7}}\"", "\"${jndi:ldap://x}\"", "\"../../etc/passwd\"", "\"2024-02-30T25:61:61Z\"", "\"9999-12-31T23:59:59Z\"", "\"NaN\"", "\"-0\"",
        "\"1e400\"", "\"null\"", "\"true\"", "\"en\"", "\"viewer\"", "\"owner\"", "\"kg\"", "\"Dairy\"", "\"a@b\"", "\"@\"", "\"a@example.org\\r\\nBcc: b@example.org\"",
        $"\"{new string('x', 100)}\"", $"\"{new string('x', 101)}\"", $"\"{new string('é', 1001)}\"", $"\"{new string('a', 320)}@example.org\"", $"\"{new string('9', 40_000)}\"",
    ];

    /// <summary>Values of other types, and what is no JSON at all.</summary>
    internal static IReadOnlyList<string> JsonValues { get; } =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "0.001", "0.0004", "-0.001", "9999999.999", "9999999.9999", "10000000", "2147483647", "2147483648",
        "-2147483648", "9223372036854775807", "9223372036854775808", "1e28", "1e29", "1e400", "-1e400", "1e-400", "79228162514264337593543950336",
        "0.0000000000000000000000000000000001", "[]", "{}", "[null]", "[[]]", "{\"a\":{\"b\":[]}}", "{\"en\":\"Milk\"}", "{\"en\":null}", "{\"EN\":\"\\u0000\"}",
        "{\"en\":\"a\",\"en\":\"b\"}", "NaN", "Infinity", "01", "+1", "'x'", "\"open", "\"\\x\"", "undefined", "",
    ];

    /// <summary>Parts of addresses, escaped as they are sent.</summary>
    internal static IReadOnlyList<string> Parts { get; } =
    [
        "0", "-1", "1", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "1.5", "1e3", "0x10",
        "%2B1", "%201", "abc", "null", "%25", "%252e%252e", "%2F", "%5C", "%00", "a%00b", "%ED%A0%80", "%FF", "%C0%80", "%F0%9F%A5%9B", "%E2%80%AE", "%0A", "%0D%0A",
        "%27%20or%201%3D1--", "%3Cscript%3E", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "nobody@example.org", "@",
        new string('9', 300), new string('a', 3000),
    ];

    /// <summary>Values of any header.</summary>
    internal static IReadOnlyList<string> HeaderValues { get; } =
    [
        "", " ", "*", "\"1\"", "\"0\"", "W/\"1\"", "1", "\"1\", \"2\"", "\"", "\"99999999999999999999\"", "\"-1\"", "\"a\"", ",", ",,,", "key", "ключ", "🥛", "'; drop table item; --",
        "\u202E", "\u0001", "\u007F", new string('k', 255), new string('k', 256), new string('k', 5000), "de", "de-AT;q=0.5, *;q=0", "xx-yy-zz", ";q=;", "null", "0", "-1",
        "text/html", "application/xml", "image/png, */*;q=0", "bytes=0-0", "gzip", "trace-on", "unknown, 10.0.0.1, [::1]:80", "Basic eDp5",
    ];

    /// <summary>Headers that something on the way of a request may read.</summary>
    internal static IReadOnlyList<string> HeaderNames { get; } =
    [
        "If-Match", "If-None-Match", "Idempotency-Key", "x-session-id", "Accept-Language", "Accept", "traceparent", "baggage", "Cookie", "Range", "If-Modified-Since",
        "X-Forwarded-For", "X-Forwarded-Proto", "X-HTTP-Method-Override", "Content-Language", "Content-Encoding", "Origin", "Upgrade",
    ];

    internal static IReadOnlyList<string> ContentTypes { get; } =
    [
        "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/x-www-form-urlencoded",
        "multipart/form-data", "multipart/form-data; boundary=x", "application/problem+json", "application/octet-stream", "a/b;c=\"", "json",
        "application/json; charset=", "application/x-www-form-urlencoded; charset=nonsense", "application/json; charset=utf-7",
    ];

    /// <summary>Whole bodies.</summary>
    internal static IReadOnlyList<string> Bodies { get; } =
    [
        "", "null", "[]", "\"x\"", "1", "{", "{}", "{}{}", "\uFEFF{}", "{\"\\ud800\":1}", "{\"name\":\"\\ud800\"}", "{\"a\":1,}", "{/**/}", "\0",
        Deep("[", "]"), Deep("{\"a\":", "}"), Deep("{\"name\":", "}"), Deep("{\"translations\":", "}"),
    ];

    /// <summary>Methods that no operation has; those that some have could end an account.</summary>
    internal static IReadOnlyList<string> Methods { get; } = ["OPTIONS", "TRACE", "QUERY", "PROPFIND", "get"];

    private static string Deep(string open, string close) => new StringBuilder().Insert(0, close, Depth).Insert(0, "1").Insert(0, open, Depth).ToString();
}
