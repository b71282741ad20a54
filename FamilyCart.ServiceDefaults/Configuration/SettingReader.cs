using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Configuration;

/// <summary>
/// Reads typed values of one configuration section and collects every fault instead of stopping at the first. Each fault names
/// its key, the problem of its value and an example.
/// </summary>
/// <param name="section">The section, such as <c>Health</c>.</param>
public sealed class SettingReader(IConfigurationSection section)
{
    private readonly List<string> _faults = [];

    /// <summary>Gets what was wrong with the values read so far; empty when nothing was.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads a duration.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="fallback">The value when the key is absent or empty; also the example in a fault.</param>
    /// <param name="minimum">The shortest allowed duration.</param>
    /// <param name="maximum">The longest allowed duration.</param>
    /// <returns>The duration, or <paramref name="fallback"/> after noting a fault.</returns>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan minimum, TimeSpan maximum) =>
        OptionalDuration(key, fallback, minimum, maximum) ?? fallback;

    /// <summary>Reads a duration that may be left out.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="example">The example in a fault.</param>
    /// <param name="minimum">The shortest allowed duration.</param>
    /// <param name="maximum">The longest allowed duration.</param>
    /// <returns>The duration, or <see langword="null"/> when the key is absent, empty or at fault.</returns>
    public TimeSpan? OptionalDuration(string key, TimeSpan example, TimeSpan minimum, TimeSpan maximum)
    {
        var text = section[key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (TimeSpan.TryParseExact(text, ["c", @"hh\:mm\:ss", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out var value) &&
            value >= minimum &&
            value <= maximum)
        {
            return value;
        }

        AddFault(key, text, $"a duration between {minimum:c} and {maximum:c}", example.ToString("c", CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="fallback">The value when the key is absent or empty; also the example in a fault.</param>
    /// <param name="minimum">The smallest allowed value.</param>
    /// <param name="maximum">The largest allowed value.</param>
    /// <returns>The number, or <paramref name="fallback"/> after noting a fault.</returns>
    public double Number(string key, double fallback, double minimum, double maximum)
    {
        var text = section[key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return fallback;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        AddFault(
            key,
            text,
            string.Create(CultureInfo.InvariantCulture, $"a number between {minimum} and {maximum}"),
            fallback.ToString(CultureInfo.InvariantCulture));
        return fallback;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="fallback">The value when the key is absent or empty; also the example in a fault.</param>
    /// <param name="minimum">The smallest allowed value.</param>
    /// <param name="maximum">The largest allowed value.</param>
    /// <returns>The number, or <paramref name="fallback"/> after noting a fault.</returns>
    public int Whole(string key, int fallback, int minimum, int maximum)
    {
        var text = section[key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        AddFault(
            key,
            text,
            string.Create(CultureInfo.InvariantCulture, $"a whole number between {minimum} and {maximum}"),
            fallback.ToString(CultureInfo.InvariantCulture));
        return fallback;
    }

    /// <summary>Reads a switch.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="fallback">The value when the key is absent or empty; also the example in a fault.</param>
    /// <returns>The switch, or <paramref name="fallback"/> after noting a fault.</returns>
    public bool Flag(string key, bool fallback)
    {
        var text = section[key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return fallback;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        AddFault(key, text, "true or false", fallback ? "true" : "false");
        return fallback;
    }

    /// <summary>Reads an absolute <c>http</c> URL.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="example">The example in a fault.</param>
    /// <returns>The URL, or <see langword="null"/> when the key is absent, empty or at fault.</returns>
    public Uri? HttpUrl(string key, string example)
    {
        var text = section[key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp)
        {
            return url;
        }

        AddFault(key, text, "an absolute http URL", example);
        return null;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="key">The key below the section.</param>
    /// <returns>The text without blanks around it, or <see langword="null"/> when the key is absent or empty.</returns>
    public string? Text(string key) => string.IsNullOrWhiteSpace(section[key]) ? null : section[key]!.Trim();

    /// <summary>Reads every section below this one, such as one for each HTTP client.</summary>
    /// <param name="read">Reads one of them; its faults become faults of this reader.</param>
    /// <typeparam name="T">What one section holds.</typeparam>
    /// <returns>The values by their sections' names, which ignore case.</returns>
    public IReadOnlyDictionary<string, T> Sections<T>(Func<SettingReader, T> read)
    {
        var values = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren().Where(child => child.GetChildren().Any()))
        {
            var reader = new SettingReader(child);
            values[child.Key] = read(reader);
            _faults.AddRange(reader.Faults);
        }

        return values;
    }

    /// <summary>Reads every section below a key, such as one for each entry of a list.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="read">Reads one of them; its faults become faults of this reader.</param>
    /// <typeparam name="T">What one section holds.</typeparam>
    /// <returns>The values in the order of the configuration, which sorts numbers by their size.</returns>
    public IReadOnlyList<T> List<T>(string key, Func<SettingReader, T> read)
    {
        var values = new List<T>();
        foreach (var child in section.GetSection(key).GetChildren())
        {
            var reader = new SettingReader(child);
            values.Add(read(reader));
            _faults.AddRange(reader.Faults);
        }

        return values;
    }

    /// <summary>Notes a fault without repeating the value: it is absent, or a secret.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="problem">What follows the key in a sentence, such as <c>is missing</c>.</param>
    /// <param name="remedy">What to do about it, as a clause.</param>
    public void AddFault(string key, string problem, string remedy) => _faults.Add($"{section.Path}:{key} {problem}; {remedy}.");

    /// <summary>Notes a fault of a value that is no secret.</summary>
    /// <param name="key">The key below the section.</param>
    /// <param name="value">The value as configured.</param>
    /// <param name="expected">What the value has to be, such as <c>a number between 0 and 1</c>.</param>
    /// <param name="example">A value that would do.</param>
    public void AddFault(string key, string value, string expected, string example) =>
        _faults.Add($"{section.Path}:{key} is '{value}', which is not {expected}; for example {section.Path}:{key}={example}.");
}
