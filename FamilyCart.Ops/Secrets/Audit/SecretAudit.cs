using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Ops.Secrets.Audit;

/// <summary>Judges secrets.</summary>
internal static class SecretAudit
{
    /// <param name="found">As they lie there.</param>
    /// <param name="longest">From which age on one is expired.</param>
    /// <param name="now">The time of now.</param>
    public static IReadOnlyList<AuditedSecret> Judge(IReadOnlyList<FoundSecret> found, TimeSpan longest, DateTimeOffset now)
    {
        var names = found.Where(secret => !string.IsNullOrEmpty(secret.Text))
            .SelectMany(secret => SecretLines.Of(secret.Text!).All, (secret, text) => (secret.Name, Text: text))
            .ToLookup(pair => pair.Text, pair => pair.Name, StringComparer.Ordinal);
        return [.. found.Select(secret => Judge(secret, longest, now, names))];
    }

    private static AuditedSecret Judge(FoundSecret secret, TimeSpan longest, DateTimeOffset now, ILookup<string, string> names)
    {
        var faults = secret.Faults.ToList();
        var age = now - secret.Written;
        if (secret.Text is not { Length: > 0 } text)
        {
            if (secret.Text is "" && !secret.IsOptional)
            {
                faults.Add("is empty");
            }

            return new(secret.Name, secret.Text is null ? null : (int?)age?.TotalDays, null, secret.Readers, faults);
        }

        var lines = SecretLines.Of(text);
        faults.AddRange(lines.All.SelectMany(line => Strength.Faults(line, secret.Shortest)).Distinct(StringComparer.Ordinal));
        var others = lines.All.SelectMany(line => names[line]).Where(name => name != secret.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0)
        {
            faults.Add($"is the same as {string.Join(" and ", others)}");
        }

        if (age > longest)
        {
            faults.Add("is expired");
        }

        if (lines.Other is not null)
        {
            faults.Add("has the one before beside it; rotate it again to end that");
        }

        return new(secret.Name, (int?)age?.TotalDays, Strength.Of(lines.Current), secret.Readers, faults);
    }
}
