using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

/// <summary>
/// Replaces by placeholders what differs from run to run and from machine to machine: first texts, the longest first,
/// then patterns in the order in which they were added.
/// </summary>
internal sealed class Normalizer
{
    private readonly List<(string Text, string Placeholder)> _texts = [];
    private readonly List<(Regex Pattern, string Replacement)> _patterns = [];

    private readonly List<string> _encodedAlike = [];

    /// <summary>Names of secrets without a character that percent-encoding changes: both their forms are one text.</summary>
    public IEnumerable<string> EncodedAlike => _encodedAlike;

    public bool Knows(string text) => _texts.Exists(known => known.Text == text);

    public void Text(string text, string placeholder)
    {
        if (text.Length > 0 && !Knows(text))
        {
            _texts.Add((text, placeholder));
        }
    }

    /// <summary>A generated secret, in its plain and its percent-encoded form.</summary>
    public void Secret(string name, string value)
    {
        Text(value, $"<generated:{name}>");
        var encoded = Uri.EscapeDataString(value);
        Text(encoded, $"<generated:{name}:uri>");
        if (encoded == value)
        {
            _encodedAlike.Add(name);
        }
    }

    public void Pattern(string pattern, string replacement) => _patterns.Add((new Regex(pattern, RegexOptions.CultureInvariant), replacement));

    public void Port(int number, string name) => Pattern(string.Create(CultureInfo.InvariantCulture, $@"(?<!\d){number}(?!\d)"), $"<{name}>");

    public void Word(string word, string placeholder) => Pattern($"(?<![a-z0-9]){Regex.Escape(word)}(?![a-z0-9])", placeholder);

    public string Apply(string text)
    {
        foreach (var (known, placeholder) in _texts.OrderByDescending(known => known.Text.Length))
        {
            text = text.Replace(known, placeholder, StringComparison.Ordinal);
        }

        foreach (var (pattern, replacement) in _patterns)
        {
            text = pattern.Replace(text, replacement);
        }

        return text;
    }

    /// <summary>A copy with every text, member name and whole number normalised; a number that is replaced becomes a text.</summary>
    public JsonNode? Apply(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(Apply(member.Key), Apply(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Apply)]),
        JsonValue value when value.Text() is { } text => JsonValue.Create(Apply(text)),
        JsonValue value when value.Number() is { } number => Apply(number),
        JsonValue value => value.DeepClone(),
        _ => null
    };

    private JsonValue Apply(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var applied = Apply(text);
        return applied == text ? JsonValue.Create(number) : JsonValue.Create(applied);
    }
}
