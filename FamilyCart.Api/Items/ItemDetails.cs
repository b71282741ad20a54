using System.Text.Json.Serialization;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Items;

/// <summary>What can be said of an item beside its name, of a new one as of a changed one. Remembers what has been said.</summary>
internal abstract record ItemDetails
{
    private readonly HashSet<string> _named = [];

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Quantity
    {
        get;
        set => field = Note(nameof(Quantity), value);
    }

    public string? Comment
    {
        get;
        set => field = Note(nameof(Comment), value);
    }

    public string? StandardizedName
    {
        get;
        set => field = Note(nameof(StandardizedName), value);
    }

    public IReadOnlyDictionary<string, string>? Translations
    {
        get;
        set => field = Note(nameof(Translations), value);
    }

    public string? IconName
    {
        get;
        set => field = Note(nameof(IconName), value);
    }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public decimal? QuantityValue
    {
        get;
        set => field = Note(nameof(QuantityValue), value);
    }

    public string? QuantityUnitId
    {
        get;
        set => field = Note(nameof(QuantityUnitId), value);
    }

    public string? QuantityDisplayText
    {
        get;
        set => field = Note(nameof(QuantityDisplayText), value);
    }

    /// <summary>The properties that the body names, also those that it sets to null.</summary>
    internal string[] Named => [.. _named];

    internal bool Names(string property) => _named.Contains(property);

    private protected T Note<T>(string property, T value)
    {
        _named.Add(property);
        return value;
    }
}
