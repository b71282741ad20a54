using System.Globalization;
using System.Text.RegularExpressions;
using FamilyCart.AppHost.Launch;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Topology;

/// <summary>
/// Reads one configuration section into typed values and notes every fault instead of stopping at the first.
/// A faulty value reads as its default, so that the rest of the section is still looked at.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration, string section, ICollection<Fault> faults)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _ofServices = new(StringComparer.OrdinalIgnoreCase);

    public string Text(string key, string fallback, Regex pattern, string rule, string example)
    {
        var value = Value(key);
        return value is null || pattern.IsMatch(value) ? value ?? fallback : Refuse(key, value, rule, example, fallback);
    }

    public string? OptionalPath(string key, string example)
    {
        var value = Value(key);
        return value is null || Path.IsPathFullyQualified(value) ? value : Refuse<string?>(key, value, "must be an absolute path", example, null);
    }

    public Uri? Address(string key, string example)
    {
        var value = Value(key);
        return value is null ? null
            : Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : Refuse<Uri?>(key, value, "must be an http or https address", example, null);
    }

    public int Number(string key, int fallback, int minimum, int maximum, string example)
    {
        var value = Value(key);
        if (value is null)
        {
            return fallback;
        }

        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : Refuse(key, value, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}"), example, fallback);
    }

    public bool Flag(string key, bool fallback = false)
    {
        var value = Value(key);
        return value is null
            ? fallback
            : bool.TryParse(value, out var flag) ? flag : Refuse(key, value, "must be true or false", "true", fallback);
    }

    public TEnum Choice<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum
    {
        var value = Value(key);
        if (value is null)
        {
            return fallback;
        }

        var names = Enum.GetNames<TEnum>();
        return names.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<TEnum>(value, ignoreCase: true)
            : Refuse(key, value, $"must be one of {string.Join(", ", names.Select(n => n.ToLowerInvariant()))}", names[0].ToLowerInvariant(), fallback);
    }

    public TimeSpan Seconds(string key, int fallback, int minimum, int maximum) =>
        TimeSpan.FromSeconds(Number(key, fallback, minimum, maximum, fallback.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Keys of this section that a service reads and checks for itself.</summary>
    public void LeaveToServices(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _ofServices.Add(key);
        }
    }

    /// <summary>A misspelt key would silently do nothing, so every key that was not asked for is a fault.</summary>
    public void RefuseUnknown()
    {
        foreach (var child in configuration.GetSection(section).GetChildren().Where(child => !_known.Contains(child.Key) && !_ofServices.Contains(child.Key)))
        {
            faults.Add(new Fault(
                ExitCode.BadConfiguration,
                $"{section}:{child.Key} is not a setting; {section} knows {string.Join(", ", _known.Order(StringComparer.Ordinal))}."));
        }
    }

    private string? Value(string key)
    {
        _known.Add(key);
        var value = configuration[$"{section}:{key}"];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private T Refuse<T>(string key, string value, string rule, string example, T fallback)
    {
        faults.Add(new Fault(ExitCode.BadConfiguration, $"{section}:{key} is '{value}' but {rule}; for example {section}:{key}={example}."));
        return fallback;
    }
}
